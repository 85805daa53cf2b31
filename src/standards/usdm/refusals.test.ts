import { expect, test } from "vitest";
import { renderIssue } from "#kernel";
import { type JsonObject, valueAt, without, withValue } from "../../../test/builders/json.ts";
import { aUsdmDocument } from "../../../test/builders/usdm-document.ts";
import { importUsdm } from "./import-usdm.ts";

const design = "study.versions.0.studyDesigns.0";
const main = `${design}.scheduleTimelines.0`;

test.each([
  ["a number for a string", `${design}.arms.1.type.code`, 7, "expected a string, got number"],
  [
    "a string for a number",
    `${design}.population.plannedAge.minValue.value`,
    "18",
    "expected a number, got string",
  ],
  ["a string for a boolean", `${main}.mainTimeline`, "yes", "expected true or false, got string"],
  ["an object for a list", `${design}.arms`, {}, "expected a list, got object"],
  [
    "a list for an object",
    `${design}.population`,
    [],
    "expected an object of the class StudyDesignPopulation, got array",
  ],
  ["null for what is required", `${design}.rationale`, null, "expected a string, got null"],
  ["null for a list", `${design}.encounters`, null, "expected a list, got null"],
  ["an empty name", `${design}.arms.0.name`, "", 'expected a string that is not empty, got ""'],
  [
    "no date",
    "study.versions.0.dateValues.0.dateValue",
    "01/03/2026",
    'expected a date (2026-11-20), got "01/03/2026"',
  ],
  [
    "no day of the calendar",
    "study.versions.0.dateValues.0.dateValue",
    "2026-02-30",
    'expected a date (2026-11-20), got "2026-02-30"',
  ],
  ["no UUID", "study.id", "Study_1", 'expected a UUID, got "Study_1"'],
  [
    "a member that is no object",
    `${design}.arms.0`,
    "Placebo",
    "expected an object of the class StudyArm, got string",
  ],
])("%s is refused at its place", (_, path, value, message) => {
  expect(issuesOf(withValue(aUsdmDocument(), path, value))).toEqual([`${path}: ${message}`]);
});

test("a class in the place of another is refused", () => {
  const arm = `${design}.arms.1.instanceType`;
  expect(issuesOf(withValue(aUsdmDocument(), arm, "StudyEpoch"))).toEqual([
    `${arm}: expected "StudyArm", got "StudyEpoch"`,
  ]);
  const designType = `${design}.instanceType`;
  expect(issuesOf(withValue(aUsdmDocument(), designType, "constructor"))).toEqual([
    `${designType}: expected "InterventionalStudyDesign" or "ObservationalStudyDesign", got "constructor"`,
  ]);
});

test("what is missing is refused at the place where it should be", () => {
  for (const [path, message] of [
    [`${design}.arms.1.type`, "expected an object of the class Code, got nothing"],
    [`${design}.arms.1.instanceType`, 'expected "StudyArm", got nothing'],
    [`${design}.eligibilityCriteria`, "expected a list, got nothing"],
    ["study", "expected an object of the class Study, got nothing"],
    ["usdmVersion", "expected a string, got nothing"],
  ] as const) {
    expect(issuesOf(without(aUsdmDocument(), path))).toEqual([`${path}: ${message}`]);
  }
});

test("more than a list may hold is refused", () => {
  const path = `${design}.population.plannedSex`;
  const [sex] = valueAt(aUsdmDocument(), path) as readonly JsonObject[];
  const issues = issuesOf(withValue(aUsdmDocument(), path, [sex, sex, sex]));
  expect(issues).toEqual([`${path}: expected at most 2 members, got 3`]);
});

test("every fault is told, not the first alone", () => {
  const twice = withValue(withValue(aUsdmDocument(), `${design}.name`, 1), `${design}.arms.0.id`, 2);
  expect(issuesOf(twice)).toEqual([
    `${design}.name: expected a string that is not empty, got number`,
    `${design}.arms.0.id: expected a string that is not empty, got number`,
  ]);
});

test("another version of USDM is refused with what to do", () => {
  for (const version of ["3.0.0", "3.11", "40.0", "latest"]) {
    expect(issuesOf(withValue(aUsdmDocument(), "usdmVersion", version))).toEqual([
      `usdmVersion: expected USDM 4 (4.0.0), got "${version}"; export the study as USDM v4 and import that`,
    ]);
  }
});

test("what is no object is refused as a whole", () => {
  for (const [json, kind] of [
    [null, "null"],
    [[], "array"],
    ["{}", "string"],
    [undefined, "nothing"],
    [4, "number"],
  ] as const) {
    expect(issuesOf(json)).toEqual([
      `expected a USDM document (an object with study and usdmVersion), got ${kind}`,
    ]);
  }
});

test("a document nested without end is refused at the depth where it is given up", () => {
  let nested: unknown = "bottom";
  for (let depth = 0; depth < 100_000; depth++) nested = { deeper: nested };
  const [issue] = issuesOf(withValue(aUsdmDocument(), "study.versions.0.mood", nested));
  expect(issue).toMatch(
    /^study\.versions\.0\.mood(\.deeper)+: expected at most 64 levels of nesting, got more$/,
  );
  const round: { inside?: unknown } = {};
  round.inside = round;
  expect(issuesOf(round)[0]).toMatch(/^inside(\.inside)+: expected at most 64 levels/);
});

