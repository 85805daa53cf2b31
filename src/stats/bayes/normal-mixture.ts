import { normalCdf, normalDensity } from "../distributions/normal.ts";
import { at } from "../linear/matrix.ts";
import { findRoot } from "../numerics/root.ts";
import type { Posterior } from "./posterior-summary.ts";

/** The mixture of normal distributions with these weights, which add to one. */
export function normalMixture(weights: Float64Array, means: Float64Array, sds: Float64Array): Posterior {
  const sum = (part: (index: number) => number): number => {
    let total = 0;
    for (let index = 0; index < weights.length; index += 1) total += at(weights, index) * part(index);
    return total;
  };
  const mean = sum((index) => at(means, index));
  const sd = Math.sqrt(sum((index) => at(sds, index) ** 2 + (at(means, index) - mean) ** 2));
  const cdf = (x: number): number => sum((index) => normalCdf((x - at(means, index)) / at(sds, index)));
  const upper = (x: number): number => sum((index) => normalCdf((at(means, index) - x) / at(sds, index)));
  return {
    mean,
    sd,
    cdf,
    density: (x) => sum((index) => normalDensity((x - at(means, index)) / at(sds, index)) / at(sds, index)),
    quantile: (p) => quantileOf(p <= 0.5 ? (x) => cdf(x) - p : (x) => 1 - p - upper(x), mean, sd),
  };
}

function quantileOf(excess: (x: number) => number, mean: number, sd: number): number {
  let [low, high] = [mean - 2 * sd, mean + 2 * sd];
  while (excess(low) > 0) low -= high - low;
  while (excess(high) < 0) high += high - low;
  return findRoot(excess, { low, high }, { tolerance: 1e-15 * (high - low) })?.root ?? Number.NaN;
}
