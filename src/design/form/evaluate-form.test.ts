import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import type { CompiledDesign, CompiledForm } from "../compile/compiled-design.ts";
import type { StudyDesignInput } from "../model/study-design.ts";
import type { ParticipantRecord, SubmittedForm } from "../record/participant-record.ts";
import { recordScope } from "../record/record-scope.ts";
import { compiledExample } from "../testing/example-study.ts";
import { evaluateForm, withComputedValues } from "./evaluate-form.ts";
import type { FormState } from "./form-state.ts";
import type { FormValues, ItemValue } from "./item-value.ts";

const design = compiledExample();
const today = "2026-11-20" as CalendarDate;

function formOf(id: string, from: CompiledDesign = design): CompiledForm {
  const form = from.forms.get(id);
  if (!form) throw new Error(`no form ${id}`);
  return form;
}

function fill(
  id: string,
  items: FormValues["items"],
  rows: FormValues["rows"] = {},
  forms: readonly SubmittedForm[] = [],
): FormState {
  const record: ParticipantRecord = { today, forms, events: {}, visits: [], reviewedForms: [] };
  return evaluateForm(design, formOf(id), { items, rows }, recordScope(design, record));
}

function valueAt(state: FormState, path: string): ItemValue | undefined {
  return state.items.find((item) => item.path === path)?.value;
}

function appliesAt(state: FormState, path: string): unknown {
  return state.items.find((item) => item.path === path)?.applies;
}

/** `path code`, one for each. */
function issues(state: FormState): readonly string[] {
  return state.issues.map(({ path, code }) => `${path} ${code}`);
}

const reading = { systolic: 120, diastolic: 80, at: "10:15" };
const body = { weight: 70.5, height: 1.75 };

describe("skip logic", () => {
  test("an item is asked when its condition is true, and not while it is unknown", () => {
    expect(appliesAt(fill("demographics", { sex: "female" }), "pregnant")).toBe(true);
    expect(appliesAt(fill("demographics", { sex: "male" }), "pregnant")).toBe(false);
    expect(appliesAt(fill("demographics", {}), "pregnant")).toBe("unknown");
  });

  test("a hidden item keeps its value, which is reported and does not count", () => {
    const state = fill("demographics", { sex: "male", pregnant: true });
    expect(state.notApplicable).toEqual([{ path: "pregnant", value: true }]);
    expect(valueAt(state, "pregnant")).toBe(true);
    expect(state.completeness.missing).not.toContain("pregnant");
  });

  test("a condition may look at a computed item and at what is around the row", () => {
    const heavy = fill(
      "vitals",
      { weight: 120, height: 1.6 },
      { readings: [{ ...reading, systolic: 190 }, reading] },
    );
    expect(appliesAt(heavy, "remark")).toBe(true);
    expect(appliesAt(heavy, "readings.0.arm-circumference")).toBe(true);
    expect(appliesAt(heavy, "readings.1.arm-circumference")).toBe(false);
  });
});

test("an item whose condition is unknown has no value for other rules", () => {
  const asked = compiledExample({
    eligibilityCriteria: [
      {
        id: "p",
        identifier: "E1",
        category: "exclusion",
        text: "Pregnant",
        expression: "demographics.pregnant",
      },
    ],
  });
  const forms = [{ formId: "demographics", date: today, values: { items: { pregnant: true }, rows: {} } }];
  const record = recordScope(asked, { today, forms, events: {}, visits: [], reviewedForms: [] });
  const span = { start: 0, end: 0 };
  const reference = { kind: "reference" as const, form: "demographics", name: "pregnant", span };
  expect(record.lookUp(reference)).toEqual({ absent: "not-entered" });
});

