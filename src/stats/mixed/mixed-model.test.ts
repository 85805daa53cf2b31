import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DataTable } from "../formula/data-table.ts";
import { linearMixedModel, type MixedModel } from "./mixed-model.ts";
import { parseMixedFormula } from "./random-formula.ts";

function fitted(formula: string, table: DataTable, options = {}): MixedModel {
  const result = linearMixedModel(formula, table, options);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Values of `groups` groups of `size`, as a table. */
function grouped(values: readonly (readonly number[])[]): DataTable {
  return new Map<string, readonly (number | string)[]>([
    ["y", values.flat()],
    ["group", values.flatMap((row, index) => row.map(() => `g${index}`))],
    ["x", values.flatMap((row) => row.map((_, index) => index))],
  ]);
}

const value = fc.double({ min: -10, max: 10, noNaN: true });
const balanced = fc.array(fc.array(value, { minLength: 4, maxLength: 4 }), { minLength: 5, maxLength: 5 });

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** Mean squares between and within the groups. */
function meanSquares(values: readonly (readonly number[])[]): readonly [number, number] {
  const grand = mean(values.flat());
  const between =
    values.reduce((sum, row) => sum + row.length * (mean(row) - grand) ** 2, 0) / (values.length - 1);
  const within = values.reduce((sum, row) => sum + row.reduce((s, one) => s + (one - mean(row)) ** 2, 0), 0);
  return [between, within / (values.flat().length - values.length)];
}

describe("of balanced groups, a random intercept's model", () => {
  it("has the variances, the error and the degrees of freedom of the analysis of variance", () => {
    fc.assert(
      fc.property(balanced, (values) => {
        const [between, within] = meanSquares(values);
        fc.pre(within > 0.1 && between > 1.5 * within);
        const model = fitted("y ~ 1 + (1 | group)", grouped(values), { degreesOfFreedom: "kenward-roger" });
        const [intercept] = model.coefficients;
        expect(model.converged).toBe(true);
        expect(model.variances[0]?.value).toBeCloseTo((between - within) / 4, 5);
        expect(model.variances[1]?.value).toBeCloseTo(within, 5);
        expect(intercept?.standardError).toBeCloseTo(Math.sqrt(between / 20), 5);
        expect(intercept?.degreesOfFreedom).toBeCloseTo(4, 4);
      }),
      { numRuns: 30 },
    );
  });

  it("has a variance of zero where groups differ by less than chance, and says so", () => {
    const model = fitted(
      "y ~ x + (1 | group)",
      grouped([
        [1, 5, 2, 8],
        [2, 4, 3, 7],
        [1, 4, 2, 8],
      ]),
    );
    expect(model.variances[0]?.value).toBeCloseTo(0, 8);
    expect(model.warnings.map(({ code }) => code)).toEqual(["no-spread"]);
  });

  it("does not depend on the order of the rows, and scales with the unit", () => {
    fc.assert(
      fc.property(balanced, fc.double({ min: 0.1, max: 50, noNaN: true }), (values, unit) => {
        const [between, within] = meanSquares(values);
        fc.pre(within > 0.1 && between > 1.5 * within);
        const plain = fitted("y ~ x + (1 | group)", grouped(values));
        const turned = fitted(
          "y ~ x + (1 | group)",
          grouped(values.map((row) => row.map((one) => one * unit)).reverse()),
        );
        const slope = [plain, turned].map(({ coefficients }) => coefficients[1]);
        expect((slope[1]?.estimate ?? 0) / unit).toBeCloseTo(slope[0]?.estimate ?? Number.NaN, 6);
        expect((slope[1]?.standardError ?? 0) / unit).toBeCloseTo(slope[0]?.standardError ?? Number.NaN, 6);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a formula with random terms", () => {
  it("names nested and combined groupings, and what varies without correlation", () => {
    const parsed = parseMixedFormula("y ~ arm * visit + (1 | site/id) + (0 + x || rater:day)");
    expect(parsed.ok && parsed.value).toEqual({
      fixed: "y ~ arm * visit",
      random: [
        { effects: "1", group: ["site"], correlated: true },
        { effects: "1", group: ["site", "id"], correlated: true },
        { effects: "0 + x", group: ["rater", "day"], correlated: false },
      ],
    });
    expect(parseMixedFormula("y ~ (1 | g)")).toMatchObject({ value: { fixed: "y ~ 1" } });
  });

  it("is refused without one, with a grouping that is no column and with a design that repeats itself", () => {
    const table = grouped([
      [1, 5, 2],
      [2, 4, 3],
    ]);
    const messages = [
      "y ~ x",
      "y ~ x + (1 | 2)",
      "y ~ x + (1 | nobody)",
      "y ~ x + I(2 * x) + (1 | group)",
      "~ x + (1 | group)",
    ].map((formula) => {
      const result = linearMixedModel(formula, table);
      return result.ok ? "fitted" : result.error.issues[0]?.path;
    });
    expect(messages).not.toContain("fitted");
  });
});
