import { expect, test } from "vitest";
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
