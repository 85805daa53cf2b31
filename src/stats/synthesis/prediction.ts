import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import type { Interval } from "../estimate.ts";
import { at, type Matrix, quadraticForm, rowOf } from "../linear/matrix.ts";
import { reachOf } from "./coefficient-tests.ts";
import type { MetaAnalysis } from "./meta-analysis.ts";

/** A mean true effect and where the true effect of a new study may lie. */
export type Prediction = {
  readonly estimate: number;
  readonly standardError: number;
  /** Of the mean; null where there are no degrees of freedom. */
  readonly interval: Interval | null;
  /** Of the true effect in one new study; null with a common effect, or without degrees of freedom. */
  readonly predictionInterval: Interval | null;
};

/**
 * How far a prediction interval reaches: by the distribution of the test (`as tested`), or by Student's t with one degree of freedom less than the
 * studies leave (`Riley`: Higgins, Thompson and Spiegelhalter 2009, J. R. Stat. Soc. A 172:137; Riley, Higgins and Deeks 2011, BMJ 342:d549).
 */
export type PredictionReach = "as tested" | "Riley";

export type PredictionOptions = {
  readonly level?: number;
  readonly reach?: PredictionReach;
  /** A τ² to predict with instead of the estimate. */
  readonly tau2?: number;
};

/** Mean effects at rows of moderators, which have the columns of the analysis; of the mean itself where they are left out. */
export function predictEffects(
  analysis: MetaAnalysis,
  rows?: Matrix,
  options: PredictionOptions = {},
): Result<readonly Prediction[], InvalidInput> {
  const { p, kept } = analysis.model;
  if (rows === undefined && p === 1) return ok([predictOne(analysis, [1], options)]);
  const needed = Math.max(...kept) + 1;
  if (rows === undefined || rows.columns < needed) {
    const got = rows === undefined ? "no rows" : `rows of ${rows.columns}`;
    return failed(
      invalidInput({ path: "rows", message: `expected rows of ${needed} moderators, got ${got}` }),
    );
  }
  return ok(
    Array.from({ length: rows.rows }, (_, index) => {
      const row = rowOf(rows, index);
      return predictOne(
        analysis,
        kept.map((column) => at(row, column)),
        options,
      );
    }),
  );
}

/** The mean at one row of the kept moderators. */
export function predictOne(
  analysis: MetaAnalysis,
  row: readonly number[],
  { level = analysis.options.level, reach = "as tested", tau2 = analysis.tau2.tau2 }: PredictionOptions = {},
): Prediction {
  const { degreesOfFreedom: df, coefficients, covariance } = analysis;
  const estimate = row.reduce((sum, value, index) => sum + value * (coefficients[index]?.estimate ?? 0), 0);
  const variance = quadraticForm(row, covariance);
  const standardError = Math.sqrt(variance);
  const around = (freedom: number | null, half: number, method: string): Interval | null => {
    if (freedom !== null && freedom <= 0) return null;
    const size = reachOf(freedom, level) * half;
    return { lower: estimate - size, upper: estimate + size, level, method };
  };
  const left = analysis.studies - analysis.model.p;
  const spread = Math.sqrt(variance + tau2);
  return {
    estimate,
    standardError,
    interval: around(df, standardError, df === null ? "normal" : "t"),
    predictionInterval:
      analysis.options.estimator === "common"
        ? null
        : around(
            reach === "Riley" ? left - 1 : df,
            spread,
            reach === "Riley" ? "t, one degree of freedom less" : "as tested",
          ),
  };
}
