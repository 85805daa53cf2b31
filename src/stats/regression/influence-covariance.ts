import { at, type Matrix, zeros } from "../linear/matrix.ts";

export type RandomizedOutcomes = {
  readonly outcomes: Float64Array;
  /** The arm of each, from 0. */
  readonly arms: Int32Array;
  /** For each arm what a working model predicts for everybody under it. */
  readonly predictions: readonly Float64Array[];
};

/**
 * The covariance of the arms' standardized means over who is drawn and how they are randomized, whether or not the working model is right.
 *
 * Ye, Bannick, Yi and Shao (2023), Robust variance estimation for covariate-adjusted unconditional treatment effect in randomized clinical trials with binary
 * outcomes, Stat. Theory Relat. Fields 7:159: on the diagonal Var(Y − μₐ | a) / πₐ + 2 Cov(Y, μₐ | a) − Var μₐ, beside it Cov(Y, μ_b | a) +
 * Cov(Y, μₐ | b) − Cov(μₐ, μ_b), over n.
 */
export function influenceCovariance({ outcomes, arms, predictions }: RandomizedOutcomes): Matrix {
  const n = outcomes.length;
  const members = predictions.map((_, arm) => Array.from(arms.keys()).filter((row) => at(arms, row) === arm));
  const everybody = Array.from(arms.keys());
  const within = (arm: number, of: number): number =>
    covarianceOf(outcomes, predictions[of] ?? outcomes, members[arm] ?? []);
  const result = zeros(predictions.length, predictions.length);
  predictions.forEach((mine, a) => {
    predictions.forEach((others, b) => {
      const between = covarianceOf(mine, others, everybody);
      const residuals = outcomes.map((outcome, row) => outcome - at(mine, row));
      const own = members[a] ?? [];
      const value =
        a === b
          ? covarianceOf(residuals, residuals, own) / (own.length / n) + 2 * within(a, a) - between
          : within(a, b) + within(b, a) - between;
      result.values[a * predictions.length + b] = value / n;
    });
  });
  return result;
}

function covarianceOf(x: Float64Array, y: Float64Array, rows: readonly number[]): number {
  const mean = (of: Float64Array): number => rows.reduce((sum, row) => sum + at(of, row), 0) / rows.length;
  const [mx, my] = [mean(x), mean(y)];
  return rows.reduce((sum, row) => sum + (at(x, row) - mx) * (at(y, row) - my), 0) / (rows.length - 1);
}
