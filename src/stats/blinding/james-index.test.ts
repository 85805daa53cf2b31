import fc from "fast-check";
import { expect, test } from "vitest";
import type { Estimate } from "../estimate.ts";
import { type GuessesByArm, jamesIndex } from "./james-index.ts";

function found(result: ReturnType<typeof jamesIndex>): Estimate {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function guesses(arms: number, from = 0): fc.Arbitrary<GuessesByArm> {
  const row = fc.array(fc.integer({ min: from, max: 60 }), { minLength: arms, maxLength: arms });
  return fc.record({ counts: fc.array(row, { minLength: arms, maxLength: arms }), dontKnow: row });
}

test("the index lies between 0 and 1 wherever there is one", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(2, 3, 4).chain((arms) => guesses(arms)),
      (all) => {
        const { estimate } = found(jamesIndex(all));
        if (estimate === null) return;
        expect(estimate).toBeGreaterThanOrEqual(0);
        expect(estimate).toBeLessThanOrEqual(1 + 1e-12);
      },
    ),
  );
});

test("it does not matter in which order the arms are named", () => {
  fc.assert(
    fc.property(guesses(3), ({ counts, dontKnow }) => {
      const turned = [2, 0, 1];
      const other = {
        counts: turned.map((row) => turned.map((column) => counts[row]?.[column] ?? 0)),
        dontKnow: turned.map((row) => dontKnow[row] ?? 0),
      };
      const [one, two] = [found(jamesIndex({ counts, dontKnow })), found(jamesIndex(other))];
      if (one.estimate === null) return expect(two.estimate).toBeNull();
      expect(two.estimate).toBeCloseTo(one.estimate, 12);
      expect(two.standardError).toBeCloseTo(Number(one.standardError), 7);
    }),
  );
});

/** The definition by its letters: (1 + D + (1 − D) K) / 2, with K = (observed − expected) / expected. */
function byDefinition({ counts, dontKnow }: GuessesByArm, weights: readonly (readonly number[])[]): number {
  const total = [...counts.flat(), ...dontKnow].reduce((a, b) => a + b, 0);
  const undecided = dontKnow.reduce((a, b) => a + b, 0) / total;
  const [rows, columns] = [
    counts.map((row) => row.reduce((a, b) => a + b, 0) / total),
    counts.map((_, column) => counts.reduce((all, row) => all + (row[column] ?? 0), 0) / total),
  ];
  let observed = 0;
  let expected = 0;
  for (const [i, row] of counts.entries()) {
    for (const [j, cell] of row.entries()) {
      const weight = weights[i]?.[j] ?? 0;
      observed += (weight * (cell / total)) / (1 - undecided);
      expected += (weight * (rows[i] ?? 0) * (columns[j] ?? 0)) / (1 - undecided) ** 2;
    }
  }
  return (1 + undecided + (1 - undecided) * ((observed - expected) / expected)) / 2;
}

const doseWeights = [
  [0, 0.25, 0.75],
  [0.25, 0, 0.75],
  [0.75, 0.75, 0],
];

test("with three arms and weights of one's own, estimate and delta method are those of the definition, its slopes taken numerically", () => {
  fc.assert(
    fc.property(guesses(3, 2), (all) => {
      const { estimate, standardError, n } = found(jamesIndex(all, { weights: doseWeights }));
      const cells = [...all.counts.flat(), ...all.dontKnow];
      const at = (values: readonly number[]): number =>
        byDefinition(
          { counts: [values.slice(0, 3), values.slice(3, 6), values.slice(6, 9)], dontKnow: values.slice(9) },
          doseWeights,
        );
      const step = 1e-3;
      const slopes = cells.map((_, cell) => {
        const moved = (by: number) => at(cells.map((value, other) => value + (other === cell ? by : 0)));
        return (n * (moved(step) - moved(-step))) / (2 * step);
      });
      const mean = slopes.reduce((total, slope, cell) => total + ((cells[cell] ?? 0) / n) * slope, 0);
      const square = slopes.reduce((total, slope, cell) => total + ((cells[cell] ?? 0) / n) * slope ** 2, 0);
      expect(estimate).toBeCloseTo(at(cells), 12);
      expect(standardError).toBeCloseTo(Math.sqrt((square - mean ** 2) / n), 6);
    }),
  );
});

test("only the ratios of the weights matter", () => {
  fc.assert(
    fc.property(guesses(3, 1), (all) => {
      const half = doseWeights.map((row) => row.map((weight) => weight / 2));
      const [one, two] = [jamesIndex(all, { weights: doseWeights }), jamesIndex(all, { weights: half })];
      expect(found(two).estimate).toBeCloseTo(Number(found(one).estimate), 12);
      expect(found(two).standardError).toBeCloseTo(Number(found(one).standardError), 10);
    }),
  );
});

const none = [
  [0, 0],
  [0, 0],
];

test("nobody naming an arm is 1 by definition, with a warning; nobody answering is no estimate", () => {
  expect(found(jamesIndex({ counts: none, dontKnow: [30, 28] }))).toMatchObject({
    estimate: 1,
    standardError: 0,
    warnings: [{ code: "no-spread" }],
  });
  expect(found(jamesIndex({ counts: none, dontKnow: [0, 0] }))).toMatchObject({
    estimate: null,
    warnings: [{ code: "no-observations" }],
  });
});

test("where only one arm was asked and all name it, there is nothing to compare with", () => {
  const counts = [
    [12, 0],
    [0, 0],
  ];
  expect(found(jamesIndex({ counts, dontKnow: [0, 3] }))).toMatchObject({
    estimate: null,
    n: 15,
    warnings: [{ code: "not-estimable" }],
  });
});

test("tables and weights of another shape are invalid input, by their path", () => {
  const pathsOf = (result: ReturnType<typeof jamesIndex>) =>
    result.ok ? [] : result.error.issues.map(({ path }) => path);
  expect(pathsOf(jamesIndex({ counts: [[1]], dontKnow: [1] }))).toEqual(["counts"]);
  expect(pathsOf(jamesIndex({ counts: [[1, 2], [3]], dontKnow: [1] }))).toEqual(["counts.1", "dontKnow"]);
  expect(
    pathsOf(
      jamesIndex({
        counts: [
          [1, -2],
          [3, 4],
        ],
        dontKnow: [1, 0.5],
      }),
    ),
  ).toEqual(["counts.0.1", "dontKnow.1"]);
  const fine = {
    counts: [
      [1, 2],
      [3, 4],
    ],
    dontKnow: [0, 0],
  };
  expect(pathsOf(jamesIndex(fine, { weights: [[0, 1]] }))).toEqual(["weights"]);
  expect(
    pathsOf(
      jamesIndex(fine, {
        weights: [
          [0, 1],
          [2, 0],
        ],
        level: 0,
      }),
    ),
  ).toEqual(["weights.1.0", "level"]);
});
