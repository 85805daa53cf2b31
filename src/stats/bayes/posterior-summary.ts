import { minimizeScalar } from "../numerics/minimize-scalar.ts";
import { findRoot } from "../numerics/root.ts";

/** A distribution of one number: what is asked of a posterior. */
export type Posterior = {
  readonly density: (x: number) => number;
  readonly cdf: (x: number) => number;
  /** The number that is not exceeded with probability `p`, between 0 and 1. */
  readonly quantile: (p: number) => number;
  readonly mean: number;
  readonly sd: number;
};

export type PosteriorInterval = { readonly lower: number; readonly upper: number };

export type PosteriorSummary = {
  readonly mode: number;
  readonly median: number;
  readonly mean: number;
  readonly sd: number;
  /** The shortest interval of the level, which is that of the highest density where there is one mode. */
  readonly shortest: PosteriorInterval;
  /** The interval that leaves the same probability out on both sides. */
  readonly central: PosteriorInterval;
};

/** What one says of a posterior with one mode; `floor` is where it begins, if it does. */
export function summaryOfPosterior(
  posterior: Posterior,
  level: number,
  floor = Number.NEGATIVE_INFINITY,
): PosteriorSummary {
  const { mean, sd, quantile } = posterior;
  const out = (1 - level) / 2;
  return {
    mode: modeOf(posterior, floor),
    median: quantile(0.5),
    mean,
    sd,
    shortest: shortestInterval(posterior, level, floor),
    central: { lower: quantile(out), upper: quantile(1 - out) },
  };
}

function modeOf({ density, quantile }: Posterior, floor: number): number {
  const [low, high] = [Math.max(floor, quantile(1e-4)), quantile(1 - 1e-4)];
  const from = Number.isFinite(floor) ? floor : low;
  const steps = 64;
  const grid = Array.from({ length: steps + 1 }, (_, index) => from + ((high - from) * index) / steps);
  const best = grid.reduce((a, b) => (density(b) > density(a) ? b : a), from);
  const width = (high - from) / steps;
  const [left, right] = [Math.max(from, best - width), best + width];
  const { x } = minimizeScalar(
    (value) => -density(value),
    { low: left, high: right },
    { tolerance: 1e-12 * (right - left) },
  );
  return density(from) >= density(x) ? from : x;
}

/** The interval whose ends are equally dense; from the floor where the density falls from there. */
function shortestInterval(posterior: Posterior, level: number, floor: number): PosteriorInterval {
  const { density, quantile } = posterior;
  if (Number.isFinite(floor)) {
    const upper = quantile(level);
    if (density(floor) >= density(upper)) return { lower: floor, upper };
  }
  const start = { lower: quantile((1 - level) / 2), upper: quantile((1 + level) / 2) };
  return equallyDense(posterior, level, start) ?? shortestByShare(posterior, level, floor);
}

/** Newton's method from the central interval; undefined where it does not settle. */
function equallyDense(
  { density, cdf, sd }: Posterior,
  level: number,
  start: PosteriorInterval,
): PosteriorInterval | undefined {
  let { lower, upper } = start;
  const h = 1e-5 * sd;
  const steepness = (x: number): number => Math.log(density(x + h) / density(x - h)) / (2 * h);
  for (let iterations = 0; iterations < 40; iterations += 1) {
    const [left, right] = [density(lower), density(upper)];
    const missing = level - (cdf(upper) - cdf(lower));
    const tilt = Math.log(left / right);
    // −left·a + right·b = missing; sl·a − sr·b = −tilt, for the steps a and b of both ends.
    const [sl, sr] = [steepness(lower), steepness(upper)];
    const determinant = left * sr - right * sl;
    const a = (-sr * missing + right * tilt) / determinant;
    const b = (-sl * missing + left * tilt) / determinant;
    if (!(Number.isFinite(a) && Number.isFinite(b)) || sl <= 0 || sr >= 0) return undefined;
    const shorten = Math.min(1, sd / (2 * Math.max(Math.abs(a), Math.abs(b), 1e-300)));
    lower += shorten * a;
    upper += shorten * b;
    if (Math.max(Math.abs(a), Math.abs(b)) < 1e-13 * sd) return { lower, upper };
  }
  return undefined;
}

/** By the share that is left out below. */
function shortestByShare({ density, quantile }: Posterior, level: number, floor: number): PosteriorInterval {
  const out = 1 - level;
  const at = (p: number): PosteriorInterval => ({
    lower: p <= 0 ? floor : quantile(p),
    upper: quantile(Math.min(p + level, 1 - 1e-15)),
  });
  const tilt = (p: number): number => {
    const { lower, upper } = at(p);
    return density(lower) - density(upper);
  };
  const found = findRoot(tilt, { low: out * 1e-6, high: out * (1 - 1e-6) }, { tolerance: 1e-14 });
  return at(found?.root ?? out / 2);
}
