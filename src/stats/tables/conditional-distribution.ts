import type { Alternative } from "../hypothesis-test.ts";
import { at } from "../linear/matrix.ts";
import { expandBracket, findRoot } from "../numerics/root.ts";
import type { Fourfold } from "./fourfold.ts";

/**
 * How the number of events of the first groups is distributed once all margins are given: Fisher's noncentral hypergeometric distribution, or
 * the sum of several with a common odds ratio. The weights are logarithms under no effect, each up to one constant.
 */
export type ConditionalDistribution = { readonly lowest: number; readonly logWeights: Float64Array };

/** The distribution of the sum over the strata, made at an odds ratio near what they show, so that no weight that matters gets lost. */
export function conditionalDistribution(strata: readonly Fourfold[]): ConditionalDistribution {
  const logOdds = roughLogOdds(strata);
  let lowest = 0;
  let weights: Float64Array = Float64Array.of(1);
  for (const stratum of strata) {
    lowest += Math.max(0, stratum.events - stratum.second);
    weights = convolved(weights, hypergeometric(stratum, logOdds));
  }
  return { lowest, logWeights: weights.map((weight, index) => Math.log(weight) - index * logOdds) };
}

function roughLogOdds(strata: readonly Fourfold[]): number {
  const mean = (of: (stratum: Fourfold) => number): number =>
    strata.reduce((sum, stratum) => sum + of(stratum) / Math.max(1, stratum.n), 0);
  return Math.log((mean(({ a, d }) => a * d) + 0.5) / (mean(({ b, c }) => b * c) + 0.5));
}

/** The probabilities of one stratum, from the most likely count outwards by their ratios. */
function hypergeometric({ first, second, events }: Fourfold, logOdds: number): Float64Array {
  const lowest = Math.max(0, events - second);
  const size = Math.min(events, first) - lowest + 1;
  const odds = Math.exp(logOdds);
  const ratio = (count: number): number =>
    (odds * (first - count) * (events - count)) / ((count + 1) * (second - events + count + 1));
  let mode = 0;
  while (mode + 1 < size && ratio(lowest + mode) > 1) mode += 1;
  const weights = new Float64Array(size);
  weights[mode] = 1;
  for (let index = mode; index + 1 < size; index += 1)
    weights[index + 1] = at(weights, index) * ratio(lowest + index);
  for (let index = mode; index > 0; index -= 1)
    weights[index - 1] = at(weights, index) / ratio(lowest + index - 1);
  return shares(weights);
}

function shares(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function convolved(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j < b.length; j += 1) result[i + j] = at(result, i + j) + at(a, i) * at(b, j);
  }
  return result;
}

/** The probabilities of all counts, the lowest first, under a common odds ratio. */
export function probabilitiesAt({ logWeights }: ConditionalDistribution, logOdds: number): Float64Array {
  if (logOdds === Number.NEGATIVE_INFINITY) return logWeights.map((_, index) => (index === 0 ? 1 : 0));
  if (logOdds === Number.POSITIVE_INFINITY)
    return logWeights.map((_, index) => (index === logWeights.length - 1 ? 1 : 0));
  const tilted = logWeights.map((weight, index) => weight + index * logOdds);
  const largest = tilted.reduce((most, weight) => Math.max(most, weight), Number.NEGATIVE_INFINITY);
  return shares(tilted.map((weight) => Math.exp(weight - largest)));
}

export function meanAt(distribution: ConditionalDistribution, logOdds: number): number {
  return (
    distribution.lowest + probabilitiesAt(distribution, logOdds).reduce((sum, p, index) => sum + p * index, 0)
  );
}

export function tailsAt(
  distribution: ConditionalDistribution,
  logOdds: number,
  count: number,
): { readonly lower: number; readonly upper: number } {
  const probabilities = probabilitiesAt(distribution, logOdds);
  const place = count - distribution.lowest;
  const sum = (part: Float64Array): number => part.reduce((total, p) => total + p, 0);
  return {
    lower: Math.min(1, sum(probabilities.subarray(0, place + 1))),
    upper: Math.min(1, sum(probabilities.subarray(place))),
  };
}

/** Two-sided it counts all outcomes that are no more probable than the one observed, but for rounding. */
export function exactPValue(
  distribution: ConditionalDistribution,
  count: number,
  { logOdds, alternative }: { readonly logOdds: number; readonly alternative: Alternative },
): number {
  if (alternative !== "two-sided")
    return tailsAt(distribution, logOdds, count)[alternative === "less" ? "lower" : "upper"];
  const probabilities = probabilitiesAt(distribution, logOdds);
  const observed = at(probabilities, count - distribution.lowest) * (1 + 1e-7);
  return Math.min(
    1,
    probabilities.reduce((sum, p) => (p <= observed ? sum + p : sum), 0),
  );
}

/** The odds ratio of conditional maximum likelihood: 0 or infinite at the ends, null where the margins leave one count only. */
export function conditionalOddsRatio(distribution: ConditionalDistribution, count: number): number | null {
  const { lowest, logWeights } = distribution;
  if (logWeights.length === 1) return null;
  if (count === lowest) return 0;
  if (count === lowest + logWeights.length - 1) return Number.POSITIVE_INFINITY;
  return Math.exp(rootOf((logOdds) => meanAt(distribution, logOdds) - count));
}

/** The odds ratios at which the tails beyond the count are what the interval leaves out. */
export function exactLimits(
  distribution: ConditionalDistribution,
  count: number,
  { level, alternative }: { readonly level: number; readonly alternative: Alternative },
): { readonly lower: number; readonly upper: number } {
  const outside = alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
  const { lowest, logWeights } = distribution;
  const isOpen = {
    lower: alternative === "less" || count === lowest,
    upper: alternative === "greater" || count === lowest + logWeights.length - 1,
  };
  const limit = (side: "lower" | "upper"): number =>
    Math.exp(rootOf((logOdds) => Math.log(tailsAt(distribution, logOdds, count)[side]) - Math.log(outside)));
  return {
    lower: isOpen.lower ? 0 : limit("upper"),
    upper: isOpen.upper ? Number.POSITIVE_INFINITY : limit("lower"),
  };
}

/** A monotone function's root on the scale of log odds. */
function rootOf(excess: (logOdds: number) => number): number {
  const bracket = expandBracket(excess, { low: -1, high: 1 }, { mostSteps: 9 });
  return (bracket && findRoot(excess, bracket)?.root) ?? Number.NaN;
}
