import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Principal, rebuildProjections, seeForm, seeWorklist } from "#usecases";
import { aClock, anInstance, type TestClock } from "../builders/instance.ts";
import { anId } from "../builders/ledger.ts";
import {
  aPlayedStudy,
  aScreenedParticipant,
  type PlayedStudy,
  playedDesign,
} from "../builders/played-study.ts";

let clock: TestClock;
let played: PlayedStudy;

beforeAll(async () => {
  clock = aClock("2026-11-20T15:00:00.000Z");
  played = await aPlayedStudy(await anInstance(clock));
});
afterAll(() => played.instance.close());

/** The person's list, a line for each: `state kind`, of one participant where named. */
async function lines(as: Principal, participant?: string): Promise<readonly string[]> {
  const { items } = await seeWorklist(played.instance.ports as never, {
    study: played.study,
    principal: as,
  });
  return items
    .filter(({ participantId }) => participant === undefined || participantId === participant)
    .map(({ state, kind }) => `${state} ${kind}`);
}

async function item(as: Principal, kind: string, participant?: string) {
  const { items } = await seeWorklist(played.instance.ports as never, {
    study: played.study,
    principal: as,
  });
  return items.find(
    (one) => one.kind === kind && (participant === undefined || one.participantId === participant),
  );
}

const coordinator = (): Principal => played.person("site-coordinator", played.north);
const investigator = (): Principal => played.person("investigator", played.north);

describe("a participant's visits and forms", () => {
  test("a visit comes up before its window, is due in it, and is late after it", async () => {
    clock.set("2026-11-20T15:00:00.000Z");
    const participant = await aScreenedParticipant(played, played.north);
    expect(await lines(coordinator(), participant)).toEqual(["upcoming visit-due"]);
    clock.set("2026-11-24T15:00:00.000Z");
    expect(await lines(coordinator(), participant)).toEqual(["due visit-due"]);
    clock.set("2026-12-01T15:00:00.000Z");
    expect(await lines(coordinator(), participant)).toEqual(["late visit-due"]);
    clock.set("2026-11-20T15:00:00.000Z");
  });

  test("whether it is late is judged by the day at the site, not by the day in Greenwich", async () => {
    clock.set("2026-11-20T15:00:00.000Z");
    const participant = await aScreenedParticipant(played, played.north);
    // Nine in the evening of the last day of the window in New York.
    clock.set("2026-12-01T02:00:00.000Z");
    expect(await lines(coordinator(), participant)).toEqual(["due visit-due"]);
    clock.set("2026-11-20T15:00:00.000Z");
  });

  test("an arranged visit is due on its day at the site", async () => {
    const participant = await aScreenedParticipant(played, played.north);
    const plannedFor = "2026-11-27T01:30:00.000Z";
    await played.act(coordinator(), "schedule-visit", participant, {
      instanceId: "v1",
      plannedFor,
      mode: "in-person",
    });
    expect(await item(coordinator(), "visit-arranged", participant)).toMatchObject({
      dueOn: "2026-11-26",
      subject: { visitId: "v1", visit: "First visit", plannedFor },
    });
  });

  test("an open visit names the forms that it wants, and says when it wants none", async () => {
    const { act } = played;
    const participant = await aScreenedParticipant(played, played.north);
    await act(coordinator(), "start-visit", participant, { visitId: "v1", mode: "in-person" });
    expect(await item(coordinator(), "forms-open", participant)).toMatchObject({
      subject: { visitId: "v1", forms: "Intake", formKeys: "v1/intake/1" },
    });
    await act(coordinator(), "submit-form", participant, {
      formKey: "v1/intake/1",
      entries: [{ path: "age", value: 40 }],
    });
    expect(await lines(coordinator(), participant)).toContain("due visit-to-complete");
    expect(await lines(investigator(), participant)).toContain("due signature-missing");
    expect(await lines(coordinator(), participant)).not.toContain("due signature-missing");
  });

  test("what somebody began to enter and nobody handed in comes up once its visit is closed", async () => {
    const { act, north, person, study } = played;
    const participant = await aScreenedParticipant(played, north);
    await act(coordinator(), "start-visit", participant, { visitId: "v1", mode: "in-person" });
    await act(coordinator(), "submit-form", participant, {
      formKey: "v1/intake/1",
      entries: [{ path: "age", value: 40 }],
    });
    const formKey = "v1/report/1";
    const handedOver = { study, participant, formKey };
    await act({ ...person("participant", north), handedOver }, "draft-items", participant, {
      formKey,
      entries: [{ path: "felt-safe", value: true }],
    });
    expect(await lines(coordinator(), participant)).not.toContain("due draft-left");
    await act(coordinator(), "complete-visit", participant, { visitId: "v1" });
    expect(await item(coordinator(), "draft-left", participant)).toMatchObject({
      subject: { formKey, form: "Confidential report" },
    });
  });

  test("somebody who called and was not settled is not forgotten", async () => {
    const person = anId();
    await played.act(coordinator(), "log-contact", person, {
      siteId: played.north,
      channel: "telephone",
      recruitmentSource: "web",
      referredBy: "self",
      language: "en",
      ageBand: "30-44",
      outcome: "undecided",
      failReasons: [],
    });
    expect(await lines(coordinator(), person)).toEqual(["due contact-open"]);
  });
});

