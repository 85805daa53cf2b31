import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ParticipantState } from "#trial";
import { fatesOf } from "../../src/demonstration/fates.ts";
import { aDemonstration, type Demonstration } from "../builders/demonstration.ts";
import { readRecords } from "./read-records.ts";

vi.setConfig({ testTimeout: 60_000 });

let demonstration: Demonstration;
let records: readonly ParticipantState[];

beforeAll(async () => {
  demonstration = await aDemonstration();
  records = await readRecords(demonstration);
}, 400_000);
afterAll(() => demonstration.close());

type Form = ParticipantState["forms"][string];

const forms = ({ forms: all }: ParticipantState, formId?: string): readonly Form[] =>
  Object.values(all).filter(
    (form) => form.status === "submitted" && (formId === undefined || form.formId === formId),
  );
const answerTo = (form: Form | undefined, path: string) => form?.items[path]?.value;
const scoreOf = (form: Form | undefined, score = "total") => form?.derived[`score:${score}`];
const visitOf = ({ formKey }: Form) => formKey.split("/")[0];
const at = (state: ParticipantState, visitId: string, formId: string) =>
  state.forms[`${visitId}/${formId}/1`];

const isMoment = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d(T.*)?$/.test(value);

/** Values of a form that tell of a time after the one at which they were entered. */
function ofTheFuture(form: Form) {
  return Object.entries(form.items).filter(
    ([, { value, changedOn }]) => isMoment(value) && value > changedOn.slice(0, value.length),
  );
}

function rowsOf(form: Form): readonly string[] {
  return Object.keys(form.items).filter((path) => /^effects\.\d+\.effect$/.test(path));
}

function isOutOfOrder(list: readonly unknown[]): boolean {
  return list.some((one, index) => index > 0 && String(one) <= String(list[index - 1]));
}

const neverPleasant = /nausea|vomit|headache|anxious|cold|grinding|tight|unsteady|pain|sodium|appendicitis/i;

/** What a trialist would object to in a record, and where it is found. */
const objections: readonly (readonly [string, (state: ParticipantState) => readonly unknown[]])[] = [
  ["a value tells of a time after it was entered", (state) => forms(state).flatMap(ofTheFuture)],
  [
    "a visit begins before the one before it has ended",
    ({ visits }) => {
      const held = Object.values(visits.visits)
        .filter(({ startedAt, endedAt }) => startedAt && endedAt)
        .sort((a, b) => String(a.startedAt).localeCompare(String(b.startedAt)));
      return held.filter(
        (visit, index) => index > 0 && String(visit.startedAt) < String(held[index - 1]?.endedAt),
      );
    },
  ],
  [
    "somebody is younger than 18",
    (state) => forms(state, "demographics").filter((form) => Number(answerTo(form, "age-at-consent")) < 18),
  ],
  [
    "the self-report of a visit contradicts its interview",
    (state) =>
      ["at-v3", "at-w12"].filter((visit) => {
        const [interview, report] = [scoreOf(at(state, visit, "caps5")), scoreOf(at(state, visit, "pcl5"))];
        return (
          typeof interview === "number" &&
          typeof report === "number" &&
          Math.abs(report - 1.12 * interview - 2) > 14
        );
      }),
  ],
  [
    "scales of one day disagree on thoughts of death",
    (state) =>
      [...forms(state, "phq9"), ...forms(state, "bdi2")].filter((form) => {
        const ideation = scoreOf(at(state, visitOf(form) ?? "", "cssrs"), "anyIdeation");
        return ideation !== undefined && Number(answerTo(form, "item9")) > 0 !== ideation;
      }),
  ],
  [
    "somebody who was not fit for it was dosed",
    (state) => forms(state, "dosing-day-check").filter(({ derived }) => derived["may-be-dosed"] !== true),
  ],
  [
    "somebody was released who was not ready",
    (state) => forms(state, "discharge-readiness").filter(({ derived }) => derived["ready"] !== true),
  ],
  [
    "readings of a session are out of order",
    (state) =>
      ["at-v5", "at-v10", "at-v15"].filter((visit) =>
        isOutOfOrder(
          forms(state, "session-vital-signs")
            .filter((form) => visitOf(form) === visit)
            .map((form) => answerTo(form, "measured-at")),
        ),
      ),
  ],
  [
    "a supplemental reading follows no supplemental dose",
    (state) =>
      forms(state, "supplemental-decision").filter((form) => {
        const given = answerTo(form, "decision") === "give";
        const readings = forms(state, "session-vital-signs").filter((one) => visitOf(one) === visitOf(form));
        return readings.some((one) => answerTo(one, "time-point") === "after-supplemental") !== given;
      }),
  ],
  [
    "effects of a session are missing among the adverse events",
    (state) => {
      const effects = forms(state, "session-effects").flatMap(rowsOf);
      const events = forms(state, "adverse-event").filter(
        (form) => answerTo(form, "detected-by") === "session-effects",
      );
      return effects.length === events.length ? [] : [`${effects.length} effects, ${events.length} events`];
    },
  ],
  [
    "an alert of a session is not among the adverse events",
    (state) => {
      const alerts = forms(state, "session-vital-signs").filter(({ derived }) => derived["alert"] === true);
      const days = new Set(alerts.map(visitOf));
      const events = forms(state, "adverse-event").filter(
        (form) => answerTo(form, "special-interest") === "cardiovascular",
      );
      return days.size === events.length ? [] : [`${days.size} sessions, ${events.length} events`];
    },
  ],
  [
    "something unpleasant was felt as pleasant",
    (state) =>
      forms(state, "adverse-event").filter(
        (form) =>
          answerTo(form, "valence") === "positive" &&
          neverPleasant.test(JSON.stringify(answerTo(form, "term"))),
      ),
  ],
  [
    "an adverse event of a dosing day ends before it begins",
    (state) =>
      forms(state, "adverse-event").filter(
        (form) => String(answerTo(form, "end-time") ?? "~") <= String(answerTo(form, "onset-time") ?? ""),
      ),
  ],
  [
    "a dose was not followed by a blood sample",
    ({ visits, forms: all }) =>
      ["at-v6", "at-v11", "at-v16"].filter(
        (visit) =>
          visits.visits[visit]?.status === "completed" &&
          all[`${visit}/laboratory-post-dose/1`]?.status !== "submitted",
      ),
  ],
  [
    "the trauma is younger than the symptoms",
    (state) =>
      forms(state, "index-trauma").filter(
        (form) =>
          String(answerTo(form, "occurred")) >
          String(answerTo(at(state, "at-screening", "psychiatric-history"), "ptsd-onset")),
      ),
  ],
  [
    "a drug that was to be tapered was still taken at the baseline",
    (state) => {
      const baseline = state.visits.visits["at-v3"]?.day;
      return forms(state, "medication-log").filter(
        (form) =>
          baseline &&
          answerTo(form, "drug") !== "not-psychiatric" &&
          !(String(answerTo(form, "last-dose-date")) < baseline),
      );
    },
  ],
];

describe("in no record of the demonstration", () => {
  test.each(objections)("%s", (_, found) => {
    expect(records.flatMap((state) => found(state).map((fault) => [state.enrollment.number, fault]))).toEqual(
      [],
    );
  });
});

test("the names of the participants say that nobody bears them", () => {
  const names = fatesOf("any seed").map(({ person }) => person.familyName);
  expect(names.filter((name) => !/^(Sample|Example|Test|Mock|Fict)/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
