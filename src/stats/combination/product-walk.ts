import { at } from "../linear/matrix.ts";
import { gaussLegendre } from "../numerics/quadrature.ts";

/**
 * The trials that go on after some stages, under no effect: the density of s = −log(p₁ · p₂^w₂ · …), in pieces on each
 * of which it is smooth and kept at the nodes of a rule.
 */
export type Shares = readonly Piece[];

type Piece = { readonly low: number; readonly high: number; readonly values: Float64Array };

const count = 24;

/** The probability that the weighted product of all p-values so far is at or below `bound`. */
export function rejecting(before: Shares | undefined, weight: number, bound: number): number {
  const edge = -Math.log(bound);
  if (before === undefined) return Math.exp(-edge / weight);
  return integral(before, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, (s) =>
    Math.exp(-Math.max(0, edge - s) / weight),
  );
}

/** What goes on: the product is above `bound` and the stage's own p-value at most `end`. */
export function continuing(before: Shares | undefined, weight: number, bound: number, end: number): Shares {
  const shift = -weight * Math.log(end);
  const edge = -Math.log(bound);
  const from = before === undefined ? [0] : edges(before);
  const cuts = [...new Set([...from.map((place) => place + shift), edge])]
    .filter((place) => place <= edge)
    .sort((a, b) => a - b);
  const density = (s: number): number => {
    if (before === undefined) return s >= shift ? Math.exp(-s / weight) / weight : 0;
    return integral(before, Number.NEGATIVE_INFINITY, s - shift, (u) => Math.exp((u - s) / weight) / weight);
  };
  const { nodes } = rule();
  const places = refined(cuts);
  return places.slice(1).flatMap((high, index) => {
    const low = places[index] ?? high;
    if (!(high > low)) return [];
    const values = nodes.map((node) => density((low + high) / 2 + ((high - low) / 2) * node));
    return [{ low, high, values }];
  });
}

/** The cuts with more between those that lie far apart. */
function refined(cuts: readonly number[]): readonly number[] {
  return cuts.flatMap((cut, index) => {
    const before = cuts[index - 1];
    if (before === undefined) return [cut];
    const parts = Math.max(1, Math.ceil((cut - before) / 8));
    return Array.from({ length: parts }, (_, part) => before + ((cut - before) * (part + 1)) / parts);
  });
}

function edges(shares: Shares): readonly number[] {
  return [...shares.map(({ low }) => low), ...shares.slice(-1).map(({ high }) => high)];
}

function integral(shares: Shares, from: number, to: number, f: (s: number) => number): number {
  const { nodes, weights } = rule();
  let sum = 0;
  for (const piece of shares) {
    const [low, high] = [Math.max(piece.low, from), Math.min(piece.high, to)];
    if (!(high > low)) continue;
    const whole = low === piece.low && high === piece.high;
    for (let node = 0; node < count; node += 1) {
      const s = (low + high) / 2 + ((high - low) / 2) * at(nodes, node);
      const value = whole ? at(piece.values, node) : interpolated(piece, s);
      sum += ((high - low) / 2) * at(weights, node) * value * f(s);
    }
  }
  return sum;
}

/** Barycentric interpolation: Berrut and Trefethen (2004), SIAM Review 46:501, with their weights of Legendre nodes. */
function interpolated({ low, high, values }: Piece, s: number): number {
  const { nodes, weights } = rule();
  const x = (2 * s - low - high) / (high - low);
  let [top, bottom] = [0, 0];
  for (let node = 0; node < count; node += 1) {
    const distance = x - at(nodes, node);
    if (distance === 0) return at(values, node);
    const sign = node % 2 === 0 ? 1 : -1;
    const weight = (sign * Math.sqrt((1 - at(nodes, node) ** 2) * at(weights, node))) / distance;
    top += weight * at(values, node);
    bottom += weight;
  }
  return top / bottom;
}

let known: ReturnType<typeof gaussLegendre> | undefined;

function rule(): ReturnType<typeof gaussLegendre> {
  known ??= gaussLegendre(count);
  return known;
}

/** The probability that the weighted product of independent uniform p-values is at or below `bound`. */
export function productLevel(weights: readonly number[], bound: number): number {
  if (weights.every((weight) => weight === 1)) return plainLevel(weights.length, bound);
  let walk: Shares | undefined;
  let done = 0;
  for (const weight of weights.slice(0, -1)) {
    done += rejecting(walk, weight, bound);
    walk = continuing(walk, weight, bound, 1);
  }
  return done + rejecting(walk, weights.at(-1) ?? 1, bound);
}

/** Fisher's χ² with 2 · `count` degrees of freedom. */
function plainLevel(stages: number, bound: number): number {
  const s = -Math.log(bound);
  let [term, sum] = [1, 0];
  for (let k = 0; k < stages; k += 1) {
    sum += term;
    term *= s / (k + 1);
  }
  return bound * sum;
}
