import { afterAll, beforeAll, expect, test } from "vitest";
import { listDeviations, listQueries, type Principal, seeDesigns } from "#usecases";
import { anInstance } from "../builders/instance.ts";
import {
  aPlayedStudy,
  aScreenedParticipant,
  type PlayedStudy,
  playedDesign,
} from "../builders/played-study.ts";

let played: PlayedStudy;
let participant: string;

beforeAll(async () => {
  played = await aPlayedStudy(await anInstance());
  const { act, north, person } = played;
  participant = await aScreenedParticipant(played, north);
  await act(person("investigator", north), "start-visit", participant, { visitId: "v1", mode: "in-person" });
  const intake = { formKey: "v1/intake/1", entries: [{ path: "age", value: 41 }] };
  await act(person("site-coordinator", north), "submit-form", participant, intake);
  const formKey = "v1/report/1";
  const handedOver = { study: played.study, participant, formKey };
  await act({ ...person("participant", north), handedOver }, "submit-form", participant, {
    formKey,
    entries: [{ path: "felt-safe", value: false }],
  });
  const monitor = person("monitor");
  for (const [key, itemPath, words] of [
    ["v1/intake/1", "age", "Is this age right?"],
    ["v1/report/1", "felt-safe", "What happened?"],
  ])
    await act(monitor, "open-query", participant, {
      formKey: key,
      itemPath,
      question: { freeText: words },
    });
});
afterAll(() => played.instance.close());

const queries = (as: Principal) =>
  listQueries(played.instance.ports as never, { study: played.study, principal: as }, "unsettled");

test("queries come with their words, and their place by the names of the protocol", async () => {
  const monitor = played.person("monitor");
  const found = await queries(monitor);
  expect(found.find(({ itemPath }) => itemPath === "age")).toMatchObject({
    number: "01-0001",
    state: "open",
    visit: "First visit",
    form: "Intake",
    item: "Age",
    messages: [{ kind: "question", text: "Is this age right?" }],
  });
  expect(found).toHaveLength(2);
});

test("a query on a form that somebody may not see is not there for them", async () => {
  const found = await queries(played.person("investigator", played.north));
  expect(found.map(({ form }) => form)).toEqual(["Intake"]);
});

test("another site has none of them", async () => {
  expect(await queries(played.person("investigator", played.south))).toEqual([]);
});

test("a deviation says what happened to those who read records, and only that it is there to the sponsor's team", async () => {
  const ask = (as: Principal) =>
    listDeviations(played.instance.ports as never, { study: played.study, principal: as });
  const [own] = await ask(played.person("investigator", played.north));
  expect(own?.details).toMatchObject({
    detectedBy: "software",
    description: expect.stringContaining("outside its window"),
    about: "First visit",
    visitId: "v1",
  });
  const [sponsors] = await ask(played.person("sponsor-study-team"));
  expect(sponsors).toMatchObject({ category: "visit-window", details: null });
});

test("a version of the protocol says what it changed, at which sites it stands how, and what it can break", async () => {
  const { act, instance, person, study, north, south } = played;
  const parameters = [
    {
      id: "minimum-age",
      label: "Minimum age",
      value: 21,
      source: "Protocol",
      confirmation: "published" as const,
    },
  ];
  const forms = (playedDesign().forms ?? []).filter(({ id }) => id !== "report");
  const activities = [
    { id: "asking", name: "Questions", formIds: ["intake"] },
    { id: "rating", name: "Rating", formIds: ["interview"] },
  ];
  const design = playedDesign({ version: "2.0", parameters, forms, activities });
  await act(person("administrator"), "publish-design", study, { design, summary: "No more reports" });
  await act(person("administrator"), "approve-design-version", south, {
    version: "2.0",
    committee: "Ethics",
    approvedOn: "2026-11-20",
    effectiveFrom: "2026-12-24",
  });
  const administrator = { study, principal: person("administrator") };
  const { versions, current } = await seeDesigns(instance.ports as never, administrator);
  expect(current).toBe("2.0");
  const [second, first] = versions;
  expect(second?.sites.map(({ number, standing }) => [number, standing])).toEqual([
    ["01", "not-approved"],
    ["02", "approved"],
  ]);
  expect(first).toMatchObject({ participants: 1, toConfirm: 1, changes: [] });
  const sentences = second?.changes.map(({ sentence }) => sentence) ?? [];
  expect(sentences).toContain("Form report (Confidential report) is removed.");
  const removed = second?.changes.find(({ kind, id }) => kind === "form" && id === "report");
  expect(removed?.hazards).toEqual(["forms already submitted have no place in the new version"]);
  const own = await seeDesigns(instance.ports as never, { study, principal: person("investigator", north) });
  expect(own.versions[0]?.sites.map(({ number }) => number)).toEqual(["01"]);
});
