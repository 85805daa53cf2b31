import { describe, expect, it } from "vitest";
import { type Matrix, matrixOf, toRows } from "../linear/matrix.ts";
import { conditionalMean, conditionalOn, jointUnder } from "./reference-based.ts";

const own = {
  mean: Float64Array.of(-5, -10, -14),
  covariance: matrixOf([
    [100, 60, 40],
    [60, 110, 70],
    [40, 70, 130],
  ]),
};
const reference = {
  mean: Float64Array.of(-3, -6, -8),
  covariance: matrixOf([
    [120, 50, 30],
    [50, 140, 90],
    [30, 90, 150],
  ]),
};

/** Of the later outcomes on the earlier ones. */
function slopes(covariance: Matrix, isSeen: readonly boolean[]): readonly (readonly number[])[] {
  const conditional = conditionalOn(covariance, isSeen);
  if (conditional === undefined) throw new Error("singular");
  return [...toRows(conditional.slopes), ...toRows(conditional.covariance)];
}

function near(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return rows.map((row) => row.map((value) => Number(value.toFixed(10))));
}

describe("the outcomes from the second visit on", () => {
  it("have under each strategy the means that it is named for", () => {
    const means = (
      [
        "missing-at-random",
        "copy-reference",
        "jump-to-reference",
        "copy-increments",
        "last-mean-carried-forward",
      ] as const
    ).map((strategy) => [...(jointUnder(strategy, own, reference, 1)?.mean ?? [])]);
    expect(means).toEqual([
      [-5, -10, -14],
      [-3, -6, -8],
      [-5, -6, -8],
      [-5, -8, -10],
      [-5, -5, -5],
    ]);
  });

  it("depend on the earlier ones as in the reference arm, which vary as in their own", () => {
    for (const strategy of ["jump-to-reference", "copy-increments"] as const) {
      for (const from of [1, 2]) {
        const joint = jointUnder(strategy, own, reference, from);
        if (joint === undefined) throw new Error("singular");
        const seen = [0, 1, 2].map((visit) => visit < from);
        expect(near(slopes(joint.covariance, seen))).toEqual(near(slopes(reference.covariance, seen)));
        expect(toRows(joint.covariance)[0]?.[0]).toBe(100);
      }
    }
  });

  it("are the reference arm's where nothing came before, and their own where the event changes none", () => {
    expect(jointUnder("jump-to-reference", own, reference, 0)).toBe(reference);
    expect(jointUnder("copy-increments", own, reference, 0)).toBe(reference);
    expect(jointUnder("last-mean-carried-forward", own, reference, 0)).toBe(own);
    expect(jointUnder("copy-reference", own, reference, 3)).toBe(own);
  });

  it("have no distribution where the reference arm's early outcomes do not vary", () => {
    const flat = {
      ...reference,
      covariance: matrixOf([
        [0, 0, 0],
        [0, 140, 90],
        [0, 90, 150],
      ]),
    };
    expect(jointUnder("jump-to-reference", own, flat, 1)).toBeUndefined();
    expect(conditionalOn(flat.covariance, [true, false, false])).toBeUndefined();
  });
});

it("an unseen outcome follows those seen by their regression, and is its mean where none was seen", () => {
  const one = conditionalOn(own.covariance, [true, false, true]);
  // By hand: [60 70] [[100 40] [40 130]]⁻¹ = [0.438596, 0.403509].
  expect(one && near(toRows(one.slopes))).toEqual([[0.4385964912, 0.4035087719]]);
  expect(one && conditionalMean(one, own.mean, [-1, Number.NaN, -20])[0]).toBeCloseTo(
    -10 + 0.438596 * 4 - 0.403509 * 6,
    4,
  );
  const none = conditionalOn(own.covariance, [false, false, false]);
  expect(none && [...conditionalMean(none, own.mean, [])]).toEqual([...own.mean]);
});
