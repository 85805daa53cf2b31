import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Scored, score } from "../score.ts";
import { desIi, taxonItems } from "./des-ii.ts";

function scored(values: readonly number[]): Scored {
  const result = score(desIi, Object.fromEntries(values.map((value, index) => [`item${index + 1}`, value])));
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

const percent = fc.integer({ min: 0, max: 10 }).map((tenth) => tenth * 10);

describe("DES-II", () => {
  test("the score is the mean of all items, the DES-T that of the eight taxon items", () => {
    const taxon = [3, 5, 7, 8, 12, 13, 22, 27];
    expect(taxonItems).toEqual(taxon.map((item) => `item${item}`));
    const only = Array.from({ length: 28 }, (_, index) => (taxon.includes(index + 1) ? 70 : 0));
    expect(scored(only).scores).toMatchObject({ mean: 20, taxonMean: 70, atLeast30: false });
    fc.assert(
      fc.property(fc.array(percent, { minLength: 28, maxLength: 28 }), (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / 28;
        expect(scored(values).scores).toMatchObject({ mean, atLeast30: mean >= 30 });
      }),
    );
  });

  test("28 items of 30 reach the cut-point", () => {
    expect(scored(Array(28).fill(30)).scores["atLeast30"]).toBe(true);
  });

  test("a missing item outside the taxon leaves the DES-T", () => {
    const result = score(desIi, Object.fromEntries(taxonItems.map((id) => [id, 50])));
    expect(result).toMatchObject({ value: { scores: { mean: null, taxonMean: 50, atLeast30: null } } });
  });
});
