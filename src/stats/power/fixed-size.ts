import { normalQuantile } from "../distributions/normal.ts";
import { studentTQuantile } from "../distributions/student-t.ts";
import { expandBracket, findRoot } from "../numerics/root.ts";
import type { SoundErrorRates } from "./error-rates.ts";
import { tAbove } from "./t-power.ts";

/** A comparison whose standard error is spread / √n with n in all: the effect to be found, less the null. */
export type MeanComparison = {
  readonly effect: number;
  readonly spread: number;
  /** Of the t test: n − `estimated` degrees of freedom; null for the normal test. */
  readonly estimated: number | null;
};

/** The number in all, not rounded, that finds the effect. */
export function comparisonSize(comparison: MeanComparison, rates: SoundErrorRates): number | undefined {
  const { effect, spread, estimated } = comparison;
  const reach = -normalQuantile(rates.alpha / rates.sides) - normalQuantile(rates.beta);
  const normal = (reach * (spread / effect)) ** 2;
  if (estimated === null) return normal;
  const lacking = (n: number): number => comparisonPower(comparison, n, rates) - (1 - rates.beta);
  const bracket = expandBracket(
    lacking,
    { low: estimated + 1e-6, high: estimated + normal + 5 },
    { side: "high" },
  );
  return bracket && findRoot(lacking, bracket)?.root;
}

/** The power, on the side of the effect, with n in all. */
export function comparisonPower(
  { effect, spread, estimated }: MeanComparison,
  n: number,
  { alpha, sides }: Pick<SoundErrorRates, "alpha" | "sides">,
): number {
  const noncentrality = Math.sqrt(n) * (effect / spread);
  const degreesOfFreedom = n - (estimated ?? 0);
  return tAbove(-studentTQuantile(alpha / sides, degreesOfFreedom), { degreesOfFreedom, noncentrality });
}
