import { gammaQuantile, gammaTails, logGammaTails } from "./incomplete-gamma.ts";
import type { TailProbability, Tails } from "./tails.ts";

/** The probability that a χ² variable is at most `x`, and that it is more; the degrees of freedom need not be whole. */
export function chiSquaredTails(x: number, degreesOfFreedom: number): Tails {
  return gammaTails(x / 2, degreesOfFreedom / 2);
}

/** The natural logarithms of `chiSquaredTails`, also where these are too small for a number. */
export function logChiSquaredTails(x: number, degreesOfFreedom: number): Tails {
  return logGammaTails(x / 2, degreesOfFreedom / 2);
}

/** The quantile of a χ² variable. NaN where `asked` is no probability. */
export function chiSquaredQuantile(asked: TailProbability, degreesOfFreedom: number): number {
  return 2 * gammaQuantile(asked, degreesOfFreedom / 2);
}
