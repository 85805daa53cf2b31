import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { studentTCdf, studentTQuantile } from "../distributions/student-t.ts";
import type { Interval } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";

/** What the analyses of several imputed data sets say together. */
export type PooledEstimate = {
  readonly method: string;
  readonly estimate: number;
  readonly standardError: number;
  /** Infinite where the imputations agree to the digit and the complete data had no limit. */
  readonly degreesOfFreedom: number;
  /** Of estimate = 0, two-sided. */
  readonly pValue: number;
  readonly interval: Interval;
  readonly imputations: number;
  /** The mean of the variances, Ū. */
  readonly withinVariance: number;
  /** The variance of the estimates, B. */
  readonly betweenVariance: number;
  /** T = Ū + (1 + 1/m) B. */
  readonly totalVariance: number;
  /** r: by how much the missing values increase the variance, (1 + 1/m) B / Ū. */
  readonly relativeIncrease: number;
  /** (r + 2 / (ν + 3)) / (r + 1). */
  readonly fractionOfMissingInformation: number;
};

export type PoolOptions = LevelOption & {
  /** Degrees of freedom of the analysis had nothing been missing; infinite where it is not given. */
  readonly completeDegreesOfFreedom?: number;
  /** The share of the variance that is due to what is missing counts as no less than this: 0; mice takes 0.0001. */
  readonly smallestMissingShare?: number;
};

/** An estimate and its variance from each imputed data set. */
export type Imputed = { readonly estimates: readonly number[]; readonly variances: readonly number[] };

/**
 * Rubin's rules: Rubin (1987), Multiple Imputation for Nonresponse in Surveys, ch. 3; degrees of freedom for small samples of Barnard and
 * Rubin (1999), Biometrika 86:948.
 *
 * Refuses fewer than two imputations, lists of two lengths, and variances that are negative or no numbers.
 */
export function poolImputations(
  imputed: Imputed,
  {
    level = usualLevel,
    completeDegreesOfFreedom = Number.POSITIVE_INFINITY,
    smallestMissingShare = 0,
  }: PoolOptions = {},
): Result<PooledEstimate, InvalidInput> {
  const issues = [
    ...levelIssues(level),
    ...imputedIssues(imputed),
    ...degreesIssues(completeDegreesOfFreedom),
  ];
  return issues.length > 0
    ? failed(invalidInput(...issues))
    : ok(pooled(imputed, level, completeDegreesOfFreedom, smallestMissingShare));
}

function pooled(
  { estimates, variances }: Imputed,
  level: number,
  complete: number,
  smallestShare: number,
): PooledEstimate {
  const m = estimates.length;
  const estimate = mean(estimates);
  const withinVariance = mean(variances);
  const betweenVariance = estimates.reduce((sum, value) => sum + (value - estimate) ** 2, 0) / (m - 1);
  const added = (1 + 1 / m) * betweenVariance;
  const totalVariance = withinVariance + added;
  const relativeIncrease = withinVariance > 0 ? added / withinVariance : Number.POSITIVE_INFINITY;
  const degreesOfFreedom = barnardRubin(
    m,
    Math.max(totalVariance > 0 ? added / totalVariance : 0, smallestShare),
    complete,
  );
  const standardError = Math.sqrt(totalVariance);
  const reach = studentTQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  return {
    method: "Rubin's rules (Rubin 1987; Barnard and Rubin 1999)",
    estimate,
    standardError,
    degreesOfFreedom,
    pValue:
      standardError > 0
        ? 2 * studentTCdf(-Math.abs(estimate / standardError), degreesOfFreedom)
        : Number(estimate === 0),
    interval: { lower: estimate - reach, upper: estimate + reach, level, method: "Student t" },
    imputations: m,
    withinVariance,
    betweenVariance,
    totalVariance,
    relativeIncrease,
    fractionOfMissingInformation: missingInformation(relativeIncrease, degreesOfFreedom),
  };
}

function missingInformation(increase: number, degreesOfFreedom: number): number {
  return increase === Number.POSITIVE_INFINITY ? 1 : (increase + 2 / (degreesOfFreedom + 3)) / (increase + 1);
}

/** ν of `m` imputations where the share `lambda` of the variance is due to what is missing. */
function barnardRubin(m: number, lambda: number, complete: number): number {
  const large = lambda > 0 ? (m - 1) / lambda ** 2 : Number.POSITIVE_INFINITY;
  if (complete === Number.POSITIVE_INFINITY) return large;
  const observed = ((complete + 1) / (complete + 3)) * complete * (1 - lambda);
  return 1 / (1 / large + 1 / observed);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function imputedIssues({ estimates, variances }: Imputed): readonly InputIssue[] {
  if (estimates.length < 2) {
    return [{ path: "estimates", message: `expected at least two imputations, got ${estimates.length}` }];
  }
  if (variances.length !== estimates.length) {
    const message = `expected as many variances as estimates, ${estimates.length}, got ${variances.length}`;
    return [{ path: "variances", message }];
  }
  return [
    ...estimates.flatMap((value, index) =>
      Number.isFinite(value)
        ? []
        : [{ path: `estimates.${index}`, message: `expected a finite number, got ${value}` }],
    ),
    ...variances.flatMap((value, index) =>
      Number.isFinite(value) && value >= 0
        ? []
        : [{ path: `variances.${index}`, message: `expected a variance of 0 or more, got ${value}` }],
    ),
  ];
}

function degreesIssues(degrees: number): readonly InputIssue[] {
  if (degrees > 0) return [];
  return [
    { path: "completeDegreesOfFreedom", message: `expected more than 0 degrees of freedom, got ${degrees}` },
  ];
}
