import { normalCdf, normalQuantile, tailBeside } from "../distributions/normal.ts";
import { at } from "../linear/matrix.ts";
import { gaussLegendre, type Rule } from "../numerics/quadrature.ts";
import { type Cloud, spread } from "./gaussian-spread.ts";

/**
 * The trials that still go on after some looks, under no effect: where the score process X(t) = Z√t stands at `time`,
 * as points with the mass of each. Before the first look it is one point at 0.
 */
export type Walk = Cloud & { readonly time: number };

/** The same trials where the effect drives the process: X(t) has the mean `drift` · t. */
export type DriftedWalk = Walk & { readonly drift: number };

/** A stretch of Z values, either end of which may be infinite. */
export type Span = { readonly low: number; readonly high: number };

export type WalkOptions = {
  /** When the next look is; it tells how fine the points must lie. */
  readonly next: number;
  /** The drifts, below and above 0, for which the points shall suffice. */
  readonly reach?: { readonly low: number; readonly high: number };
};

export const usualReach = { low: 0, high: 4 } as const;

/** Beyond that many standard deviations a normal variable has less mass than doubles resolve next to 1. */
const farEnough = 8.2;

export const walkStart: Walk = { time: 0, at: Float64Array.of(0), mass: Float64Array.of(1), middle: 0 };

/** What goes on from the next look at `time`, where it goes on inside of `spans`. */
export function walkOn(walk: Walk, time: number, spans: readonly Span[], options: WalkOptions): Walk {
  const step = time - walk.time;
  const { low, high } = options.reach ?? usualReach;
  const root = Math.sqrt(time);
  const scale = Math.sqrt((step * (options.next - time)) / (options.next - walk.time));
  const pieces = spans
    .map((span) => ({
      from: root * Math.max(span.low, -farEnough + low * root),
      to: root * Math.min(span.high, farEnough + high * root),
    }))
    .filter(({ from, to }) => to > from)
    .map(({ from, to }) => ({ from, to, rule: ruleFor((to - from) / scale) }));
  const count = pieces.reduce((sum, { rule }) => sum + rule.nodes.length, 0);
  const [first] = pieces;
  const middle = first !== undefined && pieces.length === 1 ? (first.from + first.to) / 2 : undefined;
  const next = { time, at: new Float64Array(count), mass: new Float64Array(count), middle };
  let filled = 0;
  for (const { from, to, rule } of pieces) {
    const half = (to - from) / 2;
    const center = (to + from) / 2;
    for (let node = 0; node < rule.nodes.length; node += 1, filled += 1) {
      next.at[filled] = center + half * at(rule.nodes, node);
      next.mass[filled] = half * at(rule.weights, node);
    }
  }
  spread(walk, step, next);
  return next;
}

const rules = new Map<number, Rule>();

/**
 * Nodes that integrate a Gaussian of standard deviation 1 over `width` to the last digits: Gauss–Legendre nodes lie
 * at most width · π / (2n) apart, and equally spaced nodes h apart err by exp(−2π²/h²).
 */
function ruleFor(width: number): Rule {
  const count = Math.min(2000, 4 * Math.ceil((1.7 * width + 6) / 4));
  const known = rules.get(count);
  if (known !== undefined) return known;
  const rule = gaussLegendre(count);
  rules.set(count, rule);
  return rule;
}

/** Girsanov's change of measure: the points are the same, each mass is tilted by exp(drift · x − drift² · t / 2). */
export function underDrift(walk: Walk, drift: number): DriftedWalk {
  if (drift === 0) return { ...walk, drift };
  const mass = walk.mass.map((share, index) => {
    const tilt = drift * at(walk.at, index) - (drift * drift * walk.time) / 2;
    return share === 0 ? 0 : Math.exp(Math.log(share) + tilt);
  });
  return { ...walk, mass, drift };
}

/** The probability of going on until the look at `time` and of a Z there of at least `bound`. */
export function crossingAbove(walk: DriftedWalk, time: number, bound: number): number {
  return crossing(walk, time, bound, 1);
}

/** The probability of going on until the look at `time` and of a Z there of at most `bound`. */
export function crossingBelow(walk: DriftedWalk, time: number, bound: number): number {
  return crossing(walk, time, bound, -1);
}

function crossing(walk: DriftedWalk, time: number, bound: number, side: 1 | -1): number {
  const step = time - walk.time;
  const root = Math.sqrt(step);
  const edge = bound * Math.sqrt(time) - walk.drift * step;
  let sum = 0;
  for (let index = 0; index < walk.at.length; index += 1) {
    sum += at(walk.mass, index) * normalCdf((side * (at(walk.at, index) - edge)) / root);
  }
  return sum;
}

/**
 * The bound that is reached at the look at `time`, from below, with a given probability: infinite where that is 0,
 * −∞ where fewer trials than that go on.
 */
export function boundAbove(walk: DriftedWalk, time: number, probability: number): number {
  return solveBound(walk, time, probability, 1);
}

/** The bound below which Z falls at the look at `time` with a given probability. */
export function boundBelow(walk: DriftedWalk, time: number, probability: number): number {
  return -solveBound(walk, time, probability, -1);
}

/**
 * Halley's method on the logarithm of the probability, which is concave: from outside it comes nearer without leaping
 * over. No trial would have stopped before, at most, which tells where outside is.
 */
function solveBound(walk: DriftedWalk, time: number, probability: number, side: 1 | -1): number {
  if (!(probability > 0)) return Number.POSITIVE_INFINITY;
  const available = walk.mass.reduce((sum, share) => sum + share, 0);
  if (probability >= available) return Number.NEGATIVE_INFINITY;
  const step = time - walk.time;
  const slope = Math.sqrt(time / step);
  let outward = side * walk.drift * Math.sqrt(time) - normalQuantile(probability);
  for (let iteration = 0; iteration < 60; iteration += 1) {
    const { beyond, density, bend } = outside(walk, step, outward * slope, side);
    const hazard = (density * slope) / beyond;
    const excess = Math.log(beyond / probability);
    const curvature = (bend * slope * slope) / beyond - hazard * hazard;
    const newton = excess / hazard;
    const change = newton / (1 - (curvature * newton) / (2 * hazard));
    if (!Number.isFinite(change)) return outward;
    outward += change;
    if (Math.abs(change) < 1e-6) break;
  }
  return outward;
}

/** The probability beyond an edge in steps' standard deviations, its density there and the slope of that. */
function outside(
  walk: DriftedWalk,
  step: number,
  edge: number,
  side: 1 | -1,
): { readonly beyond: number; readonly density: number; readonly bend: number } {
  const scale = side / Math.sqrt(step);
  const shift = walk.drift * step;
  let [beyond, density, bend] = [0, 0, 0];
  for (let index = 0; index < walk.at.length; index += 1) {
    const distance = edge - scale * (at(walk.at, index) + shift);
    const share = at(walk.mass, index);
    const height = inverseRootTwoPi * Math.exp(-0.5 * distance * distance);
    beyond += share * tailBeside(height, distance);
    density += share * height;
    bend += share * height * distance;
  }
  return { beyond, density, bend };
}

const inverseRootTwoPi = 0.3989422804014327;
