import fc from "fast-check";
import { expect, test } from "vitest";
import type { Estimate } from "../estimate.ts";
import { bangIndex, bangIndexWithCertainty, indexAtRandom } from "./bang-index.ts";

function found(result: ReturnType<typeof bangIndex>): Estimate {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const count = fc.integer({ min: 0, max: 300 });
const counts = fc
  .record({ correct: count, incorrect: count, dontKnow: count })
  .filter(({ correct, incorrect, dontKnow }) => correct + incorrect + dontKnow > 0);
const certainCounts = fc
  .record({
    stronglyCorrect: count,
    somewhatCorrect: count,
    dontKnow: count,
    somewhatIncorrect: count,
    stronglyIncorrect: count,
  })
  .filter((all) => Object.values(all).some((one) => one > 0));

test("the index lies between −1 and 1, its interval around it", () => {
  fc.assert(
    fc.property(counts, (all) => {
      const { estimate, interval } = found(bangIndex(all));
      expect(Math.abs(Number(estimate))).toBeLessThanOrEqual(1);
      expect(interval?.lower).toBeLessThanOrEqual(Number(estimate));
      expect(interval?.upper).toBeGreaterThanOrEqual(Number(estimate));
    }),
  );
});

test("taking right for wrong turns the sign and leaves the standard error", () => {
  fc.assert(
    fc.property(counts, ({ correct, incorrect, dontKnow }) => {
      const one = found(bangIndex({ correct, incorrect, dontKnow }));
      const other = found(bangIndex({ correct: incorrect, incorrect: correct, dontKnow }));
      expect(Number(one.estimate) + Number(other.estimate)).toBe(0);
      expect(one.standardError).toBe(other.standardError);
    }),
  );
});

test("the same guesses four times over give the same index with half the standard error", () => {
  fc.assert(
    fc.property(counts, ({ correct, incorrect, dontKnow }) => {
      const one = found(bangIndex({ correct, incorrect, dontKnow }));
      const four = found(
        bangIndex({ correct: 4 * correct, incorrect: 4 * incorrect, dontKnow: 4 * dontKnow }),
      );
      expect(four.estimate).toBeCloseTo(Number(one.estimate), 14);
      expect(four.standardError).toBeCloseTo(Number(one.standardError) / 2, 10);
    }),
  );
});

test("where all are sure, certainty changes nothing; where all are half sure, index and standard error are halved", () => {
  fc.assert(
    fc.property(counts, ({ correct, incorrect, dontKnow }) => {
      const plain = found(bangIndex({ correct, incorrect, dontKnow }));
      const none = { stronglyCorrect: 0, somewhatCorrect: 0, somewhatIncorrect: 0, stronglyIncorrect: 0 };
      const sure = { ...none, stronglyCorrect: correct, stronglyIncorrect: incorrect, dontKnow };
      const half = { ...none, somewhatCorrect: correct, somewhatIncorrect: incorrect, dontKnow };
      const [all, some] = [found(bangIndexWithCertainty(sure)), found(bangIndexWithCertainty(half))];
      expect({ ...all, method: plain.method }).toEqual(plain);
      expect(some.estimate).toBeCloseTo(Number(plain.estimate) / 2, 14);
      expect(some.standardError).toBeCloseTo(Number(plain.standardError) / 2, 12);
    }),
  );
});

test("the index with certainty is the mean of the scores, its standard error that of a mean", () => {
  fc.assert(
    fc.property(certainCounts, (all) => {
      const scores = [
        ...Array(all.stronglyCorrect).fill(1),
        ...Array(all.somewhatCorrect).fill(0.5),
        ...Array(all.dontKnow).fill(0),
        ...Array(all.somewhatIncorrect).fill(-0.5),
        ...Array(all.stronglyIncorrect).fill(-1),
      ] as number[];
      const mean = scores.reduce((total, score) => total + score, 0) / scores.length;
      const spread = scores.reduce((total, score) => total + (score - mean) ** 2, 0) / scores.length;
      const { estimate, standardError, n } = found(bangIndexWithCertainty(all));
      expect(n).toBe(scores.length);
      expect(estimate).toBeCloseTo(mean, 12);
      expect(standardError).toBeCloseTo(Math.sqrt(spread / scores.length), 7);
    }),
  );
});

test("at random, two arms give 0, three a third too little, and those who do not know count for nothing", () => {
  expect(indexAtRandom({ correct: 7, incorrect: 3, dontKnow: 5 }, 2)).toBe(0);
  expect(indexAtRandom({ correct: 2, incorrect: 8, dontKnow: 0 }, 3)).toBeCloseTo(-1 / 3, 15);
  expect(indexAtRandom({ correct: 2, incorrect: 3, dontKnow: 5 }, 3)).toBeCloseTo(-1 / 6, 15);
  expect(indexAtRandom({ correct: 0, incorrect: 0, dontKnow: 5 }, 3)).toBe(0);
});

test("an arm without an answer has no index, and says so", () => {
  expect(found(bangIndex({ correct: 0, incorrect: 0, dontKnow: 0 }))).toMatchObject({
    estimate: null,
    standardError: null,
    interval: null,
    n: 0,
    warnings: [{ code: "no-observations" }],
  });
});

test("an interval that says nothing of chance, or reaches where the index cannot, comes with a warning", () => {
  const alike = found(bangIndex({ correct: 40, incorrect: 0, dontKnow: 0 }));
  expect(alike).toMatchObject({ estimate: 1, standardError: 0, warnings: [{ code: "no-spread" }] });
  const beyond = found(bangIndex({ correct: 49, incorrect: 1, dontKnow: 2 }));
  expect(beyond.warnings).toEqual([
    {
      code: "interval-beyond-range",
      message: "The normal approximation is poor: the upper limit 1.013 lies above 1.",
    },
  ]);
  expect(found(bangIndex({ correct: 20, incorrect: 20, dontKnow: 20 })).warnings).toEqual([]);
});

test("half a guess and a level of 1 are invalid input", () => {
  const wrong = bangIndex({ correct: 0.5, incorrect: 1, dontKnow: Number.NaN }, { level: 1 });
  expect(wrong).toMatchObject({
    error: { issues: [{ path: "correct" }, { path: "dontKnow" }, { path: "level" }] },
  });
});
