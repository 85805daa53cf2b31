import type { InputIssue } from "#kernel";
import { at, type Matrix } from "../linear/matrix.ts";
import { type SurvivalData, survivalIssues } from "./survival-data.ts";

/** Observations, or stretches of them with `start`, with their covariates. */
export type CoxData = SurvivalData & {
  /** One row for each observation, one column for each coefficient; no intercept. */
  readonly covariates: Matrix;
  readonly names?: readonly string[];
  /** Strata have baseline hazards of their own. */
  readonly strata?: ArrayLike<string | number>;
  /** Above 0; 1 where they are not given. */
  readonly weights?: ArrayLike<number>;
  /** Added to the linear predictor. */
  readonly offset?: ArrayLike<number>;
  /** Who belongs together, for the robust variance; each observation to itself where it is not given. */
  readonly clusters?: ArrayLike<string | number>;
};

export function coxIssues(data: CoxData): readonly InputIssue[] {
  const n = data.time.length;
  const { covariates } = data;
  const issues: InputIssue[] = [...survivalIssues("", data)];
  if (covariates.rows !== n)
    issues.push({
      path: "covariates",
      message: `expected ${n} rows as there are times, got ${covariates.rows}`,
    });
  if (covariates.columns === 0)
    issues.push({ path: "covariates", message: "expected at least one column, got none" });
  const wrong = covariates.values.findIndex((value) => !(Math.abs(value) <= 1e100));
  if (wrong >= 0)
    issues.push({
      path: `covariates.${Math.floor(wrong / covariates.columns)}.${wrong % covariates.columns}`,
      message: `expected a number of at most 1e100, got ${at(covariates.values, wrong)}`,
    });
  for (const name of ["strata", "weights", "offset", "clusters"] as const) {
    const values = data[name];
    if (values && values.length !== n)
      issues.push({ path: name, message: `expected ${n} values as there are times, got ${values.length}` });
  }
  if (data.names && data.names.length !== covariates.columns)
    issues.push({ path: "names", message: `expected ${covariates.columns} names, got ${data.names.length}` });
  const light = Array.from(data.weights ?? []).findIndex((weight) => !(weight > 0 && weight < 1e100));
  if (light >= 0)
    issues.push({
      path: `weights.${light}`,
      message: `expected a weight above 0, got ${data.weights?.[light]}`,
    });
  const far = Array.from(data.offset ?? []).findIndex((value) => !(Math.abs(value) < 700));
  if (far >= 0)
    issues.push({ path: `offset.${far}`, message: `expected a finite number, got ${data.offset?.[far]}` });
  return issues;
}

/** The observations in the order in which the likelihood meets them: strata apart, later times first. */
export type CoxOrder = {
  readonly strata: readonly {
    /** By falling time. */
    readonly byTime: Int32Array;
    /** By falling start; empty where all were seen from the beginning. */
    readonly byStart: Int32Array;
  }[];
};

export function coxOrder({ time, start, strata }: CoxData): CoxOrder {
  const members = new Map<string | number, number[]>();
  for (let index = 0; index < time.length; index += 1) {
    const stratum = strata?.[index] ?? "";
    const known = members.get(stratum);
    if (known === undefined) members.set(stratum, [index]);
    else known.push(index);
  }
  return {
    strata: [...members.values()].map((ones) => ({
      byTime: Int32Array.from(ones).sort((a, b) => at(time, b) - at(time, a)),
      byStart: start ? Int32Array.from(ones).sort((a, b) => at(start, b) - at(start, a)) : new Int32Array(0),
    })),
  };
}
