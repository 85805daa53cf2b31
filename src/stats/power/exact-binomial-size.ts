import { incompleteBeta } from "../distributions/incomplete-beta.ts";
import type { SoundErrorRates } from "./error-rates.ts";

/**
 * The smallest n from which on the one-sided binomial test never has less than its power again: the power does not
 * rise with every n. `normal` is the n of the normal test, near which it lies. Undefined for two sides.
 */
export function exactBinomialSize(
  rates: { readonly rate: number; readonly nullRate: number },
  { alpha, beta, sides }: SoundErrorRates,
  normal: number,
): number | undefined {
  if (sides !== 1) return undefined;
  // Above the null; below it, failures are counted.
  const above = rates.rate > rates.nullRate;
  const [rate, nullRate] = above ? [rates.rate, rates.nullRate] : [1 - rates.rate, 1 - rates.nullRate];
  const enough = Math.ceil(1.2 * normal + 6 / (rate - nullRate) + 30);
  if (enough > 1e6) return undefined;
  for (let n = enough; n >= 1; n -= 1) {
    if (binomialTail(criticalCount(n, nullRate, alpha), n, rate) < 1 - beta) return n + 1;
  }
  return 1;
}

/** The smallest count whose upper tail under the null is within the level; n + 1 where none is. */
function criticalCount(n: number, nullRate: number, level: number): number {
  let [low, high] = [0, n + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialTail(middle, n, nullRate) <= level) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** P(X ≥ k). */
function binomialTail(k: number, n: number, rate: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : incompleteBeta({ x: rate, y: 1 - rate }, k, n - k + 1).lower;
}