test("items shown by each other are never asked, and do not hang", () => {
  const circle = compiledExample({
    forms: [
      {
        id: "f",
        label: "F",
        itemGroups: [
          {
            id: "g",
            items: [
              { id: "x", label: "X", type: "integer", visibleWhen: "y > 0" },
              { id: "y", label: "Y", type: "integer", visibleWhen: "x > 0" },
            ],
          },
        ],
      },
    ],
    activities: [],
    scheduleTimelines: [],
    eligibilityCriteria: [],
    randomization: undefined,
  } as Partial<StudyDesignInput>);
  const record = recordScope(circle, { today, forms: [], events: {}, visits: [], reviewedForms: [] });
  const state = evaluateForm(circle, formOf("f", circle), { items: { x: 1, y: 1 }, rows: {} }, record);
  expect(state.items.map(({ applies }) => applies)).toEqual(["unknown", "unknown"]);
});

describe("computed items", () => {
  test("are found in the order in which they depend on each other", () => {
    const state = fill("vitals", body, { readings: [reading] });
    expect(valueAt(state, "bmi")).toBe(23);
    expect(valueAt(state, "obese")).toBe(false);
  });

  test("wait for what they need, and say for what", () => {
    const state = fill("vitals", { weight: { nullFlavor: "refused" }, height: 1.75 });
    const bmi = state.items.find(({ path }) => path === "bmi");
    expect(bmi?.value).toBeUndefined();
    expect(bmi?.waitsFor).toMatchObject([{ what: "weight", because: "refused" }]);
  });

  test("cannot be entered", () => {
    expect(issues(fill("vitals", { ...body, bmi: 20 }, { readings: [reading] }))).toEqual([
      "bmi computed-entered",
    ]);
  });

  test("are stored beside what was entered", () => {
    const values = { items: body, rows: { readings: [reading] } };
    const stored = withComputedValues(formOf("vitals"), values, fill("vitals", body, values.rows));
    expect(stored).toEqual({ items: { ...body, bmi: 23, obese: false }, rows: { readings: [reading] } });
  });

  test("an instrument's scores come from the scorer, without items that have no answer", () => {
    expect(fill("caps-5", { item1: 20, item2: 14 }).scores).toEqual({ total: 34 });
    expect(fill("caps-5", { item1: 20, item2: { nullFlavor: "refused" } }).scores).toEqual({ total: null });
  });

  test("in a circle have no value and do not hang", () => {
    const looping = compiledExample({
      forms: [
        {
          id: "circle",
          label: "Circle",
          itemGroups: [
            {
              id: "g",
              items: [
                { id: "a", label: "A", type: "computed", computedBy: "b + 1" },
                { id: "b", label: "B", type: "computed", computedBy: "a + 1", visibleWhen: "a > 0" },
              ],
            },
          ],
        },
      ],
      activities: [],
      scheduleTimelines: [],
      eligibilityCriteria: [],
      randomization: undefined,
    } as Partial<StudyDesignInput>);
    const record = recordScope(looping, { today, forms: [], events: {}, visits: [], reviewedForms: [] });
    const state = evaluateForm(looping, formOf("circle", looping), { items: {}, rows: {} }, record);
    expect(state.items.map(({ value }) => value)).toEqual([undefined, undefined]);
  });
});

