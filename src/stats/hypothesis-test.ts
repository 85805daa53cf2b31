import type { StatisticalWarning } from "./estimate.ts";

/** What is held against the null hypothesis: a difference to either side, or to one. */
export type Alternative = "two-sided" | "less" | "greater";

export type AlternativeOption = {
  /** `two-sided` where it is not given. */
  readonly alternative?: Alternative;
};

/** A test of a hypothesis. What the data do not give is null, and a warning says why. */
export type HypothesisTest = {
  /** The published name of the method. */
  readonly method: string;
  /** Null as well where the test has none, as an exact one. */
  readonly statistic: number | null;
  /** Null where the statistic has none. */
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  readonly alternative: Alternative;
  /** How many observations the test rests on. */
  readonly n: number;
  readonly warnings: readonly StatisticalWarning[];
};

/** How likely a normal statistic is to be as far out, in the direction of the alternative. */
export function pValueOf(
  tails: { readonly lower: number; readonly upper: number },
  alternative: Alternative,
): number {
  if (alternative === "less") return tails.lower;
  if (alternative === "greater") return tails.upper;
  return Math.min(1, 2 * Math.min(tails.lower, tails.upper));
}
