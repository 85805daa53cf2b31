import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  ancova,
  type Coefficient,
  type CovarianceKind,
  type DataTable,
  gComputation,
  generalizedLinearModel,
  linearModel,
} from "#stats";
import { disagreement, found } from "../compare.ts";

type Table = { estimate: number[]; se: number[]; statistic: number[]; p: number[] };
type Fit = Table & { deviance: number; nullDeviance: number; logLik: number; df: number };
type Robust = { hc: Record<CovarianceKind, number[]>; clustered: number[] };
type Reference = {
  data: Record<string, (number | string)[]>;
  weighted: Table & Robust & { sigma: number; r2: number; F: number[]; logLik: number };
  logistic: Fit & Robust;
  poissonOffset: Fit & Robust;
  binomialCounts: Fit;
  quasi: Table;
  probit: Fit;
  cloglog: Fit;
  means: {
    balanced: { emmean: number[]; SE: number[] };
    observed: { emmean: number[]; SE: number[] };
    difference: Record<string, number[]>;
  };
  influence: { p0: number; p1: number; v: number[][] };
};

const reference = JSON.parse(readFileSync(new URL("regression.json", import.meta.url), "utf8")) as Reference;
const data: DataTable = new Map(Object.entries(reference.data));

function columns(coefficients: readonly Coefficient[]): readonly number[] {
  const keys = ["estimate", "standardError", "statistic", "pValue"] as const;
  return keys.flatMap((key) => coefficients.map((one) => one[key] ?? Number.NaN));
}

function tableOf({ estimate, se, statistic, p }: Table): readonly number[] {
  return [...estimate, ...se, ...statistic, ...p];
}

function errors(coefficients: readonly Coefficient[]): readonly number[] {
  return coefficients.map(({ standardError }) => standardError ?? Number.NaN);
}

describe("a linear model", () => {
  const fitted = (options = {}) =>
    found(linearModel("chg ~ arm * base + site", data, { weights: "w", ...options }));

  it("with weights has R's coefficients, F test and likelihood", () => {
    const model = fitted();
    const { weighted } = reference;
    expect(disagreement(columns(model.coefficients), tableOf(weighted))).toEqual([]);
    const summary = [model.sigma, model.rSquared, model.overall?.statistic, model.logLikelihood].map(Number);
    expect(
      disagreement(summary, [weighted.sigma, weighted.r2, Number(weighted.F[0]), weighted.logLik]),
    ).toEqual([]);
  });

  it.each(["HC0", "HC1", "HC2", "HC3", "HC4"] as const)("has sandwich's %s", (covariance) => {
    expect(
      disagreement(errors(fitted({ covariance }).coefficients), reference.weighted.hc[covariance]),
    ).toEqual([]);
  });

  it("has sandwich's clustered covariance", () => {
    expect(
      disagreement(errors(fitted({ clusters: "pair" }).coefficients), reference.weighted.clustered),
    ).toEqual([]);
  });
});

describe("a generalized linear model", () => {
  const cases = [
    ["logistic", "y ~ arm + base + site", { family: "binomial" }],
    ["probit", "y ~ arm + base + site", { family: "binomial", link: "probit" }],
    ["cloglog", "y ~ arm + base + site", { family: "binomial", link: "complementary-log-log" }],
    ["binomialCounts", "prop ~ arm + base", { family: "binomial", weights: "w" }],
    ["poissonOffset", "count ~ arm + base + offset(log(time))", { family: "poisson" }],
  ] as const;

  it.each(cases)("%s is R's", (name, formula, options) => {
    const model = found(generalizedLinearModel(formula, data, options));
    const expected = reference[name];
    expect(disagreement(columns(model.coefficients), tableOf(expected), { abs: 1e-8, rel: 1e-7 })).toEqual(
      [],
    );
    const summary = [model.deviance, model.nullDeviance, Number(model.logLikelihood), model.degreesOfFreedom];
    expect(
      disagreement(summary, [expected.deviance, expected.nullDeviance, expected.logLik, expected.df]),
    ).toEqual([]);
    expect(model.converged).toBe(true);
    expect(model.gradient).toBeLessThan(1e-9);
  });

  it.each(["HC0", "HC1", "HC2", "HC3", "HC4"] as const)("has sandwich's %s", (covariance) => {
    const [, formula] = cases[0];
    const logistic = found(generalizedLinearModel(formula, data, { family: "binomial", covariance }));
    expect(disagreement(errors(logistic.coefficients), reference.logistic.hc[covariance])).toEqual([]);
    const poisson = found(generalizedLinearModel(cases[4][1], data, { family: "poisson", covariance }));
    expect(disagreement(errors(poisson.coefficients), reference.poissonOffset.hc[covariance])).toEqual([]);
  });

  it("has sandwich's clustered covariance, and R's quasi-Poisson", () => {
    const clustered = found(
      generalizedLinearModel(cases[0][1], data, { family: "binomial", clusters: "pair" }),
    );
    expect(disagreement(errors(clustered.coefficients), reference.logistic.clustered)).toEqual([]);
    const quasi = found(generalizedLinearModel(cases[4][1], data, { family: "poisson", dispersed: true }));
    expect(disagreement(columns(quasi.coefficients), tableOf(reference.quasi))).toEqual([]);
  });
});

describe("adjusted means", () => {
  it("are those of emmeans, over balanced and over observed covariates", () => {
    for (const adjustedOver of ["balanced", "observed"] as const) {
      const { means, differences } = found(
        ancova("chg ~ arm + base + site", data, { arm: "arm", adjustedOver }),
      );
      const expected = reference.means[adjustedOver];
      expect(
        disagreement(
          means.map(({ estimate }) => Number(estimate)),
          expected.emmean,
        ),
      ).toEqual([]);
      expect(
        disagreement(
          means.map(({ standardError }) => Number(standardError)),
          expected.SE,
        ),
      ).toEqual([]);
      const [difference] = differences;
      const { estimate = [], SE = [] } = reference.means.difference;
      expect(
        disagreement([Number(difference?.estimate), Number(difference?.standardError)], [...estimate, ...SE]),
      ).toEqual([]);
      expect(difference?.pValue).toBeCloseTo(Number(reference.means.difference["p.value"]?.[0]), 12);
    }
  });
});

describe("g-computation", () => {
  it("by the influence function has the covariance that its authors give", () => {
    const { means, covariance, contrasts } = found(
      gComputation("y ~ arm + base + site", data, { arm: "arm" }),
    );
    const { p0, p1, v } = reference.influence;
    expect(
      disagreement(
        means.map(({ estimate }) => Number(estimate)),
        [p0, p1],
      ),
    ).toEqual([]);
    expect(disagreement([...covariance.values], v.flat())).toEqual([]);
    const [[v00 = 0, v01 = 0] = [], [, v11 = 0] = []] = v;
    const [contrast] = contrasts;
    const expected = [
      p1 - p0,
      Math.sqrt(v00 + v11 - 2 * v01),
      p1 / p0,
      Math.sqrt(v11 / p1 ** 2 + v00 / p0 ** 2 - (2 * v01) / (p0 * p1)),
    ];
    const { difference, ratio } = contrast ?? {};
    expect(
      disagreement(
        [difference?.estimate, difference?.standardError, ratio?.estimate, ratio?.standardError].map(Number),
        expected,
      ),
    ).toEqual([]);
  });
});
