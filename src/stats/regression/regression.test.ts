import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DataTable } from "../formula/data-table.ts";
import { ancova } from "./adjusted-means.ts";
import { firthLogistic } from "./firth-logistic.ts";
import { gComputation } from "./g-computation.ts";
import { generalizedLinearModel } from "./generalized-linear-model.ts";
import { linearModel } from "./linear-model.ts";

function found<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown },
): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function issuesOf(result: {
  readonly ok: boolean;
  readonly error?: { readonly issues: readonly { readonly path: string }[] };
}): readonly string[] {
  return result.error?.issues.map(({ path }) => path) ?? [];
}

function tableOf(columns: Readonly<Record<string, readonly (number | string | null)[]>>): DataTable {
  return new Map(Object.entries(columns));
}

const participant = fc.record({
  arm: fc.constantFrom("PBO", "MDMA"),
  base: fc.integer({ min: 20, max: 60 }),
  y: fc.integer({ min: 0, max: 1 }),
  chg: fc.integer({ min: -40, max: 20 }),
});

/** Trials with everything in every arm, so that nothing is separated. */
const trial = fc.array(participant, { minLength: 10, maxLength: 40 }).map((ones) => {
  const fixed = ["PBO", "MDMA"].flatMap((arm) =>
    [0, 1].flatMap((y) => [20, 37, 60].map((base) => ({ arm, base, y, chg: base - 45 + 3 * y }))),
  );
  const all = [...ones, ...fixed];
  return {
    arm: all.map(({ arm }) => arm),
    base: all.map(({ base }) => base),
    y: all.map(({ y }) => y),
    chg: all.map(({ chg }) => chg),
  };
});

describe("a linear model", () => {
  it("with the arm alone is the comparison of two means, and does not mind rescaled covariates, moved outcomes and permuted rows", () => {
    fc.assert(
      fc.property(trial, (columns) => {
        const mean = (arm: string): number => {
          const values = columns.chg.filter((_, row) => columns.arm[row] === arm);
          return values.reduce((sum, value) => sum + value, 0) / values.length;
        };
        const levels = { arm: ["PBO", "MDMA"] };
        const plain = found(linearModel("chg ~ arm", tableOf(columns), { levels }));
        expect(plain.coefficients[1]?.estimate).toBeCloseTo(mean("MDMA") - mean("PBO"), 10);
        const adjusted = found(
          linearModel("chg ~ arm + base", tableOf(columns), { levels, covariance: "HC3" }),
        );
        const reversed = Object.fromEntries(
          Object.entries(columns).map(([name, cells]) => [name, cells.toReversed()]),
        );
        const moved = {
          ...reversed,
          base: columns.base.toReversed().map((value) => 1000 * value - 7),
          chg: columns.chg.toReversed().map((value) => value + 100),
        };
        const other = found(linearModel("chg ~ arm + base", tableOf(moved), { levels, covariance: "HC3" }));
        expect(other.coefficients[1]?.estimate).toBeCloseTo(Number(adjusted.coefficients[1]?.estimate), 8);
        expect(other.coefficients[1]?.standardError).toBeCloseTo(
          Number(adjusted.coefficients[1]?.standardError),
          8,
        );
        expect(other.coefficients[2]?.estimate).toBeCloseTo(
          Number(adjusted.coefficients[2]?.estimate) / 1000,
          10,
        );
      }),
      { numRuns: 20 },
    );
  });

  it("leaves out what depends on earlier columns, and says so", () => {
    const table = tableOf({ y: [1, 3, 2, 5, 4], x: [1, 2, 3, 4, 5], double: [2, 4, 6, 8, 10] });
    const { coefficients, warnings } = found(linearModel("y ~ x + double", table));
    expect(coefficients[2]).toMatchObject({ name: "double", estimate: null, standardError: null });
    expect(warnings).toMatchObject([{ code: "singular" }]);
  });

  it("without an error to estimate, or without rows, has no standard errors and says why", () => {
    expect(found(linearModel("y ~ x", tableOf({ y: [1, 2], x: [0, 1] })))).toMatchObject({
      sigma: null,
      coefficients: [{ estimate: 1, standardError: null }, { standardError: null }],
      warnings: [{ code: "not-estimable" }],
    });
    expect(found(linearModel("y ~ x", tableOf({ y: [null], x: [1] })))).toMatchObject({
      n: 0,
      leftOut: 1,
      coefficients: [{ estimate: null }, { estimate: null }],
      warnings: [{ code: "no-observations" }],
    });
    expect(found(linearModel("y ~ x", tableOf({ y: [1, 2, 3, 4], x: [1, 2, 3, 4] }))).warnings).toMatchObject(
      [{ code: "no-spread" }],
    );
  });
});

