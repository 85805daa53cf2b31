import { type Estimate, type StatisticalWarning, warning } from "../estimate.ts";

/** Numbers needed to treat from one to the other, of one direction; `to` may be infinite. */
export type NumberNeededBranch = {
  readonly direction: "benefit" | "harm";
  readonly from: number;
  readonly to: number;
};

export type NumberNeeded = {
  readonly method: string;
  /** How many are to be treated for one more to gain by it, or to be harmed; null where the risks are equal. */
  readonly estimate: number | null;
  readonly direction: "benefit" | "harm" | null;
  /** One branch, or two that meet at infinity where the difference may be 0: from the benefit's end through infinity to the harm's. */
  readonly interval: {
    readonly branches: readonly NumberNeededBranch[];
    readonly level: number;
    readonly method: string;
  } | null;
  readonly n: number;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * The number needed to treat of a risk difference that any method estimated. `eventIs` tells whether the event is what treatment is for.
 *
 * Altman (1998), Confidence intervals for the number needed to treat, BMJ 317:1309.
 */
export function numberNeeded(
  difference: Estimate,
  { eventIs = "benefit" }: { readonly eventIs?: "benefit" | "harm" } = {},
): NumberNeeded {
  const sign = eventIs === "benefit" ? 1 : -1;
  const { estimate, interval, n } = difference;
  const gain = estimate === null ? null : sign * estimate;
  const limits = interval && [sign * interval.lower, sign * interval.upper].sort((a, b) => a - b);
  const isNone = gain === null || gain === 0;
  return {
    method: "Number needed to treat (Altman 1998)",
    estimate: isNone ? null : 1 / Math.abs(gain),
    direction: isNone ? null : directionOf(gain),
    interval: limits &&
      interval && { branches: branchesOf(limits), level: interval.level, method: interval.method },
    n,
    warnings:
      gain === 0
        ? [warning("unbounded", "The risks are equal: no number of treatments is enough.")]
        : difference.warnings,
  };
}

function directionOf(gain: number): "benefit" | "harm" {
  return gain > 0 ? "benefit" : "harm";
}

function branchesOf([lower = 0, upper = 0]: readonly number[]): readonly NumberNeededBranch[] {
  if (lower > 0 || upper < 0) {
    const ends = [1 / Math.abs(lower), 1 / Math.abs(upper)].sort((a, b) => a - b);
    return [{ direction: directionOf(lower > 0 ? 1 : -1), from: ends[0] ?? 0, to: ends[1] ?? 0 }];
  }
  const to = Number.POSITIVE_INFINITY;
  return [
    ...(upper > 0 ? [{ direction: "benefit" as const, from: 1 / upper, to }] : []),
    ...(lower < 0 ? [{ direction: "harm" as const, from: -1 / lower, to }] : []),
  ];
}
