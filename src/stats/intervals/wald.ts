import { normalQuantile } from "../distributions/normal.ts";
import { type Interval, type StatisticalWarning, warning } from "../estimate.ts";

/** How many standard errors a two-sided normal interval of that level reaches to each side. */
export function normalReach(level: number): number {
  return normalQuantile((1 + level) / 2);
}

/** The estimate and its normal reach to both sides. It is not cut at what the quantity can be: that would hide how poor it is. */
export function waldInterval(estimate: number, standardError: number, level: number): Interval {
  const reach = normalReach(level) * standardError;
  return { lower: estimate - reach, upper: estimate + reach, level, method: "Wald" };
}

/** What makes a normal interval doubtful: no spread to estimate from, or a limit that cannot be. */
export function waldWarnings(
  { lower, upper }: Interval,
  range: { readonly lowest: number; readonly highest: number },
): readonly StatisticalWarning[] {
  if (lower === upper) {
    return [
      warning("no-spread", "The standard error is 0: the interval has no width and says nothing of chance."),
    ];
  }
  const beyond = [
    ...(lower < range.lowest ? [`the lower limit ${lower.toFixed(3)} lies below ${range.lowest}`] : []),
    ...(upper > range.highest ? [`the upper limit ${upper.toFixed(3)} lies above ${range.highest}`] : []),
  ];
  if (beyond.length === 0) return [];
  const message = `The normal approximation is poor: ${beyond.join(", and ")}.`;
  return [warning("interval-beyond-range", message)];
}