describe("a logistic model", () => {
  it("with the arm alone has the log odds ratio of the fourfold table and Woolf's standard error", () => {
    fc.assert(
      fc.property(trial, (columns) => {
        const count = (arm: string, y: number) =>
          columns.y.filter((value, row) => value === y && columns.arm[row] === arm).length;
        const cells = [count("PBO", 0), count("PBO", 1), count("MDMA", 0), count("MDMA", 1)] as const;
        const [a, b, c, d] = cells;
        const options = { family: "binomial", levels: { arm: ["PBO", "MDMA"] } } as const;
        const model = found(generalizedLinearModel("y ~ arm", tableOf(columns), options));
        expect(model.coefficients[1]?.estimate).toBeCloseTo(Math.log((d * a) / (b * c)), 9);
        expect(model.coefficients[1]?.standardError).toBeCloseTo(Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d), 9);
        const risk = found(generalizedLinearModel("y ~ arm", tableOf(columns), { ...options, link: "log" }));
        expect(risk.coefficients[1]?.estimate).toBeCloseTo(Math.log(d / (c + d) / (b / (a + b))), 8);
        expect(model.gradient).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  it("that separates outcomes gives what is left finite, and names what is not", () => {
    const arm = ["A", "A", "A", "A", "A", "A", "B", "B", "B", "B", "B", "B"];
    const x = [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6];
    const y = [0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1];
    const alone = found(
      generalizedLinearModel("y ~ x", tableOf({ x: x.slice(0, 6), y: y.slice(0, 6) }), {
        family: "binomial",
      }),
    );
    const quasi = found(
      generalizedLinearModel("y ~ arm + x", tableOf({ arm, x, y }), { family: "binomial" }),
    );
    expect(quasi.warnings).toMatchObject([
      { code: "separation", message: expect.stringContaining("of armB.") },
    ]);
    expect(quasi.coefficients[1]).toMatchObject({ estimate: null });
    expect(quasi.coefficients[2]?.estimate).toBeCloseTo(Number(alone.coefficients[1]?.estimate), 9);
    expect(quasi.fitted[11]).toBe(1);
    const other = found(
      generalizedLinearModel("y ~ arm + x", tableOf({ arm, x, y }), {
        family: "binomial",
        levels: { arm: ["B", "A"] },
      }),
    );
    expect(other.coefficients.map(({ estimate }) => estimate === null)).toEqual([true, true, false]);
    const whole = found(
      generalizedLinearModel("y ~ x", tableOf({ x, y: x.map((value) => Number(value > 3)) }), {
        family: "binomial",
      }),
    );
    expect(whole).toMatchObject({ deviance: 0, coefficients: [{ estimate: null }, { estimate: null }] });
  });

  it("finds separation whenever a line parts the outcomes, and never otherwise", () => {
    const point = fc.record({ x: fc.integer({ min: -5, max: 5 }), y: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 4, maxLength: 14 }), (points) => {
        const of = (y: number) => points.filter((one) => one.y === y).map(({ x }) => x);
        const [none, some] = [of(0), of(1)];
        fc.pre(new Set(points.map(({ x }) => x)).size > 1);
        const parted =
          none.length * some.length === 0 ||
          Math.max(...none) <= Math.min(...some) ||
          Math.max(...some) <= Math.min(...none);
        const table = tableOf({ x: points.map(({ x }) => x), y: points.map(({ y }) => y) });
        const { warnings } = found(generalizedLinearModel("y ~ x", table, { family: "binomial" }));
        expect(warnings.some(({ code }) => code === "separation")).toBe(parted);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a model of counts or risks", () => {
  it("has the log rate ratio of two groups by their times, and no finite one where a group has no event", () => {
    const table = tableOf({ y: [3, 2, 7, 4], time: [1, 2, 1.5, 0.5], arm: ["A", "A", "B", "B"] });
    const model = found(generalizedLinearModel("y ~ arm + offset(log(time))", table, { family: "poisson" }));
    expect(model.coefficients[1]?.estimate).toBeCloseTo(Math.log(11 / 2 / (5 / 3)), 10);
    expect(model.coefficients[1]?.standardError).toBeCloseTo(Math.sqrt(1 / 11 + 1 / 5), 10);
    const none = found(
      generalizedLinearModel("y ~ arm", tableOf({ y: [3, 2, 0, 0], arm: ["A", "A", "B", "B"] }), {
        family: "poisson",
      }),
    );
    expect(none.coefficients[1]).toMatchObject({ estimate: null });
    expect(none.coefficients[0]?.estimate).toBeCloseTo(Math.log(2.5), 10);
    expect(none.warnings).toMatchObject([{ code: "separation" }]);
  });

  it("whose best fit has a risk of 1 stops there, with the largest likelihood that can be", () => {
    const table = tableOf({ y: [0, 0, 1, 0, 1, 1, 1, 1, 0, 1], x: [1, 2, 3, 4, 5, 6, 7, 8, 4, 9] });
    const model = found(generalizedLinearModel("y ~ x", table, { family: "binomial", link: "log" }));
    // Along the edge a + 9 b = 0 one coefficient is left:
    expect(model.coefficients[1]?.estimate).toBeCloseTo(bestAlongEdge(), 4);
    expect(Number(model.coefficients[0]?.estimate) + 9 * Number(model.coefficients[1]?.estimate)).toBeCloseTo(
      0,
      6,
    );
    expect(model.coefficients[1]?.standardError).toBeNull();
    expect(model.warnings).toMatchObject([{ code: "unbounded" }]);
  });
});

/** By trying all slopes at which the risk at 9 is 1. */
function bestAlongEdge(): number {
  const [x, y] = [
    [1, 2, 3, 4, 5, 6, 7, 8, 4],
    [0, 0, 1, 0, 1, 1, 1, 1, 0],
  ];
  const logLikelihood = (slope: number): number =>
    x.reduce((sum, value, row) => {
      const risk = Math.exp(slope * (value - 9));
      return sum + Math.log(y[row] === 1 ? risk : 1 - risk);
    }, 0);
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  for (let slope = 0.05; slope < 1; slope += 2e-5) {
    const reached = logLikelihood(slope);
    if (reached > most) [best, most] = [slope, reached];
  }
  return best;
}

describe("adjusted means and standardized risks", () => {
  it("without covariates are the arms' own, and both variances of the difference are then those of proportions", () => {
    fc.assert(
      fc.property(trial, (columns) => {
        const { means, contrasts } = found(
          gComputation("y ~ arm", tableOf(columns), { arm: "arm", variance: "delta" }),
        );
        const influence = found(gComputation("y ~ arm", tableOf(columns), { arm: "arm" }));
        const groups = ["MDMA", "PBO"].map((arm) => columns.y.filter((_, row) => columns.arm[row] === arm));
        const risks = groups.map((group) => group.reduce((sum, value) => sum + value, 0) / group.length);
        expect(means.map(({ estimate }) => estimate)).toEqual(risks.map((risk) => expect.closeTo(risk, 9)));
        const variance = (less: number): number =>
          groups.reduce(
            (sum, { length }, index) =>
              sum + ((risks[index] ?? 0) * (1 - (risks[index] ?? 0))) / (length - less),
            0,
          );
        expect(contrasts[0]?.difference.standardError).toBeCloseTo(Math.sqrt(variance(0)), 9);
        expect(influence.contrasts[0]?.difference.standardError).toBeCloseTo(Math.sqrt(variance(1)), 9);
        const { means: adjusted } = found(ancova("chg ~ arm", tableOf(columns), { arm: "arm" }));
        expect(adjusted.map(({ arm }) => arm)).toEqual(["MDMA", "PBO"]);
      }),
      { numRuns: 12 },
    );
  });

  it("turn round with the reference", () => {
    fc.assert(
      fc.property(trial, (columns) => {
        const of = (reference: string) =>
          found(gComputation("y ~ arm * base", tableOf(columns), { arm: "arm", reference })).contrasts[0];
        const [one, other] = [of("PBO"), of("MDMA")];
        expect(Number(one?.difference.estimate)).toBeCloseTo(-Number(other?.difference.estimate), 9);
        expect(Number(one?.ratio.estimate) * Number(other?.ratio.estimate)).toBeCloseTo(1, 9);
        expect(one?.oddsRatio.pValue).toBeCloseTo(Number(other?.oddsRatio.pValue), 9);
      }),
      { numRuns: 12 },
    );
  });
});

describe("what a model cannot be made from is refused", () => {
  const table = tableOf({ y: [0, 1, 1, 0], arm: ["A", "B", "A", "B"], w: [1, 1, -1, 1], x: [1, 2, 3, 4] });

  it("with the place, what was expected and what was got", () => {
    const binomial = { family: "binomial" } as const;
    expect(issuesOf(linearModel("y ~", table))).toEqual(["formula"]);
    expect(issuesOf(linearModel("~ arm", table))).toEqual(["formula"]);
    expect(issuesOf(linearModel("y ~ nothing", table))).toEqual(["formula"]);
    expect(issuesOf(linearModel("y ~ arm", table, { weights: "w" }))).toEqual(["data.w"]);
    expect(issuesOf(linearModel("y ~ arm", table, { covariance: "clustered", level: 95 }))).toEqual([
      "level",
      "clusters",
    ]);
    expect(issuesOf(generalizedLinearModel("x ~ arm", table, binomial))).toEqual([
      "formula",
      "formula",
      "formula",
    ]);
    expect(issuesOf(generalizedLinearModel("y ~ arm", table, { family: "poisson", link: "logit" }))).toEqual([
      "link",
    ]);
    expect(issuesOf(gComputation("y ~ x", table, { arm: "arm" }))).toEqual(["arm"]);
    expect(issuesOf(gComputation("y ~ arm", table, { arm: "arm", reference: "C" }))).toEqual(["reference"]);
    const huge = tableOf({ y: [0, 1, 1, 0], x: [1e300, 2e300, 1, 5] });
    expect(issuesOf(generalizedLinearModel("y ~ x", huge, binomial))).toEqual(["data.x"]);
  });
});

describe("Firth's logistic model", () => {
  const cells = (a: number, b: number, c: number, d: number) => {
    const rows = [
      ...new Array<number[]>(a).fill([1, 1]),
      ...new Array<number[]>(b).fill([1, 0]),
      ...new Array<number[]>(c).fill([0, 1]),
      ...new Array<number[]>(d).fill([0, 0]),
    ];
    return tableOf({ arm: rows.map(([arm = 0]) => arm), y: rows.map(([, y = 0]) => y) });
  };

  it("of a fourfold table is the log odds ratio with ½ added to each cell, even where one is empty", () => {
    fc.assert(
      fc.property(
        fc.tuple(...[1, 2, 3, 4].map(() => fc.integer({ min: 0, max: 8 }))),
        ([a = 0, b = 0, c = 0, d = 0]) => {
          fc.pre(a + b > 0 && c + d > 0);
          const { coefficients, converged } = found(firthLogistic("y ~ arm", cells(a, b, c, d)));
          expect(coefficients[1]?.estimate).toBeCloseTo(
            Math.log(((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5))),
            8,
          );
          expect(converged).toBe(true);
          const { interval, estimate } = coefficients[1] ?? {};
          expect(Number(interval?.lower)).toBeLessThan(Number(estimate));
          expect(Number(interval?.upper)).toBeGreaterThan(Number(estimate));
        },
      ),
      { numRuns: 12 },
    );
  });

  it("has its interval where the penalized likelihood has fallen by half a χ² quantile", () => {
    // By R's optim over −log L − ½ log |I| with the slope fixed (BFGS, reltol 1e-15), for 9, 1, 3, 5.
    const { coefficients } = found(firthLogistic("y ~ arm", cells(9, 1, 3, 5)));
    expect(coefficients[1]?.interval).toMatchObject({
      lower: expect.closeTo(0.2892716391798, 5),
      upper: expect.closeTo(4.8497056024295, 5),
    });
    expect(coefficients[1]?.pValue).toBeCloseTo(0.0238344849661, 6);
  });
});
