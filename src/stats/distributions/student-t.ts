import { betaQuantileLogit, incompleteBeta } from "./incomplete-beta.ts";
import { normalCdf, normalQuantile } from "./normal.ts";

/** The probability that a Student t variable is at most `t`; for the upper tail ask for `-t`. With infinite degrees of freedom it is normal. */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return normalCdf(t);
  const all = degreesOfFreedom + t * t;
  const point = { x: degreesOfFreedom / all, y: (t * t) / all };
  const outside = incompleteBeta(point, degreesOfFreedom / 2, 0.5).lower;
  return t < 0 ? outside / 2 : 1 - outside / 2;
}

/** The value that a Student t variable does not exceed with probability `p`. NaN where `p` is outside 0 to 1. */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (p > 0.5) return -studentTQuantile(1 - p, degreesOfFreedom);
  const logit = betaQuantileLogit({ p: 2 * p, q: 1 - 2 * p }, degreesOfFreedom / 2, 0.5);
  return -Math.sqrt(degreesOfFreedom) * Math.exp(-logit / 2);
}
