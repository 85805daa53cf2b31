import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ParticipantState, signatureStanding, sitesOf, stageOf } from "#trial";
import { aDemonstration, type Demonstration } from "../builders/demonstration.ts";
import { readRecords } from "./read-records.ts";

vi.setConfig({ testTimeout: 60_000 });

let demonstration: Demonstration;
let records: readonly ParticipantState[];

beforeAll(async () => {
  demonstration = await aDemonstration();
  records = await readRecords(demonstration);
}, 300_000);
afterAll(() => demonstration.close());

const forms = (state: ParticipantState) => Object.values(state.forms);
const items = (state: ParticipantState) => forms(state).flatMap((form) => Object.values(form.items));
const queries = (state: ParticipantState) => Object.values(state.queries);
const deviations = (state: ParticipantState) => Object.values(state.deviations);
const ratings = (state: ParticipantState) => Object.values(state.ratings);
const visits = (state: ParticipantState) => Object.values(state.visits.visits);
const entriesOf = (state: ParticipantState, log: string) =>
  forms(state).filter(({ formId, status }) => formId === log && status === "submitted");
const events = (state: ParticipantState) => entriesOf(state, "adverse-event");
const withdrawn = (scope: string) => (state: ParticipantState) =>
  state.consent.withdrawals.filter(
    ({ scopes }) => scopes.some((one) => one === scope) && scopes.length === 1,
  );
const standings = (state: ParticipantState, standing: string) =>
  state.signatures.filter((signature) => signatureStanding(state, signature).standing === standing);

/** What the demonstration shows, how to count it in one record, and how often it is there at least. */
const promised: readonly (readonly [string, (state: ParticipantState) => readonly unknown[], number])[] = [
  [
    "drafts at a visit that nobody handed in",
    (state) =>
      forms(state).filter(({ status, formKey }) => status === "draft" && !formKey.startsWith("log/")),
    1,
  ],
  [
    "drafts in a log that nobody handed in",
    (state) => forms(state).filter(({ status, formKey }) => status === "draft" && formKey.startsWith("log/")),
    2,
  ],
  [
    "forms that are marked as not done, with the reason",
    (state) => forms(state).filter(({ status, notDoneWhy }) => status === "not-done" && notDoneWhy),
    3,
  ],
  ...(["open", "answered", "closed"] as const).map(
    (wanted) =>
      [
        `queries of people that are ${wanted}`,
        (state: ParticipantState) =>
          queries(state).filter(({ raisedBy, state: is }) => raisedBy === "person" && is === wanted),
        2,
      ] as const,
  ),
  [
    "queries that were asked again",
    (state) =>
      queries(state).filter(({ messages }) => messages.filter(({ kind }) => kind === "question").length > 1),
    2,
  ],
  [
    "queries of edit checks that are open",
    (state) =>
      queries(state).filter(({ raisedBy, state: is }) => raisedBy === "edit-check" && is !== "closed"),
    1,
  ],
  [
    "queries of edit checks that are closed",
    (state) =>
      queries(state).filter(({ raisedBy, state: is }) => raisedBy === "edit-check" && is === "closed"),
    5,
  ],
  [
    "items that were compared with their source",
    (state) => items(state).filter(({ verified }) => verified),
    1_000,
  ],
  [
    "items that were changed after they were compared",
    (state) => items(state).filter(({ verified, verifiedBefore }) => !verified && verifiedBefore),
    2,
  ],
  [
    "deviations that the software found",
    (state) => deviations(state).filter(({ detectedBy }) => detectedBy === "software"),
    4,
  ],
  [
    "deviations that people recorded",
    (state) => deviations(state).filter(({ detectedBy }) => detectedBy === "person"),
    4,
  ],
  [
    "deviations that were judged as important, and closed",
    (state) => deviations(state).filter(({ importance, closed }) => importance === "important" && closed),
    1,
  ],
  [
    "deviations that nobody has judged yet",
    (state) => deviations(state).filter(({ importance }) => importance === "not-assessed"),
    2,
  ],
  ["signatures that a later change broke", (state) => standings(state, "broken"), 2],
  ["signatures that stand", (state) => standings(state, "valid"), 500],
  [
    "participants with several medications",
    (state) => (entriesOf(state, "medication-log").length > 1 ? [state] : []),
    5,
  ],
  [
    "tapers with the day of the last dose",
    (state) =>
      entriesOf(state, "medication-log").filter(
        ({ items: entry }) => entry["drug"]?.value !== "not-psychiatric" && entry["last-dose-date"]?.value,
      ),
    2,
  ],
  ["participants with several adverse events", (state) => (events(state).length > 3 ? [state] : []), 6],
  [
    "adverse events that were pleasant",
    (state) => events(state).filter(({ items: entry }) => entry["valence"]?.value === "positive"),
    20,
  ],
  [
    "adverse events that were serious",
    (state) => events(state).filter(({ derived }) => derived["serious"] === true),
    1,
  ],
  [
    "adverse events of special interest",
    (state) => events(state).filter(({ items: entry }) => entry["special-interest"]?.value !== "none"),
    10,
  ],
  ["treatments outside of the study", (state) => entriesOf(state, "outside-treatment-log"), 1],
  [
    "participants who signed the new version of the consent form after the old one",
    (state) => (new Set(state.consent.signed.map(({ version }) => version)).size > 1 ? [state] : []),
    4,
  ],
  [
    "participants who consented to the new version at once",
    (state) => (state.consent.signed[0]?.version === "2.0" ? [state] : []),
    2,
  ],
  ["participants who moved to the amended protocol", (state) => state.enrollment.migrations, 2],
  ["withdrawals of the recordings alone", withdrawn("recordings"), 1],
  ["withdrawals of the drug alone", withdrawn("drug"), 1],
  ["participants in the care of a second site", (state) => (sitesOf(state).length > 1 ? [state] : []), 1],
  ...(["requested", "canceled", "received"] as const).map(
    (wanted) =>
      [
        `ratings that are ${wanted}`,
        (state: ParticipantState) => ratings(state).filter(({ status }) => status === wanted),
        3,
      ] as const,
  ),
  ["visits that were missed", (state) => visits(state).filter(({ status }) => status === "missed"), 3],
  ["visits that were moved", (state) => visits(state).filter(({ planned }) => planned.length > 1), 3],
  [
    "visits that have begun and are not completed",
    (state) => visits(state).filter(({ status }) => status === "in-progress"),
    4,
  ],
  [
    "monthly calls of the follow-up",
    (state) =>
      visits(state).filter(({ encounterId, status }) => /^m\d+$/.test(encounterId) && status === "completed"),
    25,
  ],
  [
    "participants who completed the study",
    (state) => (state.enrollment.ended?.reason === "completed" ? [state] : []),
    1,
  ],
  [
    "participants who left it early",
    (state) => (stageOf(state) === "ended" && state.enrollment.ended?.reason !== "completed" ? [state] : []),
    2,
  ],
];

