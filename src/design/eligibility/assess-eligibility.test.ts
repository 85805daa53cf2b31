import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import type { FormValues } from "../form/item-value.ts";
import type { ParticipantRecord, SubmittedForm } from "../record/participant-record.ts";
import { recordScope } from "../record/record-scope.ts";
import { compiledExample } from "../testing/example-study.ts";
import { assessEligibility, type EligibilityAssessment } from "./assess-eligibility.ts";

const design = compiledExample();
const today = "2026-11-20" as CalendarDate;

function submitted(
  formId: string,
  items: FormValues["items"],
  more: Partial<SubmittedForm> & { readonly rows?: FormValues["rows"] } = {},
): SubmittedForm {
  const { rows = {}, ...rest } = more;
  return { formId, date: "2026-11-01" as CalendarDate, values: { items, rows }, ...rest };
}

const person = { age: 34, sex: "male", "can-swallow": true, "psychedelics-before": false };
const pressure = submitted("vitals", {}, { rows: { readings: [{ systolic: 120 }, { systolic: 160 }] } });
const rated = submitted("caps-5", { item1: 20, item2: 14 }, { encounterId: "baseline" });

function assess(
  forms: readonly SubmittedForm[],
  more: Partial<ParticipantRecord> = {},
  at: "screening" | "enrollment" | "each-dose" = "enrollment",
): EligibilityAssessment {
  const record: ParticipantRecord = {
    today,
    forms,
    events: {},
    visits: [],
    reviewedForms: ["medication"],
    ...more,
  };
  return assessEligibility(design, recordScope(design, record), at);
}

function verdicts(assessment: EligibilityAssessment): Record<string, string> {
  return Object.fromEntries(
    assessment.criteria.map(({ criterion, verdict }) => [criterion.identifier, verdict]),
  );
}

function criterion(assessment: EligibilityAssessment, identifier: string) {
  const found = assessment.criteria.find((one) => one.criterion.identifier === identifier);
  if (!found) throw new Error(`no ${identifier}`);
  return found;
}

describe("a participant is eligible", () => {
  test("when every inclusion criterion is true and every exclusion criterion false", () => {
    const assessment = assess([submitted("demographics", person), pressure, rated]);
    expect(verdicts(assessment)).toEqual({
      I1: "satisfied",
      I2: "satisfied",
      I3: "satisfied",
      E1: "satisfied",
      E2: "satisfied",
      E3: "satisfied",
    });
    expect(assessment.eligible).toBe(true);
  });

  test("not when one criterion is violated, whatever else is unknown", () => {
    const assessment = assess([submitted("demographics", { ...person, age: 17 })]);
    expect(verdicts(assessment)["I1"]).toBe("violated");
    expect(verdicts(assessment)["I2"]).toBe("unknown");
    expect(assessment.eligible).toBe(false);
  });

  test("or unknown, when something that matters is missing", () => {
    const assessment = assess([submitted("demographics", person), pressure]);
    expect(assessment.eligible).toBe("unknown");
    expect(criterion(assessment, "I2").missing).toMatchObject([
      { what: "caps-5.total@baseline", because: "not-entered" },
    ]);
  });

  test("what does not apply to the participant excludes nobody", () => {
    const male = assess([submitted("demographics", { ...person, pregnant: true })]);
    expect(verdicts(male)["E1"]).toBe("satisfied");
    const female = assess([
      submitted("demographics", { ...person, sex: "female", pregnant: { nullFlavor: "not-done" } }),
    ]);
    expect(verdicts(female)["E1"]).toBe("unknown");
    expect(criterion(female, "E1").missing).toMatchObject([
      { what: "demographics.pregnant", because: "not-done" },
    ]);
  });

  test("only the criteria of this point of the trial are asked", () => {
    expect(Object.keys(verdicts(assess([], {}, "each-dose")))).toEqual(["E2"]);
  });

  test("what a person answers counts as that person says", () => {
    const able = criterion(assess([submitted("demographics", person)]), "I3");
    expect(able).toMatchObject({ verdict: "satisfied", decidedBy: "person" });
    const unable = criterion(assess([submitted("demographics", { ...person, "can-swallow": false })]), "I3");
    expect(unable.verdict).toBe("violated");
  });
});