describe("issues", () => {
  const rows = { readings: [reading] };
  test.each<[string, FormValues["items"], readonly string[]]>([
    ["a value of the wrong type", { ...body, weight: "70" }, ["weight wrong-type"]],
    ["a value below the range", { ...body, weight: 19 }, ["weight below-minimum"]],
    ["a value above the range", { ...body, height: 3 }, ["height above-maximum"]],
    ["a value outside the expected range", { ...body, weight: 39 }, ["weight unexpected"]],
    ["more decimals than the item has", { ...body, weight: 70.55 }, ["weight too-many-decimals"]],
    [
      "a reason that the item does not allow",
      { ...body, weight: { nullFlavor: "not-done" } },
      ["weight null-flavor-not-allowed"],
    ],
    ["a code outside the list", { ...body, symptoms: ["pain", "joy"] }, ["symptoms not-in-code-list"]],
    ["an item that the form does not have", { ...body, shoe: 42 }, ["shoe unknown-item"]],
    ["an item of a group among the single ones", { ...body, systolic: 120 }, ["systolic unknown-item"]],
  ])("%s", (_, items, expected) => {
    expect(issues(fill("vitals", items, rows))).toEqual(expected);
  });

  test("both ends of a range belong to it", () => {
    for (const weight of [20, 400]) {
      expect(issues(fill("vitals", { ...body, weight }, rows))).toEqual(["weight unexpected"]);
    }
    for (const weight of [40, 180]) expect(issues(fill("vitals", { ...body, weight }, rows))).toEqual([]);
  });

  test("a range speaks with its unit, and says whether it must be put right", () => {
    const [issue] = fill("vitals", { ...body, weight: 39 }, rows).issues;
    expect(issue).toMatchObject({
      severity: "query",
      message: "39 is unusual: expected 40 to 180 kg. Check it.",
    });
  });

  test("text that is too long, and rows that are too few or too many", () => {
    const long = { weight: 120, height: 1.6, remark: { freeText: "x".repeat(21) } };
    expect(issues(fill("vitals", long, rows))).toEqual(["remark too-long"]);
    expect(issues(fill("vitals", body))).toEqual(["readings too-few-rows"]);
    expect(issues(fill("vitals", body, { readings: [reading, reading, reading, reading] }))).toEqual([
      "readings too-many-rows",
    ]);
  });

  test("issues in a row name the row", () => {
    expect(issues(fill("vitals", body, { readings: [reading, { systolic: 1.5 }] }))).toEqual([
      "readings.1.systolic wrong-type",
      "readings.1.diastolic required",
      "readings.1.at required",
    ]);
    expect(issues(fill("vitals", body, { readings: [reading], strange: [] }))).toEqual([
      "strange unknown-group",
    ]);
  });

  test("empty text is no answer", () => {
    expect(fill("medication", { name: { freeText: " " } }).completeness.missing).toContain("name");
  });

  test("names that every object has are no values", () => {
    expect(issues(fill("demographics", { constructor: 1 } as never))).toContain("constructor unknown-item");
  });
});

describe("rows that were emptied", () => {
  test("are no rows, and the others keep their numbers", () => {
    const state = fill("vitals", body, { readings: [{}, reading, {}, { ...reading, systolic: 70 }] });
    expect(state.items.map(({ path }) => path).filter((path) => path.endsWith("systolic"))).toEqual([
      "readings.1.systolic",
      "readings.3.systolic",
    ]);
    expect(state.completeness.missing).toEqual([]);
    expect(state.findings).toMatchObject([{ checkId: "pulse-pressure" }]);
  });

  test("do not count towards the rows that are needed or allowed", () => {
    expect(issues(fill("vitals", body, { readings: [{}] }))).toEqual(["readings too-few-rows"]);
    expect(issues(fill("vitals", body, { readings: [reading, {}, {}, {}, reading] }))).toEqual([]);
  });
});

describe("the items of an instrument", () => {
  const day = { "interviewed-on": "2026-11-20" };

  test("are missing where the instrument misses them, and a reason is an answer", () => {
    expect(fill("caps-5", { ...day }).completeness).toEqual({
      required: 3,
      answered: 1,
      missing: ["item1", "item2"],
    });
    const refused = fill("caps-5", { ...day, item1: 4, item2: { nullFlavor: "refused" } });
    expect(refused.completeness).toEqual({ required: 3, answered: 3, missing: [] });
    expect(refused.submittable).toBe(true);
  });

  test("that the instrument cannot take keep the form from being submitted", () => {
    const state = fill("caps-5", { ...day, item1: 13, item2: 1 });
    expect(state.issues).toEqual([
      {
        path: "item1",
        code: "contradiction",
        severity: "error",
        message: "13 is never given.",
      },
    ]);
    expect(state.submittable).toBe(false);
  });

  test("have one issue about a value, not the range's and the instrument's", () => {
    expect(issues(fill("caps-5", { ...day, item1: 41, item2: 1 }))).toEqual(["item1 above-maximum"]);
  });
});

