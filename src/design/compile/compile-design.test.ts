import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import { assessEligibility } from "../eligibility/assess-eligibility.ts";
import { evaluate } from "../expression/evaluate.ts";
import type { ParticipantRecord, SubmittedForm } from "../record/participant-record.ts";
import { recordScope } from "../record/record-scope.ts";
import { editedStudy } from "../testing/edited-study.ts";
import { compiledExample, exampleInstruments } from "../testing/example-study.ts";
import { compileDesign } from "./compile-design.ts";

const design = compiledExample();

test("an expression that cannot be read keeps a design from being used, and its place is told", () => {
  const broken = editedStudy({ "eligibilityCriteria.adult.expression": "demographics.age >=" });
  expect(compileDesign(broken, exampleInstruments)).toEqual({
    ok: false,
    error: {
      kind: "invalid-input",
      issues: [
        {
          path: "eligibilityCriteria.0.expression",
          message: "expected a value, got the end (at character 20)",
        },
      ],
    },
  });
});

describe("a compiled design", () => {
  test("finds everything by its id", () => {
    expect(design.encounters.get("baseline")?.name).toBe("Baseline");
    expect(design.forms.get("vitals")?.items.get("weight")?.limits).toEqual({ minimum: 20, maximum: 400 });
    expect(design.instances.get("after-60")?.timelineId).toBe("session");
    expect(design.mainTimeline?.id).toBe("main");
    expect(design.criteria.get("adult")?.sentence).toBe("Age is at least 18 years (parameter: minimum age)");
  });

  test("fills in what items refer to", () => {
    const items = compiledExample({
      forms: [
        {
          id: "f",
          label: "F",
          itemGroups: [
            {
              id: "g",
              items: [
                { id: "sex", label: "Sex", type: "code", codeListId: "sex" },
                {
                  id: "age",
                  label: "Age",
                  type: "integer",
                  range: { minimum: { parameter: "minimum-age" } },
                },
              ],
            },
          ],
        },
      ],
      eligibilityCriteria: [],
      randomization: undefined,
    } as never).forms.get("f")?.items;
    expect([...(items?.get("sex")?.codes ?? [])]).toEqual([
      ["female", "Female"],
      ["male", "Male"],
    ]);
    expect(items?.get("age")?.limits).toEqual({ minimum: 18 });
  });

  test("has the values of parameters in its texts, and the design as it is written beside them", () => {
    const label = "Pressure ({highest-systolic} at most)";
    const edited = editedStudy({ "forms.vitals.itemGroups.body.items.weight.label": label });
    const compiled = compileDesign(edited, exampleInstruments);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.issues));
    expect(compiled.value.forms.get("vitals")?.items.get("weight")?.label).toBe(
      "Pressure (150 mmHg at most)",
    );
    expect(compiled.value.written).toBe(edited);
    expect(JSON.stringify(compiled.value.design)).not.toContain("{highest-systolic}");
  });

  test("gives a form the items and scores of its instrument, before its own", () => {
    const caps = design.forms.get("caps-5");
    expect([...(caps?.items.keys() ?? [])]).toEqual(["item1", "item2", "interviewed-on"]);
    expect([...(caps?.scores.keys() ?? [])]).toEqual(["total", "band"]);
  });

  test("knows the forms of a visit through activities, their children and their timelines", () => {
    expect(design.formsAtEncounter.get("screening-visit")).toEqual(["demographics", "vitals"]);
    expect(design.formsAtEncounter.get("dosing-1")).toEqual(["vitals", "session-vitals"]);
  });

  test("knows what may follow an instance", () => {
    expect(design.instances.get("at-screening")).toMatchObject({
      next: "at-baseline",
      successors: ["at-baseline"],
    });
    expect(design.instances.get("at-endpoint")).toMatchObject({ next: undefined, successors: [] });
  });

  test("knows what kind of value a computed item has, through others", () => {
    expect(design.vocabularies.kindOf("vitals", "bmi")).toBe("number");
    expect(design.vocabularies.kindOf("vitals", "obese")).toBe("boolean");
    expect(design.vocabularies.kindOf("vitals", "nothing")).toBeUndefined();
  });
});

test("each criterion of a study is decided on a participant with many forms in at most a hundred steps", () => {
  const submitted = (formId: string, items: SubmittedForm["values"]["items"]): SubmittedForm => ({
    formId,
    encounterId: "baseline",
    date: "2026-11-01" as CalendarDate,
    values: { items, rows: { readings: [{ systolic: 120 }] } },
  });
  const record: ParticipantRecord = {
    today: "2026-11-20" as CalendarDate,
    forms: [
      submitted("demographics", { age: 34, sex: "female", pregnant: false, "can-swallow": true }),
      submitted("caps-5", { item1: 20, item2: 14 }),
      submitted("vitals", {}),
      ...Array.from({ length: 20 }, () => submitted("medication", { class: "ssri", ongoing: true })),
    ],
    events: {},
    visits: [],
    reviewedForms: [],
  };
  const scope = recordScope(design, record);
  expect(assessEligibility(design, scope, "enrollment").eligible).toBe(true);
  const rules = [...design.criteria.values()].flatMap(({ rule }) => rule ?? []);
  expect(rules.map((rule) => evaluate(rule, scope, 100).kind)).toEqual(rules.map(() => "value"));
});
