import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { studentTCdf, studentTQuantile } from "../distributions/student-t.ts";
import type { Interval } from "../estimate.ts";
import { at, entry, type Matrix, quadraticForm, zeros } from "../linear/matrix.ts";

/** A coefficient of a model; null where the data give none, as of a column that depends on those before it. */
export type Coefficient = {
  readonly name: string;
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** t or z, as the model has it. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval | null;
};

/** What is known of the coefficients of a model, those it could not estimate left out. */
export type CoefficientTable = {
  readonly names: readonly string[];
  /** Which of the names have an estimate, in the order of `estimates`. */
  readonly kept: readonly number[];
  readonly estimates: Float64Array;
  readonly covariance: Matrix;
  /** Of t; undefined where the statistic is normal. */
  readonly degreesOfFreedom: number | undefined;
  readonly level: number;
};

export function coefficientsOf(table: CoefficientTable): readonly Coefficient[] {
  const { names, kept, estimates, covariance } = table;
  return names.map((name, index) => {
    const place = kept.indexOf(index);
    if (place < 0)
      return { name, estimate: null, standardError: null, statistic: null, pValue: null, interval: null };
    return { name, ...inferred(at(estimates, place), entry(covariance, place, place), table) };
  });
}

/** The estimate with its t or normal test and interval. */
export function inferred(
  estimate: number,
  variance: number,
  { degreesOfFreedom, level }: Pick<CoefficientTable, "degreesOfFreedom" | "level">,
): Omit<Coefficient, "name"> {
  const standardError = Math.sqrt(variance);
  if (!Number.isFinite(standardError) || !(standardError > 0) || degreesOfFreedom === 0)
    return {
      estimate,
      standardError: Number.isFinite(standardError) && degreesOfFreedom !== 0 ? standardError : null,
      statistic: null,
      pValue: null,
      interval: null,
    };
  const statistic = estimate / standardError;
  const isNormal = degreesOfFreedom === undefined;
  const upper = isNormal
    ? normalCdf(-Math.abs(statistic))
    : studentTCdf(-Math.abs(statistic), degreesOfFreedom);
  const tail = (1 + level) / 2;
  const reach = standardError * (isNormal ? normalQuantile(tail) : studentTQuantile(tail, degreesOfFreedom));
  const method = isNormal ? "Wald" : "Student t";
  return {
    estimate,
    standardError,
    statistic,
    pValue: 2 * upper,
    interval: { lower: estimate - reach, upper: estimate + reach, level, method },
  };
}

/** A contrast of the coefficients: null where it needs one that could not be estimated. */
export function contrastOf(weights: ArrayLike<number>, table: CoefficientTable): Omit<Coefficient, "name"> {
  const { names, kept, estimates, covariance } = table;
  const needsMissing = names.some((_, index) => !kept.includes(index) && at(weights, index) !== 0);
  if (needsMissing)
    return { estimate: null, standardError: null, statistic: null, pValue: null, interval: null };
  const used = kept.map((index) => at(weights, index));
  const estimate = used.reduce((sum, weight, place) => sum + weight * at(estimates, place), 0);
  return inferred(estimate, quadraticForm(used, covariance), table);
}

/** The covariance over all names: NaN where a coefficient is not estimated. */
export function fullCovariance({ names, kept, covariance }: CoefficientTable): Matrix {
  const full = zeros(names.length, names.length);
  full.values.fill(Number.NaN);
  kept.forEach((row, i) => {
    kept.forEach((column, j) => {
      full.values[row * names.length + column] = entry(covariance, i, j);
    });
  });
  return full;
}
