import { exactSum, logOfQuotient, negated, productOf, sumOf, type Twofold } from "./twofold.ts";

/**
 * k log(k / mean) + mean − k: half the deviance of a Poisson count, which is the exponent of its distribution and of
 * the gamma and beta ones. With twice the digits, as an exponent of 700 needs them.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function deviance(k: Twofold, mean: Twofold): Twofold {
  if (!(within(k.high) && within(mean.high))) return single(roughDeviance(k.high, mean.high));
  return sumOf(productOf(k, logOfQuotient(k, mean)), sumOf(mean, negated(k)));
}

export function single(value: number): Twofold {
  return { high: value, low: 0 };
}

/** e to the power of minus an exponent of twice the digits. */
export function expMinus(exponent: Twofold): number {
  const { high, low } = exactSum(exponent.high, exponent.low);
  return Math.exp(-high) * (1 - low);
}

function within(value: number): boolean {
  return value > 1e-140 && value < 1e140;
}

function roughDeviance(k: number, mean: number): number {
  if (k === mean) return 0;
  return k * (Math.log(k) - Math.log(mean)) + (mean - k);
}