describe("medication", () => {
  const drug = (items: FormValues["items"]): SubmittedForm => submitted("medication", items);
  const verdictWith = (...drugs: readonly SubmittedForm[]): string => criterion(assess(drugs), "E2").verdict;

  test("an MAOI that goes on or was stopped within the washout excludes", () => {
    expect(verdictWith(drug({ class: "maoi", ongoing: true }))).toBe("violated");
    expect(verdictWith(drug({ class: "maoi", ongoing: false, stopped: "2026-11" }))).toBe("violated");
    expect(verdictWith(drug({ class: "maoi", ongoing: false, stopped: "2026-09" }))).toBe("satisfied");
    expect(verdictWith(drug({ class: "ssri", ongoing: true }))).toBe("satisfied");
  });

  test("a stop date known in part leaves it open only where it matters", () => {
    expect(verdictWith(drug({ class: "maoi", ongoing: false, stopped: "2026-10" }))).toBe("unknown");
    expect(verdictWith(drug({ class: "maoi", ongoing: false, stopped: "2025" }))).toBe("satisfied");
  });

  test("an empty log is no answer until somebody has looked through it", () => {
    expect(criterion(assess([], { reviewedForms: [] }), "E2").verdict).toBe("unknown");
    expect(criterion(assess([], { reviewedForms: ["medication"] }), "E2").verdict).toBe("satisfied");
  });

  test("the rows that decide are shown, each with its form", () => {
    const ssri = drug({ class: "ssri", ongoing: true });
    const maoi = { ...drug({ class: "maoi", ongoing: true }), date: "2026-11-03" as CalendarDate };
    const { evidence } = criterion(assess([ssri, maoi]), "E2");
    expect(evidence).toMatchObject([
      {
        what: "medication",
        shown: "2 entries",
        found: {
          rows: 2,
          telling: [
            {
              row: 2,
              truth: true,
              from: { formId: "medication", date: "2026-11-03" },
              evidence: [
                { what: "class", shown: "MAOI" },
                { what: "ongoing", shown: "yes" },
                { what: "stopped", shown: "missing (not applicable)" },
                { what: "today()", shown: "2026-11-20" },
                { what: "$washout", shown: "35 days" },
              ],
            },
          ],
        },
      },
    ]);
  });
});

test("two questions about the same rows are shown apart", () => {
  const asked = compiledExample({
    eligibilityCriteria: [
      {
        id: "drugs",
        identifier: "E1",
        category: "exclusion",
        text: "MAOI, or an SSRI that goes on",
        expression: "any(medication, class = 'maoi') or any(medication, class = 'ssri' and ongoing)",
      },
    ],
  });
  const forms = [submitted("medication", { class: "ssri", ongoing: true })];
  const record: ParticipantRecord = { today, forms, events: {}, visits: [], reviewedForms: [] };
  const [drugs] = assessEligibility(asked, recordScope(asked, record), "screening").criteria;
  expect(drugs?.evidence).toMatchObject([
    { what: "medication", found: { rows: 1, telling: [] } },
    { what: "medication", found: { rows: 1, telling: [{ row: 1, truth: true }] } },
  ]);
});

describe("the evidence", () => {
  test("names each value with its form, visit and day", () => {
    expect(criterion(assess([rated]), "I2")).toMatchObject({
      rule: "CAPS-5 total severity at baseline is at least 28 (parameter: minimum entry score)",
      evidence: [
        {
          what: "caps-5.total@baseline",
          label: "CAPS-5 total severity",
          shown: "34",
          found: { value: 34 },
          from: { formId: "caps-5", encounterId: "baseline", date: "2026-11-01" },
        },
        { what: "$minimum-severity", shown: "28" },
      ],
    });
  });

  test("says what is missing and why", () => {
    const [age] = criterion(
      assess([submitted("demographics", { age: { nullFlavor: "refused" } })]),
      "I1",
    ).evidence;
    expect(age).toMatchObject({ shown: "missing (refused)", from: { formId: "demographics" } });
  });

  test("a value taken at another visit is not this visit's", () => {
    const elsewhere = { ...rated, encounterId: "endpoint" };
    expect(criterion(assess([elsewhere]), "I2").verdict).toBe("unknown");
  });

  test("of two submissions the later holds, even where it lacks the value", () => {
    const values = { ...person, age: { nullFlavor: "unknown" as const } };
    const later = submitted("demographics", values, { date: "2026-11-09" as CalendarDate });
    const adult = criterion(assess([submitted("demographics", person), later]), "I1");
    expect(adult.verdict).toBe("unknown");
    expect(adult.evidence[0]?.from).toEqual({ formId: "demographics", date: "2026-11-09" });
  });

  test("the rows of a group come from the latest form", () => {
    expect(criterion(assess([pressure]), "E3")).toMatchObject({
      verdict: "satisfied",
      evidence: [
        {
          what: "vitals.readings",
          from: { formId: "vitals" },
          found: {
            rows: 2,
            telling: [{ evidence: [{ shown: "120 mmHg" }] }, { evidence: [{ shown: "160 mmHg" }] }],
          },
        },
        { what: "$highest-systolic", shown: "150 mmHg" },
      ],
    });
  });
});

describe("stored values", () => {
  test("a computed value that was stored with its form holds", () => {
    const changed = compiledExample({
      eligibilityCriteria: [
        {
          id: "bmi",
          identifier: "I9",
          category: "inclusion",
          text: "BMI below 30",
          expression: "vitals.bmi < 30",
        },
      ],
    });
    const verdictOf = (items: FormValues["items"]): string => {
      const record: ParticipantRecord = {
        today,
        forms: [submitted("vitals", items)],
        events: {},
        visits: [],
        reviewedForms: [],
      };
      return assessEligibility(changed, recordScope(changed, record), "screening").criteria[0]?.verdict ?? "";
    };
    expect(verdictOf({ weight: 70, height: 1.7 })).toBe("satisfied");
    expect(verdictOf({ weight: 70, height: 1.7, bmi: 31 })).toBe("violated");
  });
});
