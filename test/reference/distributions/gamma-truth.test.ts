import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chiSquaredQuantile, chiSquaredTails } from "../../../src/stats/distributions/chi-squared.ts";
import { digamma, logGamma, trigamma } from "../../../src/stats/distributions/gamma.ts";
import { gammaQuantile, gammaTails } from "../../../src/stats/distributions/incomplete-gamma.ts";

const file = new URL("../../../../shared/golden/stats/truth/special_truth.csv", import.meta.url);

type Row = {
  readonly fn: string;
  readonly x: number;
  readonly a: number;
  readonly lower: boolean;
  readonly log: boolean;
  readonly truth: number;
};

function rowsOf(fn: string): readonly Row[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","))
    .filter(([name]) => name === fn)
    .map(([, x, a, , , lower, log, , truth]) => ({
      fn,
      x: Number(x),
      a: Number(a),
      lower: lower !== "FALSE",
      log: log === "TRUE",
      truth: Number(truth),
    }));
}

function tail({ lower, upper }: { readonly lower: number; readonly upper: number }, row: Row): number {
  const value = row.lower ? lower : upper;
  if (!row.log) return value;
  return value > 0.5 ? Math.log1p(-(row.lower ? upper : lower)) : Math.log(value);
}

const computed: Readonly<Record<string, (row: Row) => number>> = {
  pgamma: (row) => tail(gammaTails(row.x, row.a), row),
  pchisq: (row) => tail(chiSquaredTails(row.x, row.a), row),
  qgamma: (row) => gammaQuantile(row.lower ? { lower: row.x } : { upper: row.x }, row.a),
  qchisq: (row) => chiSquaredQuantile(row.lower ? { lower: row.x } : { upper: row.x }, row.a),
  lgamma: ({ x }) => logGamma(x),
  digamma: ({ x }) => digamma(x),
  trigamma: ({ x }) => trigamma(x),
};

/** Origin: mpmath at 25 digits, by the script beside the truth file. */
describe.skipIf(!existsSync(file))("against 25 digits of truth", () => {
  it.each([
    ["pgamma", 72, 4e-13],
    ["pchisq", 162, 4e-13],
    ["qgamma", 30, 1e-13],
    ["qchisq", 63, 1e-13],
    ["lgamma", 11, 1e-13],
    ["digamma", 11, 1e-13],
    ["trigamma", 11, 1e-13],
  ])("%s in all of its %i rows is right to %f of the value", (fn, count, tolerance) => {
    const rows = rowsOf(fn);
    expect(rows.length).toBe(count);
    const missed = rows
      .map((row) => ({ ...row, value: computed[fn]?.(row) ?? Number.NaN }))
      .filter(
        ({ truth, value }) => !(Math.abs(value - truth) <= Math.max(tolerance * Math.abs(truth), 1e-300)),
      );
    expect(missed).toEqual([]);
  });
});
