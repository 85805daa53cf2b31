import { gammaQuantile, gammaTails, type TailProbability, type Tails } from "./gamma.ts";

/** The probability that a χ² variable is at most `x`, and that it is more; degrees of freedom above 0 need not be whole. */
export function chiSquaredTails(x: number, degreesOfFreedom: number): Tails {
  return gammaTails(x / 2, degreesOfFreedom / 2);
}

/** The value below, or above, which a χ² variable lies with a probability. NaN where that is outside of 0 to 1. */
export function chiSquaredQuantile(probability: TailProbability, degreesOfFreedom: number): number {
  return 2 * gammaQuantile(probability, degreesOfFreedom / 2);
}