describe("edit checks", () => {
  test("a false check is found, an undecided one is not", () => {
    const light = fill("vitals", { ...body, weight: 47 }, { readings: [reading] });
    expect(light.findings).toEqual([
      { checkId: "weight-low", path: "weight", severity: "query", message: "Below 48 kg nobody is dosed." },
    ]);
    expect(fill("vitals", { height: 1.75 }, { readings: [reading] }).findings).toEqual([]);
  });

  test("a check of the whole form goes through its rows", () => {
    const odd = fill("vitals", body, { readings: [reading, { ...reading, systolic: 70 }] });
    expect(odd.findings).toMatchObject([{ checkId: "pulse-pressure", path: "", severity: "error" }]);
    expect(odd.submittable).toBe(false);
  });

  test("partial dates are found wrong only where they surely are", () => {
    const drug = { name: { freeText: "sertraline" }, class: "ssri", ongoing: false };
    const stopped = (started: string, stop: string) =>
      fill("medication", { ...drug, started, stopped: stop }).findings;
    expect(stopped("2026", "2026-03")).toEqual([]);
    expect(stopped("2026-04", "2026-03")).toMatchObject([{ checkId: "stop-after-start" }]);
  });

  test("a check of an item that may not apply is not asked", () => {
    const drug = { name: { freeText: "x" }, class: "ssri", started: "2026-04", stopped: "2026-03" };
    expect(fill("medication", drug).findings).toEqual([]);
  });

  test("a check of a hidden item is not asked", () => {
    const drug = { name: { freeText: "x" }, class: "ssri", started: "2026", ongoing: true, stopped: "2025" };
    expect(fill("medication", drug).findings).toEqual([]);
  });
});

describe("completeness", () => {
  test("counts what must be answered; a reason is an answer", () => {
    const state = fill("demographics", { age: 40, sex: "female", pregnant: { nullFlavor: "not-done" } });
    expect(state.completeness).toEqual({
      required: 5,
      answered: 3,
      missing: ["psychedelics-before", "can-swallow"],
    });
    expect(state.submittable).toBe(false);
  });

  test("a form without missing answers, errors and false checks can be submitted", () => {
    const state = fill("vitals", body, { readings: [reading] });
    expect(state.completeness).toEqual({ required: 5, answered: 5, missing: [] });
    expect(state.submittable).toBe(true);
  });

  test("a query does not keep a form from being submitted", () => {
    expect(fill("vitals", { ...body, weight: 47 }, { readings: [reading] }).submittable).toBe(true);
  });
});

test("whatever stands on a form, its rules give a state", () => {
  const value = fc.oneof(
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.array(fc.string()),
    fc.record({ freeText: fc.string() }),
    fc.constant({ nullFlavor: "refused" as const }),
    fc.anything() as fc.Arbitrary<never>,
  );
  const items = fc.dictionary(
    fc.constantFrom("weight", "height", "bmi", "remark", "symptoms", "__proto__", "x"),
    value,
  );
  const row = fc.dictionary(fc.constantFrom("systolic", "diastolic", "at", "arm-circumference"), value);
  fc.assert(
    fc.property(items, fc.array(row, { maxLength: 4 }), (single, readings) => {
      const state = fill("vitals", single, { readings });
      expect(state.completeness.answered).toBeLessThanOrEqual(state.completeness.required);
      const rows = readings.filter((one) => Object.keys(one).length > 0);
      expect(state.items.length).toBe(6 + 4 * rows.length);
    }),
    { numRuns: 200 },
  );
});