describe("signatures, queries, deviations", () => {
  test("a signature that a later change has broken comes up for the one who gave it", async () => {
    const { act, instance, study } = played;
    const participant = await aScreenedParticipant(played, played.north);
    const doctor = investigator();
    const formKey = "v1/intake/1";
    await act(coordinator(), "start-visit", participant, { visitId: "v1", mode: "in-person" });
    await act(coordinator(), "submit-form", participant, { formKey, entries: [{ path: "age", value: 40 }] });
    const form = await seeForm(instance.ports as never, { study, principal: doctor }, participant, formKey);
    if (!form.ok) throw new Error("no form");
    await act(doctor, "sign-record", participant, {
      target: { kind: "form", id: formKey },
      meaning: "I reviewed the intake",
      contentHash: form.value.contentHash,
    });
    expect(await lines(doctor, participant)).not.toContain("due signature-missing");
    await act(
      coordinator(),
      "correct-items",
      participant,
      { formKey, entries: [{ path: "age", value: 41 }] },
      { reason: "misread", basedOn: form.value.version + 1 },
    );
    expect(await lines(doctor, participant)).toContain("due signature-broken");
  });

  test("an open query waits for the site, an answered one for who judges it", async () => {
    const { act, person } = played;
    const participant = await aScreenedParticipant(played, played.north);
    const monitor = person("monitor");
    const formKey = "v1/intake/1";
    await act(coordinator(), "start-visit", participant, { visitId: "v1", mode: "in-person" });
    await act(coordinator(), "submit-form", participant, { formKey, entries: [{ path: "age", value: 40 }] });
    const question = { freeText: "Is this right?" };
    await act(monitor, "open-query", participant, { formKey, itemPath: "age", question });
    const open = await item(coordinator(), "query-open", participant);
    expect(open?.subject).toMatchObject({ form: "Intake", item: "Age", formKey, itemPath: "age" });
    expect(await lines(monitor, participant)).toEqual([]);
    const queryId = open?.subject["queryId"] ?? "";
    await act(coordinator(), "answer-query", participant, { queryId, answer: { freeText: "Yes." } });
    expect(await lines(monitor, participant)).toEqual(["due query-answered"]);
    expect(await lines(coordinator(), participant)).not.toContain("due query-open");
  });

  test("a deviation waits for an investigator to assess it", async () => {
    const participant = await aScreenedParticipant(played, played.north);
    await played.act(coordinator(), "record-deviation", participant, {
      category: "procedure",
      rule: "Fasting blood",
      description: { freeText: "Had breakfast" },
    });
    expect(await lines(investigator(), participant)).toContain("due deviation-to-assess");
    expect(await lines(coordinator(), participant)).not.toContain("due deviation-to-assess");
  });
});

