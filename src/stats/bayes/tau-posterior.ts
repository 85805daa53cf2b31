import { at } from "../linear/matrix.ts";
import { integrate } from "../numerics/quadrature.ts";
import { findRoot } from "../numerics/root.ts";
import type { Posterior } from "./posterior-summary.ts";
import type { TauGrid } from "./tau-grid.ts";

/** The posterior of τ itself. `logDensity` is what the grid was made of. */
export function tauPosterior(grid: TauGrid, logDensity: (tau: number) => number): Posterior {
  const { points, weights, logTotal } = grid;
  const density = (tau: number): number => (tau < 0 ? 0 : Math.exp(logDensity(tau) - logTotal));
  let [mean, square] = [0, 0];
  points.forEach((tau, index) => {
    mean += at(weights, index) * tau;
    square += at(weights, index) * tau * tau;
  });
  // Exact integrals from the last edge keep the distribution function smooth between points.
  const step = 16;
  const known: { readonly tau: number; readonly below: number }[] = [{ tau: 0, below: 0 }];
  for (let index = step; index < points.length; index += step) {
    const last = known[known.length - 1] as (typeof known)[0];
    const tau = at(points, index);
    known.push({ tau, below: last.below + integrate(density, last.tau, tau, { absolute: 1e-15 }).value });
  }
  const cdf = (tau: number): number => {
    if (tau <= 0) return 0;
    const base = known.reduce((best, one) => (one.tau <= tau ? one : best));
    return Math.min(1, base.below + integrate(density, base.tau, tau, { absolute: 1e-15 }).value);
  };
  const sd = Math.sqrt(Math.max(0, square - mean * mean));
  return { density, cdf, mean, sd, quantile: (p) => quantileOf(cdf, p, mean + sd) };
}

function quantileOf(cdf: (tau: number) => number, p: number, scale: number): number {
  if (p <= 0) return 0;
  let high = scale;
  while (cdf(high) < p && high < scale * 1e8) high *= 2;
  return (
    findRoot((tau) => cdf(tau) - p, { low: 0, high }, { tolerance: 1e-14 * high })?.root ??
    Number.POSITIVE_INFINITY
  );
}
