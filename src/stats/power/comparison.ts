import type { SoundErrorRates } from "./error-rates.ts";

/** A comparison of means or rates in planning, as its design sees it; `n` is of both groups together, not rounded. */
export type Comparison = {
  readonly method: string;
  /** Which way the effect lies of the null: 1 above, −1 below. */
  readonly direction: 1 | -1;
  /** The n with which the test at one look has its power; undefined where no n has. */
  readonly fixedSize: (errors: SizingErrors) => number | undefined;
  /**
   * The effect over its standard error with n, above 0 where it lies on the side that is tested, as a normal test of the
   * same power at a one-sided level has it.
   */
  readonly driftAt: (n: number, level: number, direction: 1 | -1) => number;
  /** The estimate that is z standard errors above the null with n; null where none is. */
  readonly estimateAt: (z: number, n: number) => number | null;
  /** How much of n is in the first group: 1 where there is no second. */
  readonly firstShare: number;
};

/** `bothSides` counts rejections on the wrong side as power. */
export type SizingErrors = SoundErrorRates & { readonly bothSides: boolean };

/** How many participants are in the first group for one in the second; `optimal` makes n smallest. */
export type Allocation = number | "optimal";

export function firstShareOf(groups: 1 | 2, ratio: number): number {
  return groups === 1 ? 1 : ratio / (1 + ratio);
}
