import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { fTails } from "../distributions/f.ts";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { studentTCdf, studentTQuantile } from "../distributions/student-t.ts";
import type { Interval } from "../estimate.ts";
import { invertPositive } from "../linear/cholesky.ts";
import { at, entry, type Matrix, quadraticForm, submatrix } from "../linear/matrix.ts";

/**
 * How coefficients are tested: as normal (`z`); by Student's t with studies − coefficients degrees of freedom (`t`), with the standard
 * errors of Knapp and Hartung (2003), Stat. Med. 22:2693, as well (`knha`), or with those where they are not the smaller ones (`adhoc`).
 */
export type CoefficientTest = "z" | "t" | "knha" | "adhoc";

export type Coefficient = {
  readonly name: string;
  readonly estimate: number;
  readonly standardError: number;
  /** Null where there are no degrees of freedom to test with. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly interval: Interval | null;
};

/** Coefficients with their tests; `degreesOfFreedom` is null for the normal distribution. */
export function testedCoefficients(
  names: readonly string[],
  estimates: Float64Array,
  covariance: Matrix,
  { degreesOfFreedom, level }: { readonly degreesOfFreedom: number | null; readonly level: number },
): readonly Coefficient[] {
  const df = degreesOfFreedom ?? Number.POSITIVE_INFINITY;
  const reach = reachOf(degreesOfFreedom, level);
  return names.map((name, index) => {
    const estimate = at(estimates, index);
    const standardError = Math.sqrt(entry(covariance, index, index));
    if (df <= 0) return { name, estimate, standardError, statistic: null, pValue: null, interval: null };
    const statistic = estimate / standardError;
    const half = reach * standardError;
    const tail =
      degreesOfFreedom === null ? normalCdf(-Math.abs(statistic)) : studentTCdf(-Math.abs(statistic), df);
    return {
      name,
      estimate,
      standardError,
      statistic,
      pValue: 2 * tail,
      interval: {
        lower: estimate - half,
        upper: estimate + half,
        level,
        method: degreesOfFreedom === null ? "normal" : "t",
      },
    };
  });
}

/** How many standard errors a two-sided interval reaches to each side; null degrees of freedom are those of the normal distribution. */
export function reachOf(degreesOfFreedom: number | null, level: number): number {
  const upper = (1 + level) / 2;
  return degreesOfFreedom === null ? normalQuantile(upper) : -studentTQuantile(1 - upper, degreesOfFreedom);
}

/** A test that several coefficients, or contrasts of them, are all zero. */
export type OmnibusTest = {
  /** χ² with `numerator` degrees of freedom, or F where there is a denominator. */
  readonly statistic: number;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly pValue: number;
  /** Which coefficients were tested, by their place. */
  readonly tested: readonly number[];
};

/** Wald's test of the coefficients named; undefined where they cannot be tested. */
export function omnibusTest(
  estimates: Float64Array,
  covariance: Matrix,
  tested: readonly number[],
  degreesOfFreedom: number | null,
): OmnibusTest | undefined {
  if (tested.length === 0 || (degreesOfFreedom !== null && degreesOfFreedom <= 0)) return undefined;
  const inverse = invertPositive(submatrix(covariance, tested, tested))?.inverse;
  if (inverse === undefined) return undefined;
  const chosen = tested.map((index) => at(estimates, index));
  return waldTest(quadraticForm(chosen, inverse), tested, degreesOfFreedom);
}

export function waldTest(square: number, tested: readonly number[], denominator: number | null): OmnibusTest {
  const numerator = tested.length;
  const statistic = denominator === null ? square : square / numerator;
  const pValue =
    denominator === null
      ? chiSquaredTails(square, numerator).upper
      : fTails(statistic, { numerator, denominator }).upper;
  return { statistic, numerator, denominator, pValue, tested };
}
