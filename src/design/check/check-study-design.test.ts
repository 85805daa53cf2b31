import fc from "fast-check";
import { expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import { compareDesigns } from "../compare.ts";
import { compileDesign } from "../compile/compile-design.ts";
import { assessEligibility } from "../eligibility/assess-eligibility.ts";
import { parseStudyDesign } from "../parse-study-design.ts";
import { recordScope } from "../record/record-scope.ts";
import { planSchedule } from "../schedule/plan-schedule.ts";
import { faultsAfter } from "../testing/edited-study.ts";
import { exampleDesign, exampleInstruments } from "../testing/example-study.ts";
import { checkStudyDesign } from "./check-study-design.ts";

test("a sound design has no faults", () => {
  expect(checkStudyDesign(exampleDesign(), exampleInstruments)).toEqual([]);
});

test("every fault says what is wrong, where, and what to do", () => {
  const faults = faultsAfter({
    "eligibilityCriteria.adult.expression": "demographics.ages >= $minimum-age",
  });
  expect(faults).toEqual([
    {
      severity: "error",
      code: "wrong-expression",
      path: "eligibilityCriteria.0.expression",
      message: "form demographics has no item ages; did you mean age?",
      remedy: "Correct “demographics.ages” at character 1.",
      span: { start: 0, end: 17 },
    },
  ]);
});

test("an empty design has nothing to find fault with", () => {
  const { format, id, version, name, title } = exampleDesign();
  const arrays = [
    "parameters",
    "arms",
    "epochs",
    "elements",
    "cells",
    "objectives",
    "estimands",
    "encounters",
  ];
  const others = ["activities", "scheduleTimelines", "codeLists", "forms", "eligibilityCriteria", "consents"];
  const last = ["doseRegimens", "amendments", "identifiers", "indications", "notes"];
  const empty = Object.fromEntries([...arrays, ...others, ...last].map((key) => [key, []]));
  const design = { ...exampleDesign(), ...empty, format, id, version, name, title };
  const { randomization: _, blinding: __, ...bare } = design;
  expect(checkStudyDesign(bare, exampleInstruments)).toEqual([]);
});

test("whatever a valid design holds, it can be checked, used and compared", () => {
  const original = exampleDesign();
  const leaves = leavesOf(original, []);
  const words = [...new Set(leaves.map(({ value }) => value).filter((value) => typeof value === "string"))];
  const leaf = fc.record({
    at: fc.nat(leaves.length - 1),
    value: fc.constantFrom(...words, "exit", "P1M", "x"),
  });
  let valid = 0;
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 4 }), (changes) => {
      const draft = JSON.parse(JSON.stringify(original));
      for (const { at, value } of changes) replaceAt(draft, leaves[at]?.path ?? [], value);
      const parsed = parseStudyDesign(draft);
      if (!parsed.ok) return;
      valid++;
      for (const fault of checkStudyDesign(parsed.value, exampleInstruments)) {
        expect(fault.message).toMatch(/[.?]$/);
        expect(fault.remedy).toMatch(/[.?]$/);
      }
      compareDesigns(original, parsed.value);
      const compiled = compileDesign(parsed.value, exampleInstruments);
      if (!compiled.ok) return;
      const history = { events: { consent: day, enrollment: day }, visits: [], decisions: [] };
      expect(planSchedule(compiled.value, history).points.length).toBeLessThan(100);
      const record = { today: day, forms: [], events: {}, visits: [], reviewedForms: [] };
      expect(
        assessEligibility(compiled.value, recordScope(compiled.value, record), "enrollment"),
      ).toBeDefined();
    }),
    { numRuns: 150 },
  );
  expect(valid).toBeGreaterThan(20);
}, 30_000);

const day = "2026-01-31" as CalendarDate;

type Leaf = { readonly path: readonly string[]; readonly value: unknown };

function leavesOf(value: unknown, path: readonly string[]): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function replaceAt(target: unknown, [step = "", ...rest]: readonly string[], value: unknown): void {
  if (typeof target !== "object" || target === null) return;
  if (rest.length > 0) replaceAt(Reflect.get(target, step), rest, value);
  else Reflect.set(target, step, value);
}
