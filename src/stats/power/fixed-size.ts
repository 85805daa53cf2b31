import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { studentTQuantile } from "../distributions/student-t.ts";
import { expandBracket, findRoot } from "../numerics/root.ts";
import type { SizingErrors } from "./comparison.ts";
import { tAbove } from "./t-power.ts";

/** A comparison whose standard error is spread / √n with n in all: the effect to be found, less the null. */
export type MeanComparison = {
  readonly effect: number;
  readonly spread: number;
  /** Of the t test: n − `estimated` degrees of freedom; null for the normal test. */
  readonly estimated: number | null;
};

/** The number in all, not rounded, that finds the effect, which is above 0. */
export function comparisonSize(comparison: MeanComparison, errors: SizingErrors): number | undefined {
  const { effect, spread, estimated } = comparison;
  const reach = -normalQuantile(errors.alpha / errors.sides) - normalQuantile(errors.beta);
  const normal = (reach * (spread / effect)) ** 2;
  if (!Number.isFinite(normal)) return undefined;
  if (estimated === null && !errors.bothSides) return normal;
  const lacking = (n: number): number => comparisonPower(comparison, n, errors) - (1 - errors.beta);
  // The smallest trial that has a t test: whatever it finds needs no more.
  const low = (estimated ?? 0) + 1;
  if (lacking(low) >= 0) return low;
  const bracket = expandBracket(lacking, { low, high: low + normal + 5 }, { side: "high" });
  return bracket && findRoot(lacking, bracket)?.root;
}

/** The power with n in all, on the side of the effect or on both. */
export function comparisonPower(
  { effect, spread, estimated }: MeanComparison,
  n: number,
  { alpha, sides, bothSides }: Pick<SizingErrors, "alpha" | "sides" | "bothSides">,
): number {
  const noncentrality = Math.sqrt(n) * (effect / spread);
  const level = alpha / sides;
  const wrong = bothSides && sides === 2;
  if (estimated === null) {
    const z = -normalQuantile(level);
    return normalCdf(noncentrality - z) + (wrong ? normalCdf(-noncentrality - z) : 0);
  }
  const degreesOfFreedom = n - estimated;
  const critical = -studentTQuantile(level, degreesOfFreedom);
  const right = tAbove(critical, { degreesOfFreedom, noncentrality });
  return wrong ? right + tAbove(critical, { degreesOfFreedom, noncentrality: -noncentrality }) : right;
}
