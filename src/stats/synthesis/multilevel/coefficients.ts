import { chiSquaredTails } from "../../distributions/chi-squared.ts";
import { fTails } from "../../distributions/f.ts";
import { studentTCdf, studentTQuantile } from "../../distributions/student-t.ts";
import type { Interval } from "../../estimate.ts";
import { solveLinear } from "../../linear/lu.ts";
import { at, columnVector, dot, entry, type Matrix, submatrix } from "../../linear/matrix.ts";

/** A coefficient of a model with its test of zero; degrees of freedom are null where the test is normal. */
export type Coefficient = {
  readonly name: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly statistic: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  readonly interval: Interval | null;
};

/** A test of several coefficients together: χ² where there is no denominator, else F. */
export type WaldTest = {
  readonly statistic: number | null;
  readonly degreesOfFreedom: number;
  readonly denominator: number | null;
  readonly pValue: number | null;
};

/** Degrees of freedom are infinite for the normal distribution. */
export function coefficientsOf(
  names: readonly string[],
  beta: Float64Array,
  covariance: Matrix,
  degrees: readonly number[],
  level: number,
): readonly Coefficient[] {
  return names.map((name, index) => {
    const [estimate, degree] = [at(beta, index), at(degrees, index)];
    const standardError = Math.sqrt(entry(covariance, index, index));
    const isNormal = degree === Number.POSITIVE_INFINITY;
    const degreesOfFreedom = isNormal ? null : degree;
    if (!(standardError > 0) || !(degree > 0))
      return {
        name,
        estimate,
        standardError,
        statistic: null,
        degreesOfFreedom,
        pValue: null,
        interval: null,
      };
    const statistic = estimate / standardError;
    const half = studentTQuantile((1 + level) / 2, degree) * standardError;
    const method = isNormal ? "Wald" : "Student's t";
    return {
      name,
      estimate,
      standardError,
      statistic,
      degreesOfFreedom,
      pValue: 2 * studentTCdf(-Math.abs(statistic), degree),
      interval: { lower: estimate - half, upper: estimate + half, level, method },
    };
  });
}

/** Whether the chosen coefficients are all zero; with finite degrees of freedom the least of theirs is the denominator of an F. */
export function waldTest(
  beta: Float64Array,
  covariance: Matrix,
  chosen: readonly number[],
  degrees: readonly number[],
): WaldTest {
  const count = chosen.length;
  const denominator = Math.min(...chosen.map((index) => at(degrees, index)));
  const isNormal = denominator === Number.POSITIVE_INFINITY;
  const estimates = chosen.map((index) => at(beta, index));
  const solved = solveLinear(submatrix(covariance, chosen, chosen), columnVector(estimates));
  const none = {
    statistic: null,
    degreesOfFreedom: count,
    denominator: isNormal ? null : denominator,
    pValue: null,
  };
  if (solved === undefined || count === 0 || !(denominator > 0)) return none;
  const square = dot(estimates, solved.values);
  if (!Number.isFinite(square)) return none;
  if (isNormal) return { ...none, statistic: square, pValue: chiSquaredTails(square, count).upper };
  const statistic = square / count;
  return { ...none, statistic, pValue: fTails(statistic, { numerator: count, denominator }).upper };
}
