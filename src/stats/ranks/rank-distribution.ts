import { at } from "../linear/matrix.ts";
import type { Ranked } from "./midranks.ts";

/** The probabilities of a whole number, from 0 on. */
export type WholeDistribution = Float64Array;

/** Of the doubled sum of ranks that `size` of the ranked have when all choices are as likely. */
export function rankSumDistribution({ ranks }: Ranked, size: number): WholeDistribution {
  const doubled = Array.from(ranks, (rank) => Math.round(2 * rank));
  const most = doubled
    .slice()
    .sort((a, b) => b - a)
    .slice(0, size)
    .reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  (ways[0] as Float64Array)[0] = 1;
  doubled.forEach((rank, index) => {
    // Each step makes the numbers probabilities: the next of the ranked is chosen with the chance that is left.
    for (let chosen = Math.min(index + 1, size); chosen >= 1; chosen -= 1) {
      const [to, from] = [ways[chosen] as Float64Array, ways[chosen - 1] as Float64Array];
      for (let total = most; total >= rank; total -= 1) to[total] = at(to, total) + at(from, total - rank);
    }
  });
  return normalized(ways[size] as Float64Array);
}

/** Of the doubled sum of the ranks with a positive sign when all signs are as likely. */
export function signedRankDistribution({ ranks }: Ranked): WholeDistribution {
  const doubled = Array.from(ranks, (rank) => Math.round(2 * rank));
  const result = new Float64Array(doubled.reduce((sum, rank) => sum + rank, 0) + 1);
  result[0] = 1;
  for (const rank of doubled) {
    for (let total = result.length - 1; total >= 0; total -= 1) {
      const before = total >= rank ? at(result, total - rank) : 0;
      result[total] = (at(result, total) + before) / 2;
    }
  }
  return result;
}

function normalized(ways: Float64Array): WholeDistribution {
  const all = ways.reduce((sum, count) => sum + count, 0);
  return ways.map((count) => count / all);
}

export function wholeTails(
  distribution: WholeDistribution,
  value: number,
): { readonly lower: number; readonly upper: number } {
  const sum = (part: Float64Array): number =>
    Math.min(
      1,
      part.reduce((total, p) => total + p, 0),
    );
  return {
    lower: sum(distribution.subarray(0, value + 1)),
    upper: sum(distribution.subarray(Math.max(0, value))),
  };
}

/** The smallest value that is not exceeded with at least that probability. */
export function wholeQuantile(distribution: WholeDistribution, probability: number): number {
  let sum = 0;
  for (let value = 0; value < distribution.length; value += 1) {
    sum += at(distribution, value);
    if (sum >= probability * (1 - 1e-12)) return value;
  }
  return distribution.length - 1;
}