describe("in the demonstration there are", () => {
  test.each(promised)("%s", (_, of, least) => {
    expect(records.flatMap(of).length).toBeGreaterThanOrEqual(least);
  });
});

test("the amended protocol binds some at the site that approved it, and nobody at the other", async () => {
  const { instance, study } = demonstration;
  const scope = { study, sites: "all" } as const;
  const [rows, sites] = await Promise.all([
    instance.ports.lists.participants(scope),
    instance.ports.lists.sites(scope),
  ]);
  const number = new Map(sites.map((site) => [site.siteId, site.number]));
  const versions = (site: string) =>
    new Set(
      rows
        .filter(({ siteId, stage }) => number.get(siteId) === site && stage === "enrolled")
        .map(({ designVersion }) => designVersion),
    );
  expect(versions("01")).toEqual(new Set(["1.0", "1.1"]));
  expect(versions("02")).toEqual(new Set(["1.0"]));
});

test("an interview goes on that its rater has begun and not handed in", async () => {
  const { rows } = await demonstration.instance.maintenance.query(
    "SELECT FROM projection.rating WHERE study_id = $1 AND state = 'in-progress'",
    [demonstration.study],
  );
  expect(rows.length).toBeGreaterThanOrEqual(2);
});

test("the security log tells of real attempts at the door", async () => {
  const log = await demonstration.instance.ports.lists.securityLog(100);
  expect(new Set(log.map(({ kind }) => kind))).toEqual(
    new Set(["wrong-credentials", "unknown-username", "demonstration-sign-in-refused"]),
  );
});
