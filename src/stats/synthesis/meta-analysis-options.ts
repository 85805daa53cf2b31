import type { InputIssue } from "#kernel";
import { levelIssues, usualLevel } from "../level.ts";
import type { CoefficientTest } from "./coefficient-tests.ts";
import type { TauEstimator } from "./tau-squared.ts";

export type MetaAnalysisOptions = {
  /** `REML` where it is left out. */
  readonly estimator?: TauEstimator;
  /** `knha` where it is left out, `z` with the common effect. */
  readonly test?: CoefficientTest;
  /** Confidence of the intervals; 0.95 where it is left out. */
  readonly level?: number;
  /** A τ² that is known, or assumed: it is not estimated then. */
  readonly tau2?: number;
  /** Weights of one's own, one to a study, or `equal`; otherwise those of inverse variance, which are best. */
  readonly weights?: ArrayLike<number> | "equal";
  /** Names of the moderators' columns, one to a column. */
  readonly names?: readonly string[];
  /** Which coefficients the omnibus test takes, by their place from 0; all but the intercept where it is left out. */
  readonly tested?: readonly number[];
};

/** What an analysis runs with when nothing is left out. */
export type CompleteOptions = {
  readonly estimator: TauEstimator;
  readonly test: CoefficientTest;
  readonly level: number;
  readonly tau2: number | undefined;
  readonly weights: Float64Array | undefined;
  readonly names: readonly string[] | undefined;
  readonly tested: readonly number[] | undefined;
};

export function completeOptions(options: MetaAnalysisOptions, studies: number): CompleteOptions {
  const { estimator = "REML", weights } = options;
  return {
    estimator,
    test: options.test ?? (estimator === "common" ? "z" : "knha"),
    level: options.level ?? usualLevel,
    tau2: options.tau2,
    weights: weights === "equal" ? new Float64Array(studies).fill(1) : weights && Float64Array.from(weights),
    names: options.names,
    tested: options.tested,
  };
}

export function optionIssues(
  options: MetaAnalysisOptions,
  studies: number,
  columns: number,
): readonly InputIssue[] {
  const { tau2, weights, names, tested, estimator } = options;
  const issues: InputIssue[] = [...levelIssues(options.level ?? usualLevel)];
  const refuse = (path: string, expected: string, got: unknown): void => {
    issues.push({ path, message: `expected ${expected}, got ${String(got)}` });
  };
  if (tau2 !== undefined && !(tau2 >= 0 && tau2 <= 1e90)) refuse("tau2", "a variance of 0 or more", tau2);
  if (weights === undefined && estimator === "GENQ") refuse("weights", "weights, one to a study", "none");
  if (weights !== undefined && weights !== "equal") {
    if (weights.length !== studies) refuse("weights", `${studies} weights, one to a study`, weights.length);
    const bad = Array.from(weights).findIndex((weight) => !(weight > 0 && weight <= 1e90));
    if (bad >= 0) refuse(`weights.${bad}`, "a weight above 0", weights[bad]);
  }
  if (names !== undefined && names.length !== columns) refuse("names", `${columns} names`, names.length);
  for (const [index, column] of (tested ?? []).entries()) {
    if (!(Number.isInteger(column) && column >= 0 && column < columns))
      refuse(`tested.${index}`, `the place of a coefficient, from 0 to ${columns - 1}`, column);
  }
  return issues;
}