describe("what depends on the day or on two records at once", () => {
  test("eligibility is there to confirm as soon as every criterion is met, and no sooner", async () => {
    const { act } = played;
    const participant = await aScreenedParticipant(played, played.north);
    expect(await lines(investigator(), participant)).not.toContain("due eligibility-to-confirm");
    await act(coordinator(), "start-visit", participant, { visitId: "v1", mode: "in-person" });
    await act(coordinator(), "submit-form", participant, {
      formKey: "v1/intake/1",
      entries: [{ path: "age", value: 40 }],
    });
    expect(await lines(investigator(), participant)).toContain("due eligibility-to-confirm");
  });

  test("the medical monitor is asked to confirm the numbers of the protocol", async () => {
    const doctor = played.person("medical-monitor");
    expect(await item(doctor, "parameters-to-confirm")).toMatchObject({
      subject: { version: "1.0", count: "1" },
    });
    await played.act(doctor, "confirm-parameters", played.study, {
      version: "1.0",
      parameterIds: ["minimum-age"],
    });
    expect(await item(doctor, "parameters-to-confirm")).toBeUndefined();
  });

  test("an assessment is asked for once its visit is arranged, and then awaited", async () => {
    const { act, north, person, instance } = played;
    const participant = await aScreenedParticipant(played, north);
    await act(coordinator(), "record-held-visit", participant, { visitId: "v1", mode: "in-person" });
    const plannedFor = "2026-11-25T15:00:00.000Z";
    await act(coordinator(), "schedule-visit", participant, {
      instanceId: "v2",
      plannedFor,
      mode: "in-person",
    });
    expect(await lines(coordinator(), participant)).toContain("due rating-to-request");
    const rater = person("independent-rater");
    await act(person("administrator"), "add-staff-member", rater.user, { name: "Maya" });
    await act(person("administrator"), "grant-role", rater.user, {
      role: "independent-rater",
      from: "2026-01-01",
    });
    await act(coordinator(), "request-rating", participant, {
      formKey: "v2/interview/1",
      startsAt: plannedFor,
      language: "en",
      indexTrauma: { freeText: "an accident" },
    });
    expect(await lines(coordinator(), participant)).toContain("upcoming rating-awaited");
    const { items } = await seeWorklist(instance.ports as never, {
      study: played.study,
      principal: rater,
    });
    expect(
      items.map(({ kind, participantId, number, siteId }) => [kind, participantId, number, siteId]),
    ).toEqual([["assessment-to-hold", null, null, null]]);
    expect(JSON.stringify(items)).not.toContain("Baseline");
  });

  test("a licence comes up before it ends, for its owner and for the investigator, and not once it is renewed", async () => {
    const { act, north, person } = played;
    const therapist = person("lead-therapist", north);
    const administrator = person("administrator");
    await act(administrator, "add-staff-member", therapist.user, { name: "Ruth" });
    await act(administrator, "grant-role", therapist.user, {
      role: "lead-therapist",
      siteId: north,
      from: "2026-01-01",
    });
    const license = {
      kind: "license",
      name: "Psychotherapist",
      issuer: "State board",
      validFrom: "2024-01-01",
    };
    await act(administrator, "record-credential", therapist.user, { ...license, validUntil: "2026-12-31" });
    expect(await lines(investigator())).toContain("due credential-ending");
    expect(await lines(therapist)).toContain("due credential-ending");
    expect(await lines(person("investigator", played.south))).not.toContain("due credential-ending");
    await act(administrator, "record-credential", therapist.user, { ...license, validUntil: "2029-12-31" });
    expect(await lines(investigator())).not.toContain("due credential-ending");
  });

  test("a new version of the protocol waits for each site's approval, then for each participant", async () => {
    const { act, person, south } = played;
    const participant = await aScreenedParticipant(played, south);
    const design = playedDesign({ version: "2.0", title: "A small study, amended" });
    await act(person("administrator"), "publish-design", played.study, { design, summary: "Amendment" });
    const doctor = person("investigator", south);
    expect((await lines(doctor)).filter((line) => line.endsWith("design-to-approve"))).toHaveLength(1);
    await act(doctor, "approve-design-version", south, {
      version: "2.0",
      committee: "Ethics",
      approvedOn: "2026-11-20",
      effectiveFrom: "2026-11-20",
    });
    expect(await lines(doctor)).not.toContain("due design-to-approve");
    expect(await lines(doctor, participant)).toContain("due migration-to-decide");
  });
});

test("what was refused lately is told with the participant whom it was about", async () => {
  const { instance, north, send, study } = played;
  const participant = await aScreenedParticipant(played, north);
  const somebody = coordinator();
  await send(somebody, "complete-visit", participant, { visitId: "v9" });
  const { refused } = await seeWorklist(instance.ports as never, { study, principal: somebody });
  expect(refused).toMatchObject([
    { type: "complete-visit", participantId: participant, number: expect.stringMatching(/^01-/) },
  ]);
});

test("rebuilt from the events, the tasks are the same as fed one by one", async () => {
  const { instance, study } = played;
  const read = () =>
    instance.maintenance
      .query("SELECT * FROM projection.task WHERE study_id = $1 ORDER BY task_id", [study])
      .then(({ rows }) => rows as unknown[]);
  const fed = await read();
  await rebuildProjections(instance.ports, study);
  expect(fed.length).toBeGreaterThan(10);
  expect(await read()).toEqual(fed);
});
