import fc from "fast-check";
import { expect, test } from "vitest";
import type { Estimate } from "../estimate.ts";
import { intraclassCorrelation } from "./intraclass-correlation.ts";
import { countPairs } from "./rating-pairs.ts";
import { kappa, type RatingTable, weightedKappa } from "./weighted-kappa.ts";

function found(result: ReturnType<typeof kappa>): Estimate {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function table(categories: number, from = 0): fc.Arbitrary<RatingTable> {
  const row = fc.array(fc.integer({ min: from, max: 80 }), { minLength: categories, maxLength: categories });
  return fc.array(row, { minLength: categories, maxLength: categories });
}
const anyTable = fc.integer({ min: 2, max: 6 }).chain((categories) => table(categories));
const anyWeights = fc.constantFrom("linear" as const, "quadratic" as const);

function turned(counts: RatingTable, order: readonly number[]): RatingTable {
  return order.map((row) => order.map((column) => counts[row]?.[column] ?? 0));
}

test("kappa lies between −1 and 1, weighted or not", () => {
  fc.assert(
    fc.property(anyTable, anyWeights, (counts, weights) => {
      for (const { estimate } of [found(kappa(counts)), found(weightedKappa(counts, { weights }))]) {
        if (estimate !== null) expect(Math.abs(estimate)).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
  );
});

test("kappa is agreement beyond chance over what can be beyond chance", () => {
  fc.assert(
    fc.property(table(4, 1), (counts) => {
      const n = counts.flat().reduce((total, count) => total + count, 0);
      const [observed, expected] = [0, 1, 2, 3].reduce(
        ([same, chance], one) => {
          const row = (counts[one] ?? []).reduce((total, count) => total + count, 0);
          const column = counts.reduce((total, other) => total + (other[one] ?? 0), 0);
          return [same + (counts[one]?.[one] ?? 0) / n, chance + (row * column) / n ** 2];
        },
        [0, 0] as [number, number],
      );
      expect(found(kappa(counts)).estimate).toBeCloseTo((observed - expected) / (1 - expected), 12);
    }),
  );
});

test("weights of 1 for the same and 0 for any other category give the plain kappa", () => {
  fc.assert(
    fc.property(anyTable, (counts) => {
      const weights = counts.map((_, row) => counts.map((__, column) => Number(row === column)));
      const { method: _method, ...weighted } = found(weightedKappa(counts, { weights }));
      const { method, ...plain } = found(kappa(counts));
      expect(weighted).toEqual(plain);
      expect(method).toBe("Kappa (Cohen 1960)");
    }),
  );
});

test("with two categories all weights are the same", () => {
  fc.assert(
    fc.property(table(2, 1), anyWeights, (counts, weights) => {
      const [plain, weighted] = [found(kappa(counts)), found(weightedKappa(counts, { weights }))];
      expect(weighted.estimate).toBe(plain.estimate);
      expect(weighted.standardError).toBe(plain.standardError);
    }),
  );
});

test("other names for the categories do not change kappa; the order turned round does not change a weighted one", () => {
  fc.assert(
    fc.property(table(4, 1), anyWeights, (counts, weights) => {
      const renamed = found(kappa(turned(counts, [2, 0, 3, 1])));
      expect(renamed.estimate).toBeCloseTo(Number(found(kappa(counts)).estimate), 12);
      const back = found(weightedKappa(turned(counts, [3, 2, 1, 0]), { weights }));
      const there = found(weightedKappa(counts, { weights }));
      expect(back.estimate).toBeCloseTo(Number(there.estimate), 12);
      expect(back.standardError).toBeCloseTo(Number(there.standardError), 12);
    }),
  );
});

test("it does not matter who is the first rater", () => {
  fc.assert(
    fc.property(table(4, 1), anyWeights, (counts, weights) => {
      const other = counts.map((_, row) => counts.map((line) => line[row] ?? 0));
      const [one, two] = [weightedKappa(counts, { weights }), weightedKappa(other, { weights })].map(found);
      expect(two?.estimate).toBeCloseTo(Number(one?.estimate), 12);
      expect(two?.standardError).toBeCloseTo(Number(one?.standardError), 12);
    }),
  );
});

test("quadratic weights give ICC(2,1), but for what one target in n makes (Fleiss and Cohen 1973)", () => {
  fc.assert(
    fc.property(table(4, 3), (counts) => {
      const ratings = counts.flatMap((row, first) =>
        row.flatMap((count, second) => Array.from({ length: count }, () => [first, second])),
      );
      const correlation = intraclassCorrelation(ratings, "ICC(2,1)");
      const weighted = found(weightedKappa(counts, { weights: "quadratic" }));
      const apart = Number(correlation.ok && correlation.value.estimate) - Number(weighted.estimate);
      expect(Math.abs(apart)).toBeLessThan(2 / ratings.length);
    }),
  );
});

test("raters who use one and the same category only have no kappa, and nobody rated has none", () => {
  const same = [
    [9, 0],
    [0, 0],
  ];
  expect(found(kappa(same))).toMatchObject({ estimate: null, n: 9, warnings: [{ code: "not-estimable" }] });
  const none = [
    [0, 0],
    [0, 0],
  ];
  expect(found(weightedKappa(none, { weights: "linear" }))).toMatchObject({
    estimate: null,
    warnings: [{ code: "no-observations" }],
  });
});

test("raters who always agree have a kappa of 1 and a warning about its interval", () => {
  const same = [
    [9, 0],
    [0, 4],
  ];
  expect(found(kappa(same))).toMatchObject({
    estimate: 1,
    standardError: 0,
    warnings: [{ code: "no-spread" }],
  });
});

test("tables that are not square, counts that are none and weights above 1 are invalid input", () => {
  const pathsOf = (result: ReturnType<typeof kappa>) =>
    result.ok ? [] : result.error.issues.map(({ path }) => path);
  expect(pathsOf(kappa([[3]]))).toEqual(["table"]);
  expect(pathsOf(kappa([[3, 1], [2]]))).toEqual(["table.1"]);
  expect(
    pathsOf(
      kappa(
        [
          [3, 1],
          [2, 0.5],
        ],
        { level: -1 },
      ),
    ),
  ).toEqual(["table.1.1", "level"]);
  const weights = [
    [1, 2],
    [0, 1],
  ];
  expect(
    pathsOf(
      weightedKappa(
        [
          [3, 1],
          [2, 5],
        ],
        { weights },
      ),
    ),
  ).toEqual(["weights.0.1"]);
});

test("pairs are counted by the first and the second rater's category", () => {
  const pairs = [
    [0, 0],
    [0, 1],
    [2, 1],
    [0, 1],
  ] as const;
  expect(countPairs(pairs, [0, 1, 2])).toEqual({
    ok: true,
    value: [
      [1, 2, 0],
      [0, 0, 0],
      [0, 1, 0],
    ],
  });
  expect(countPairs([["mild", "severe"]], ["mild", "moderate"])).toMatchObject({
    error: { issues: [{ path: "pairs.0.1", message: "expected one of mild, moderate, got severe" }] },
  });
});
