import { normalCdf } from "../distributions/normal.ts";

/** A t statistic: its degrees of freedom and its noncentrality, the effect over its standard error. */
export type NoncentralT = { readonly degreesOfFreedom: number; readonly noncentrality: number };

/** The probability that a noncentral t statistic exceeds `critical`. */
export function tAbove(critical: number, statistic: NoncentralT): number {
  const { degreesOfFreedom, noncentrality } = statistic;
  // The probability changes where critical · s is within 8 of the noncentrality; there its slope in log s is that.
  const steepness = Math.min(4 * Math.abs(critical), Math.abs(noncentrality) + 8);
  return overScale(degreesOfFreedom, steepness, (s) => normalCdf(noncentrality - critical * s));
}

/**
 * The mean of `f` over s, the estimated standard deviation as a share of the true one: s² · ν has a χ² distribution.
 * `steepness` tells how fast f may change with log s.
 *
 * The trapezoidal rule over log s, which errs exponentially little for such integrands (Trefethen and Weideman 2014,
 * SIAM Review 56:385); the constant of the density comes from the same sum.
 */
export function overScale(degreesOfFreedom: number, steepness: number, f: (s: number) => number): number {
  const width = 1 / Math.sqrt(2 * degreesOfFreedom);
  const step = Math.min(width / 2, 0.35, 0.6 / Math.max(1, steepness));
  const low = -9.5 * width - 40 / degreesOfFreedom;
  const high = Math.min(9.5 * width, 2 + 9.5 * width);
  let [mass, sum] = [0, 0];
  for (let place = low; place <= high; place += step) {
    const s = Math.exp(place);
    const density = Math.exp(degreesOfFreedom * (place - (s * s - 1) / 2));
    mass += density;
    sum += density * f(s);
  }
  return sum / mass;
}
