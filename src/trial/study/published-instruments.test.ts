import { describe, expect, test } from "vitest";
import {
  compileDesign,
  evaluateForm,
  type FormState,
  type FormValues,
  parseStudyDesign,
  recordScope,
} from "#design";
import type { CalendarDate } from "#kernel";
import { publishedInstruments } from "./published-instruments.ts";

/** A form of the instrument alone, with these answers on it. */
function fill(instrument: string, items: FormValues["items"]): FormState {
  const design = parseStudyDesign({
    format: "vigil-study-design/1",
    id: "s",
    version: "1",
    name: "S",
    title: "S",
    forms: [{ id: "scale", label: "Scale", instrument }],
  });
  if (!design.ok) throw new Error(JSON.stringify(design.error));
  const compiled = compileDesign(design.value, publishedInstruments);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const form = compiled.value.forms.get("scale");
  if (!form) throw new Error("no form");
  const record = {
    today: "2026-11-20" as CalendarDate,
    forms: [],
    events: {},
    visits: [],
    reviewedForms: [],
  };
  return evaluateForm(compiled.value, form, { items, rows: {} }, recordScope(compiled.value, record));
}

describe("a CAPS-5 interview on a form", () => {
  const symptoms = [...Array.from({ length: 20 }, (_, index) => index + 1), 29, 30];
  const absent = Object.fromEntries(symptoms.map((item) => [`item${item}Severity`, 0]));
  const rest = { criterionA: "met", item21: 1, item22: 120, item23: 0, item24: 0, item25: 0 };

  test("cannot be submitted while a symptom is not rated", () => {
    const { item7Severity: _left, ...others } = absent;
    const state = fill("caps-5-past-month", { ...others, ...rest });
    expect(state.completeness.missing).toEqual(["item7Severity"]);
    expect(state.submittable).toBe(false);
    expect(
      fill("caps-5-past-month", { ...others, ...rest, item7Frequency: 2, item7Intensity: 2 }).submittable,
    ).toBe(true);
  });

  test("asks for trauma-relatedness only of symptoms that are not absent", () => {
    expect(fill("caps-5-past-month", { ...absent, ...rest }).submittable).toBe(true);
    const present = fill("caps-5-past-month", { ...absent, ...rest, item9Severity: 2 });
    expect(present.completeness.missing).toEqual(["item9TraumaRelatedness"]);
  });

  test("is refused where severity contradicts frequency and intensity", () => {
    const state = fill("caps-5-past-month", { ...absent, ...rest, item1Frequency: 2, item1Intensity: 2 });
    expect(state.issues).toMatchObject([{ path: "item1Severity", code: "contradiction", severity: "error" }]);
    expect(state.submittable).toBe(false);
  });
});

test("an answer between the steps of a scale keeps the form from being submitted", () => {
  const answers = Object.fromEntries(Array.from({ length: 28 }, (_, index) => [`item${index + 1}`, 10]));
  expect(fill("des-ii", answers).submittable).toBe(true);
  expect(fill("des-ii", { ...answers, item3: 15 }).issues).toMatchObject([
    { path: "item3", code: "contradiction" },
  ]);
});

test("questions that a skip pattern leaves out are not asked for", () => {
  const answers = {
    ideation1: false,
    ideation2: false,
    preparatoryActs: false,
    abortedAttempt: false,
    interruptedAttempt: false,
    actualAttempt: false,
    completedSuicide: false,
    nonSuicidalSelfInjury: false,
  };
  expect(fill("c-ssrs", answers).submittable).toBe(true);
  expect(fill("c-ssrs", { ...answers, ideation2: true }).completeness.missing).toEqual([
    "ideation3",
    "ideation4",
    "ideation5",
  ]);
});