test("a reference on which the design stands may not lead nowhere, or to something else", () => {
  const epoch = `${main}.instances.0.epochId`;
  expect(issuesOf(withValue(aUsdmDocument(), epoch, "Epoch_9"))).toEqual([
    `${epoch}: expected the id of a StudyEpoch, got "Epoch_9", which is not in the file`,
  ]);
  expect(issuesOf(withValue(aUsdmDocument(), epoch, "Visit_1"))).toEqual([
    `${epoch}: expected the id of a StudyEpoch, got "Visit_1", which is an Encounter`,
  ]);
  const entry = `${main}.entryId`;
  expect(issuesOf(withValue(aUsdmDocument(), entry, "Vitals_1"))).toEqual([
    `${entry}: expected the id of a ScheduledActivityInstance or a ScheduledDecisionInstance, ` +
      'got "Vitals_1", which belongs to another timeline',
  ]);
});

test("a reference on which nothing stands is listed where it leads nowhere, and the rest is imported", () => {
  const path = `${design}.encounters.2.scheduledAtId`;
  const result = importUsdm(withValue(aUsdmDocument(), path, "Timing_9"));
  expect(result.ok && result.value.notRepresented).toContainEqual({
    path,
    what: "a reference",
    why: 'expected the id of a Timing, got "Timing_9", which is not in the file',
  });
});

test("two things may not have one id, but a value may be said again", () => {
  const path = `${design}.arms.1.id`;
  const same = withValue(aUsdmDocument(), path, "Arm_1");
  expect(issuesOf(same)).toContain(
    `${path}: expected an id of its own, got "Arm_1", which ${design}.arms.0 has`,
  );
  const setting = `${design}.encounters.1.environmentalSettings.0`;
  const again = withValue(
    aUsdmDocument(),
    setting,
    valueAt(aUsdmDocument(), `${design}.encounters.0.environmentalSettings.0`),
  );
  expect(importUsdm(again).ok).toBe(true);
  const other = withValue(again, `${setting}.decode`, "Hospital");
  expect(issuesOf(other)).toEqual([
    `${setting}.id: expected an id of its own, got "Visit_2-Setting", which ${design}.encounters.0.environmentalSettings.0 has`,
  ]);
});

test("a chain that comes back to itself is refused with the way round", () => {
  const next = `${design}.encounters.2.nextId`;
  expect(issuesOf(withValue(aUsdmDocument(), next, "Visit_2"))).toEqual([
    `${next}: expected a chain that ends, got a circle: Visit_2 → Visit_3 → Visit_2`,
  ]);
  const child = `${design}.activities.2.childIds`;
  expect(issuesOf(withValue(aUsdmDocument(), child, ["Activity_Group"]))).toEqual([
    `${child}.0: expected a chain that ends, got a circle: Activity_Group → Activity_Blood → Activity_Group`,
  ]);
});

test("visits that follow each other without end are refused, through a decision they are not", () => {
  const exit = `${main}.instances.3`;
  const back = withValue(aUsdmDocument(), `${exit}.defaultConditionId`, "Visit_2-Instance");
  expect(issuesOf(back)).toEqual([
    `${exit}.defaultConditionId: expected a chain that ends, got a circle: Visit_2-Instance → Visit_3-Instance → Visit_2-Instance`,
  ]);
  expect(importUsdm(withValue(aUsdmDocument(), `${exit}.defaultConditionId`, "Decision_1")).ok).toBe(true);
});

test("a timeline that contains itself through an activity is refused", () => {
  const path = `${design}.scheduleTimelines.1.instances.0.activityIds.0`;
  expect(issuesOf(withValue(aUsdmDocument(), path, "Activity_Vitals"))).toEqual([
    `${path}: expected a chain that ends, got a circle: Activity_Vitals → Timeline_Vitals → Activity_Vitals`,
  ]);
});

test("a timing or a criterion of a kind that nobody knows is refused, for no guess is safe", () => {
  const type = `${main}.timings.0.type`;
  const strangeType = withValue(withValue(aUsdmDocument(), `${type}.code`, "X"), `${type}.decode`, "Around");
  expect(issuesOf(strangeType)).toEqual([
    `${type}: expected After (C201356), Before (C201357) or Fixed Reference (C201358), got "Around"`,
  ]);
  const category = `${design}.eligibilityCriteria.0.category`;
  const strangeCategory = withValue(
    withValue(aUsdmDocument(), `${category}.code`, "X"),
    `${category}.decode`,
    "Maybe",
  );
  expect(issuesOf(strangeCategory)).toEqual([
    `${category}: expected inclusion (C25532) or exclusion (C25370), got "Maybe"`,
  ]);
});

test("a study without a version or a design, and a version that is not there, are refused", () => {
  expect(issuesOf(withValue(aUsdmDocument(), "study.versions", []))).toEqual([
    "study.versions: expected at least one study version, got none",
  ]);
  expect(issuesOf(withValue(aUsdmDocument(), "study.versions.0.studyDesigns", []))).toEqual([
    "study.versions.0.studyDesigns: expected at least one study design, got none",
  ]);
  const result = importUsdm(aUsdmDocument(), { version: "9" });
  expect(!result.ok && result.error.issues).toEqual([
    { path: "study.versions", message: 'expected a study version "9", got "2"' },
  ]);
});

function issuesOf(json: unknown): readonly string[] {
  const result = importUsdm(json);
  return result.ok ? [] : result.error.issues.map(renderIssue);
}
