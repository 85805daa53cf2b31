import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import type { Interval } from "../estimate.ts";

/** An estimate whose error comes from computing it anew on samples of the participants. */
export type ResampledEstimate = {
  readonly method: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly pValue: number;
  readonly interval: Interval;
  readonly samples: number;
};

/** The error of an estimate from `leaveOneOut`, the same without each participant in turn. Efron and Stein (1981), Ann. Stat. 9:586. */
export function jackknifed(
  estimate: number,
  leaveOneOut: readonly number[],
  level: number,
): ResampledEstimate {
  const n = leaveOneOut.length;
  const mean = leaveOneOut.reduce((sum, value) => sum + value, 0) / n;
  const squares = leaveOneOut.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return withNormalError("Jackknife", estimate, Math.sqrt((squares * (n - 1)) / n), n, level);
}

/** The error of an estimate from its standard deviation over bootstrap samples. Efron (1979), Ann. Stat. 7:1. */
export function bootstrapped(estimate: number, samples: readonly number[], level: number): ResampledEstimate {
  const n = samples.length;
  const mean = samples.reduce((sum, value) => sum + value, 0) / n;
  const squares = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return withNormalError("Bootstrap", estimate, Math.sqrt(squares / (n - 1)), n, level);
}

function withNormalError(
  method: string,
  estimate: number,
  standardError: number,
  samples: number,
  level: number,
): ResampledEstimate {
  const reach = normalQuantile((1 + level) / 2) * standardError;
  return {
    method,
    estimate,
    standardError,
    pValue: standardError > 0 ? 2 * normalCdf(-Math.abs(estimate / standardError)) : Number(estimate === 0),
    interval: { lower: estimate - reach, upper: estimate + reach, level, method: "Normal" },
    samples,
  };
}
