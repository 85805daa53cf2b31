import { expect, test } from "vitest";
import { seededRandom } from "#kernel";
import { chanceFrom, planOf } from "../testing/allocation-plans.ts";
import { permutedBlocks } from "./permuted-blocks.ts";
import { treatmentMargins } from "./treatment-margins.ts";

/** Drug against placebo, crossed with two therapies: arms a to d. */
const factorial = {
  ...planOf({ weights: [1, 1, 1, 1], blockSizes: [4, 8] }),
  treatmentFactors: [
    treatment("drug", { a: "mdma", b: "mdma", c: "placebo", d: "placebo" }),
    treatment("therapy", { a: "exposure", b: "supportive", c: "exposure", d: "supportive" }),
  ],
};

function treatment(id: string, levelOfArm: Readonly<Record<string, string>>) {
  const levels = new Map(Object.values(levelOfArm).map((level) => [level, level]));
  return { id, label: id, levels, levelOfArm: new Map(Object.entries(levelOfArm)) };
}

test("each treatment of a factorial design is counted over all levels of the others", () => {
  const margins = treatmentMargins(
    factorial,
    new Map([
      ["a", 3],
      ["b", 1],
      ["c", 2],
    ]),
  );
  expect(margins.map(({ levelId, allotted, expected }) => [levelId, allotted, expected])).toEqual([
    ["mdma", 4, 3],
    ["placebo", 2, 3],
    ["exposure", 5, 3],
    ["supportive", 1, 3],
  ]);
});

test("whole blocks of cells leave every treatment balanced", () => {
  const arms = permutedBlocks(factorial, 100, chanceFrom(seededRandom("factorial"))).flat();
  const byArm = new Map(
    factorial.arms.map(({ armId }) => [armId, arms.filter((arm) => arm === armId).length]),
  );
  const margins = treatmentMargins(factorial, byArm);
  expect(margins).toHaveLength(4);
  for (const { allotted, expected } of margins) expect(allotted).toBe(expected);
});
