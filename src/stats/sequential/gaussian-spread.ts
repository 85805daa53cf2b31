import { at } from "../linear/matrix.ts";

/** Points with a mass each; `middle` is there where they lie in pairs about it, the first with the last. */
export type Cloud = {
  readonly at: Float64Array;
  readonly mass: Float64Array;
  readonly middle?: number | undefined;
};

/**
 * Multiplies the weight that each point of `to` has by the density there of a Gaussian step of variance `step` from
 * the points of `from`.
 */
export function spread(from: Cloud, step: number, to: Cloud): void {
  const start = from.middle;
  const end = to.middle;
  if (start === undefined || end === undefined || tooWide(from, to, step)) spreadEach(from, step, to);
  else spreadPairs(from, step, to, { start, end });
}

/** The factors of a pair would leave the range of doubles. */
function tooWide(from: Cloud, to: Cloud, step: number): boolean {
  const [low, high] = [Math.min(at(from.at, 0), at(to.at, 0)), Math.max(last(from.at), last(to.at))];
  return (high - low) ** 2 > 500 * step;
}

function last(values: Float64Array): number {
  return at(values, values.length - 1);
}

function spreadEach(from: Cloud, step: number, to: Cloud): void {
  const constant = 1 / Math.sqrt(2 * Math.PI * step);
  const factor = -0.5 / step;
  for (let point = 0; point < to.at.length; point += 1) {
    const here = at(to.at, point);
    let density = 0;
    for (let before = 0; before < from.at.length; before += 1) {
      const distance = here - at(from.at, before);
      const exponent = factor * distance * distance;
      if (exponent > -60) density += at(from.mass, before) * Math.exp(exponent);
    }
    to.mass[point] = at(to.mass, point) * constant * density;
  }
}

/**
 * The same from pair to pair: with points m ± b and M ± a all four exponents of −(M ± a − m ∓ b)² / 2v are sums of
 * terms in a alone, in b alone, and ±ab / v: one exponential does for four.
 */
function spreadPairs(
  from: Cloud,
  step: number,
  to: Cloud,
  { start, end }: { readonly start: number; readonly end: number },
): void {
  const offset = end - start;
  const [count, points] = [from.at.length, to.at.length];
  const pairs = Math.ceil(count / 2);
  const [lowMass, highMass] = [new Float64Array(pairs), new Float64Array(pairs)];
  for (let pair = 0; pair < pairs; pair += 1) {
    const b = start - at(from.at, pair);
    const single = 2 * pair === count - 1 ? 0 : 1;
    lowMass[pair] = at(from.mass, pair) * Math.exp((-0.5 * b * b - b * offset) / step);
    highMass[pair] = single * at(from.mass, count - 1 - pair) * Math.exp((-0.5 * b * b + b * offset) / step);
  }
  const constant = 1 / Math.sqrt(2 * Math.PI * step);
  for (let point = 0; 2 * point < points; point += 1) {
    const a = end - at(to.at, point);
    let [low, high] = [0, 0];
    for (let pair = 0; pair < pairs; pair += 1) {
      const near = Math.exp((a * (start - at(from.at, pair))) / step);
      const far = 1 / near;
      low += at(lowMass, pair) * near + at(highMass, pair) * far;
      high += at(lowMass, pair) * far + at(highMass, pair) * near;
    }
    const shared = -0.5 * (offset * offset + a * a);
    const mirror = points - 1 - point;
    to.mass[point] = at(to.mass, point) * constant * low * Math.exp((shared + a * offset) / step);
    if (mirror !== point) {
      to.mass[mirror] = at(to.mass, mirror) * constant * high * Math.exp((shared - a * offset) / step);
    }
  }
}
