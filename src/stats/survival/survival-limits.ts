/** The scale on which the interval of a survival curve is symmetric. */
export type CurveInterval = "log" | "log-log" | "plain" | "logit" | "arcsine";

type Limits = { readonly lower: number; readonly upper: number };

/**
 * Limits of a survival from the standard error of its logarithm.
 *
 * Kalbfleisch and Prentice (1980), The Statistical Analysis of Failure Time Data, section 1.3; Borgan and Liestøl (1990), Scand. J. Stat. 17:35.
 */
export function survivalLimits(
  survival: number,
  logError: number,
  interval: CurveInterval,
  reach: number,
): Limits {
  if (survival === 1 || logError === 0) return { lower: survival, upper: survival };
  const half = reach * logError;
  if (interval === "log")
    return { lower: survival * Math.exp(-half), upper: Math.min(1, survival * Math.exp(half)) };
  if (interval === "plain")
    return { lower: Math.max(0, survival - half * survival), upper: Math.min(1, survival + half * survival) };
  if (interval === "log-log") {
    const factor = Math.exp(half / Math.log(survival));
    return { lower: survival ** (1 / factor), upper: survival ** factor };
  }
  const odds = survival / (1 - survival);
  if (interval === "logit") {
    const factor = Math.exp(half / (1 - survival));
    return { lower: 1 - 1 / (1 + odds / factor), upper: 1 - 1 / (1 + odds * factor) };
  }
  const angle = Math.asin(Math.sqrt(survival));
  const turn = (half / 2) * Math.sqrt(odds);
  return {
    lower: Math.sin(Math.max(0, angle - turn)) ** 2,
    upper: Math.sin(Math.min(Math.PI / 2, angle + turn)) ** 2,
  };
}
