import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredQuantile, chiSquaredTails } from "../distributions/chi-squared.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import type { DataTable } from "../formula/data-table.ts";
import type { Design } from "../formula/model-matrix.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { apply, at, columnOf, entry, type Matrix, submatrix } from "../linear/matrix.ts";
import { expandBracket, findRoot } from "../numerics/root.ts";
import type { Coefficient } from "./coefficients.ts";
import { outcomeIssues } from "./generalized-linear-model.ts";
import { orthonormalDesign, turnedBack } from "./orthonormal-design.ts";
import { type PenalizedOptimum, penalizedOptimum } from "./penalized-likelihood.ts";
import { type RegressionData, type RegressionOptions, regressionData } from "./regression-data.ts";

export type FirthOptions = Omit<RegressionOptions, "clusters"> & LevelOption;

export type FirthModel = {
  readonly method: string;
  /** `statistic` is the penalized likelihood ratio's χ² on one degree of freedom; the interval is that of the profile. */
  readonly coefficients: readonly Coefficient[];
  /** The inverse of the information, of the coefficients that have an estimate. */
  readonly covariance: Matrix;
  readonly kept: readonly number[];
  readonly penalizedLogLikelihood: number;
  readonly fitted: Float64Array;
  readonly design: Design;
  readonly n: number;
  readonly leftOut: number;
  readonly iterations: number;
  readonly gradient: number;
  readonly converged: boolean;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * Logistic regression with Firth's penalty, which takes the bias of small samples away and is finite even where the covariates separate the outcomes.
 *
 * Firth (1993), Bias reduction of maximum likelihood estimates, Biometrika 80:27; Heinze and Schemper (2002), A solution to the problem of separation in logistic
 * regression, Stat. Med. 21:2409, for its tests and profile intervals.
 */
export function firthLogistic(
  formula: string,
  table: DataTable,
  { level = usualLevel, ...options }: FirthOptions = {},
): Result<FirthModel, InvalidInput> {
  const issues = levelIssues(level);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const data = regressionData(formula, table, options);
  if (!data.ok) return data;
  const impossible = outcomeIssues(data.value, "binomial");
  return impossible.length > 0 ? failed(invalidInput(...impossible)) : ok(fitFirth(data.value, level));
}

function fitFirth(data: RegressionData, level: number): FirthModel {
  const { design, response, weights, offset } = data;
  const n = weights.filter((weight) => weight > 0).length;
  const basis = orthonormalDesign(design.matrix);
  const whole = basis.q;
  const optimum = penalizedOptimum({ whole, free: whole, response, weights, offset });
  const estimates = apply(basis.back, optimum.coefficients);
  const covariance = optimum.covariance && turnedBack(optimum.covariance, basis.back);
  const size = basis.kept.length;
  const profile = profiler(data, whole, basis.kept);
  const coefficients = design.names.map((name, index): Coefficient => {
    const place = basis.kept.indexOf(index);
    const none = { name, estimate: null, standardError: null, statistic: null, pValue: null, interval: null };
    if (place < 0 || covariance === undefined || n === 0) return none;
    const error = Math.sqrt(entry(covariance, place, place));
    return {
      name,
      estimate: at(estimates, place),
      standardError: error,
      ...profiled(profile(place), optimum, { estimate: at(estimates, place), error, level }),
    };
  });
  const dependent = design.names.filter((_, index) => !basis.kept.includes(index));
  return {
    method: "Firth's penalized logistic regression (1993)",
    coefficients,
    covariance: covariance ?? {
      rows: size,
      columns: size,
      values: new Float64Array(size * size).fill(Number.NaN),
    },
    kept: basis.kept,
    penalizedLogLikelihood: optimum.logLikelihood - logDeterminantOfUpper(basis.back),
    fitted: optimum.fitted,
    design,
    n,
    leftOut: design.leftOut,
    iterations: optimum.iterations,
    gradient: optimum.gradient,
    converged: optimum.converged,
    warnings: [
      ...(n === 0 ? [warning("no-observations", "No row is complete, or none has weight.")] : []),
      ...(dependent.length > 0
        ? [warning("singular", `They depend on the columns before them: ${dependent.join(", ")}.`)]
        : []),
      ...(optimum.converged
        ? []
        : [warning("not-converged", "The fit did not settle: its numbers are where it stopped.")]),
    ],
  };
}

/** log |R⁻¹|, by which the penalty over orthonormal columns differs from that over the design's. */
function logDeterminantOfUpper({ rows, values }: Matrix): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) sum += Math.log(Math.abs(at(values, row * rows + row)));
  return sum;
}

/** For a coefficient the largest penalized likelihood at each of its values. */
function profiler(
  { design, response, weights, offset }: RegressionData,
  whole: Matrix,
  kept: readonly number[],
): (place: number) => (value: number) => number {
  const rows = Array.from({ length: design.matrix.rows }, (_, row) => row);
  return (place) => {
    const index = at(kept, place);
    const others = submatrix(
      design.matrix,
      rows,
      kept.filter((one) => one !== index),
    );
    const free = orthonormalDesign(others).q;
    const column = columnOf(design.matrix, index);
    return (value) =>
      penalizedOptimum({
        whole,
        free,
        response,
        weights,
        offset: offset.map((base, row) => base + value * at(column, row)),
      }).logLikelihood;
  };
}

function profiled(
  profile: (value: number) => number,
  { logLikelihood }: PenalizedOptimum,
  { estimate, error, level }: { readonly estimate: number; readonly error: number; readonly level: number },
): Pick<Coefficient, "statistic" | "pValue" | "interval"> {
  const ratio = (value: number): number => 2 * (logLikelihood - profile(value));
  const statistic = Math.max(0, ratio(0));
  const wanted = chiSquaredQuantile({ lower: level }, 1);
  const limit = (side: -1 | 1): number => {
    const excess = (steps: number): number => ratio(estimate + side * steps * error) - wanted;
    const bracket = expandBracket(excess, { low: 0, high: 2 }, { side: "high", mostSteps: 12 });
    const found = bracket && findRoot(excess, bracket, { tolerance: 1e-12 });
    return found === undefined ? side * Number.POSITIVE_INFINITY : estimate + side * found.root * error;
  };
  return {
    statistic,
    pValue: chiSquaredTails(statistic, 1).upper,
    interval: { lower: limit(-1), upper: limit(1), level, method: "profile penalized likelihood" },
  };
}
