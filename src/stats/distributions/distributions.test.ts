import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { fQuantile, fTails } from "./f.ts";
import { betaQuantileLogit, incompleteBeta } from "./incomplete-beta.ts";
import { normalCdf, normalDensity, normalQuantile } from "./normal.ts";
import { studentTCdf, studentTQuantile } from "./student-t.ts";
import { pointAtLogit } from "./unit-point.ts";

type Row = {
  readonly fn: string;
  readonly x: number;
  readonly a: number;
  readonly b: number;
  readonly lower: boolean;
  readonly truth: number;
};

/** Origin: test/reference/distributions/README.md. */
function rowsOf(fn: string): readonly Row[] {
  const file = new URL("../../../test/reference/distributions/special-truth.csv", import.meta.url);
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .filter(([name]) => name === fn)
    .map(([, x, a, b, lower, truth]) => ({
      fn,
      x: Number(x),
      a: Number(a),
      b: Number(b),
      lower: lower === "TRUE",
      truth: Number(truth),
    }));
}

const computed: Readonly<Record<string, (row: Row) => number>> = {
  pnorm: ({ x, lower }) => normalCdf(lower ? x : -x),
  qnorm: ({ x, lower }) => normalQuantile(x) * (lower ? 1 : -1),
  pbeta: ({ x, a, b, lower }) => incompleteBeta({ x, y: 1 - x }, a, b)[lower ? "lower" : "upper"],
  qbeta: ({ x, a, b }) => pointAtLogit(betaQuantileLogit({ p: x, q: 1 - x }, a, b)).x,
  pf: ({ x, a, b, lower }) => fTails(x, { numerator: a, denominator: b })[lower ? "lower" : "upper"],
  qf: ({ x, a, b }) => fQuantile(x, { numerator: a, denominator: b }),
  pt: ({ x, a, lower }) => studentTCdf(lower ? x : -x, a),
  qt: ({ x, a }) => studentTQuantile(x, a),
};

describe("against 25 digits of truth, from the middle to the far tails, the error of", () => {
  it.each([
    ["pnorm", 36, 1e-15],
    ["qnorm", 34, 1e-15],
    ["pbeta", 672, 1e-12],
    ["qbeta", 149, 1e-11],
    ["pf", 192, 1e-13],
    ["qf", 80, 1e-13],
    ["pt", 236, 1e-13],
    ["qt", 108, 1e-13],
  ])("%s in %i rows is at most %f of the value", (fn, count, tolerance) => {
    const rows = rowsOf(fn);
    expect(rows.length).toBe(count);
    const missed = rows
      .map((row) => ({ ...row, value: computed[fn]?.(row) ?? Number.NaN }))
      // Below 1e-290 a number itself has fewer digits.
      .filter(
        ({ truth, value }) => !(Math.abs(value - truth) <= Math.max(tolerance * Math.abs(truth), 1e-300)),
      );
    expect(missed).toEqual([]);
  });
});

describe("the normal distribution", () => {
  it("ends at 0 and 1, and its quantiles at −∞ and ∞, with none outside of 0 to 1", () => {
    expect([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map(normalCdf)).toEqual([0, 1]);
    expect([0, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect([-0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it("has the density that its probabilities grow by", () => {
    for (const x of [-5, -1.3, 0, 0.4, 2.2, 7]) {
      const grown = (normalCdf(x - 1e-5 + 2e-5) - normalCdf(x - 1e-5)) / 2e-5;
      expect(normalDensity(x)).toBeCloseTo(grown, 8);
    }
  });
});

test("a quantile of beta is where the probability is, also far out and where the curve is flat", () => {
  const a = fc.double({ min: 0.4, max: 400, noNaN: true });
  const b = fc.double({ min: 0.02, max: 400, noNaN: true });
  const tail = fc.double({ min: -100, max: -0.05, noNaN: true }).map(Math.exp);
  fc.assert(
    fc.property(a, b, tail, (first, second, p) => {
      const point = pointAtLogit(betaQuantileLogit({ p, q: 1 - p }, first, second));
      const { lower, upper } = incompleteBeta(point, first, second);
      const off = p < 0.5 ? lower / p - 1 : upper / (1 - p) - 1;
      expect(Math.abs(off)).toBeLessThan(1e-10);
    }),
    { examples: [[300, 0.02, 1e-100]] },
  );
});

describe("F and t", () => {
  it("have no quantile outside of 0 to 1", () => {
    expect(fQuantile(1.1, { numerator: 2, denominator: 3 })).toBeNaN();
    expect(studentTQuantile(-0.1, 3)).toBeNaN();
  });

  it("end where they end", () => {
    expect(fQuantile(0, { numerator: 2, denominator: 3 })).toBe(0);
    expect(fQuantile(1, { numerator: 2, denominator: 3 })).toBe(Number.POSITIVE_INFINITY);
    expect(studentTQuantile(0.5, 3)).toBeCloseTo(0, 15);
  });
});
