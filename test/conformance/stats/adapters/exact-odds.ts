import type { Alternative } from "#stats";
import {
  type ConditionalDistribution,
  conditionalDistribution,
  meanAt,
  tailsAt,
} from "../../../../src/stats/tables/conditional-distribution.ts";
import { fourfold } from "../../../../src/stats/tables/fourfold.ts";
import type { Adapter } from "../adapter.ts";
import { stoppedRoot } from "../stopped-root.ts";

export const adapters: readonly Adapter[] = [];

export type ExactOdds = { readonly estimate: number; readonly interval: readonly [number, number] };

/** The conditional odds ratio and its exact limits, solved as far as R solves them: for the ratio below 1, and for its inverse above. */
export function exactOdds(
  strata: readonly (readonly (readonly number[])[])[],
  { level, alternative }: { readonly level: number; readonly alternative: Alternative },
): ExactOdds {
  const distribution = conditionalDistribution(strata.map(fourfold));
  const count = strata.map(fourfold).reduce((sum, { a }) => sum + a, 0);
  const last = distribution.lowest + distribution.logWeights.length - 1;
  const outside = alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
  const isLowest = count === distribution.lowest;
  const tail = (side: "lower" | "upper") => (ratio: number) =>
    tailsAt(distribution, Math.log(ratio), count)[side] - outside;
  return {
    estimate: isLowest
      ? 0
      : count === last
        ? Number.POSITIVE_INFINITY
        : solved(meanMinus(distribution, count)),
    interval: [
      isLowest || alternative === "less" ? 0 : solved(tail("upper")),
      count === last || alternative === "greater" ? Number.POSITIVE_INFINITY : solved(tail("lower")),
    ],
  };
}

function meanMinus(distribution: ConditionalDistribution, count: number): (ratio: number) => number {
  return (ratio) => meanAt(distribution, Math.log(ratio)) - count;
}

function solved(excess: (ratio: number) => number): number {
  const atOne = excess(1);
  if (atOne === 0) return 1;
  const risesTo = excess(0) < excess(2);
  if (atOne > 0 === risesTo) return stoppedRoot(excess, 0, 1);
  return 1 / stoppedRoot((inverse) => excess(1 / inverse), Number.EPSILON, 1);
}
