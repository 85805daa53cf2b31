import { packedIndex, packedLength } from "./packed.ts";

/**
 * A correlation r of two places (visits, or points in time) as a function of parameters that may be any number. `derivatives` writes r, then
 * ∂r by each parameter, then ∂²r of each packed pair of parameters.
 */
export type Correlation = {
  readonly parameters: number;
  readonly derivatives: (phi: Float64Array, one: number, other: number, out: Float64Array) => void;
  /** Parameters near correlations that were found between pairs of places. */
  readonly start: (found: readonly FoundCorrelation[]) => Float64Array;
};

export type FoundCorrelation = { readonly one: number; readonly other: number; readonly value: number };

/** How many numbers `derivatives` writes. */
export function derivativeCount(parameters: number): number {
  return 1 + parameters + packedLength(parameters);
}

/** A map of all numbers to the values that a correlation may have, with two derivatives and its inverse. */
export type Link = {
  readonly value: (x: number) => number;
  readonly first: (x: number) => number;
  readonly second: (x: number) => number;
  readonly inverse: (value: number) => number;
};

/** x / √(1 + x²): from −1 to 1. */
export const signedLink: Link = {
  value: (x) => x / Math.sqrt(1 + x * x),
  first: (x) => (1 + x * x) ** -1.5,
  second: (x) => -3 * x * (1 + x * x) ** -2.5,
  inverse: (value) => value / Math.sqrt(1 - value * value),
};

/** From `least` to 1: least + (1 − least) / (1 + e⁻ˣ). */
export function logisticLink(least: number): Link {
  const share = (x: number): number => 1 / (1 + Math.exp(-x));
  const first = (x: number): number => (1 - least) * share(x) * share(-x);
  return {
    value: (x) => least + (1 - least) * share(x),
    first,
    second: (x) => first(x) * (1 - 2 * share(x)),
    inverse: (value) => Math.log((value - least) / (1 - value)),
  };
}

/**
 * Correlations that are products of powers of ρₖ = link(φₖ): all but the unstructured are, told apart by their exponents. One power 1 is
 * compound symmetry, the distance of the visits autoregression, one ρ for each distance Toeplitz, and all ρ in between ante-dependence.
 */
export function powerCorrelation(
  parameters: number,
  link: Link,
  exponent: (one: number, other: number, parameter: number) => number,
): Correlation {
  return {
    parameters,
    derivatives: (phi, one, other, out) => {
      out.fill(0);
      out[0] = 1;
      for (let k = 0; k < parameters; k += 1) {
        const power = exponent(one, other, k);
        if (power !== 0) multiplyBy(out, parameters, k, powerAt(link, phi[k] as number, power));
      }
    },
    start: (found) =>
      Float64Array.from({ length: parameters }, (_, k) => link.inverse(startOf(link, exponent, found, k))),
  };
}

type Jet = { readonly value: number; readonly first: number; readonly second: number };

function powerAt(link: Link, x: number, power: number): Jet {
  const base = link.value(x);
  const slope = link.first(x);
  const value = base ** power;
  const byBase = power === 1 ? 1 : power * base ** (power - 1);
  const twice = power === 1 ? 0 : power === 2 ? 2 : power * (power - 1) * base ** (power - 2);
  return { value, first: byBase * slope, second: twice * slope * slope + byBase * link.second(x) };
}

/** Multiplies a product and its derivatives by a factor that only parameter `k` moves, and no factor before it did. */
function multiplyBy(out: Float64Array, parameters: number, k: number, { value, first, second }: Jet): void {
  const product = out[0] as number;
  const pairs = 1 + parameters;
  for (let other = 0; other < k; other += 1) {
    const slope = out[1 + other] as number;
    out[pairs + packedIndex(k, other)] = slope * first;
    out[1 + other] = slope * value;
    for (let third = 0; third <= other; third += 1) {
      const at = pairs + packedIndex(other, third);
      out[at] = (out[at] as number) * value;
    }
  }
  out[pairs + packedIndex(k, k)] = product * second;
  out[1 + k] = product * first;
  out[0] = product * value;
}

/** A root of the mean correlation of those pairs that depend least on anything but parameter `k`. */
function startOf(
  link: Link,
  exponent: (one: number, other: number, parameter: number) => number,
  found: readonly FoundCorrelation[],
  k: number,
): number {
  const concerned = found.filter(({ one, other }) => exponent(one, other, k) > 0);
  const nearest = concerned.reduce(
    (least, { one, other }) => Math.min(least, Math.abs(one - other) + exponent(one, other, k)),
    Number.POSITIVE_INFINITY,
  );
  const used = concerned.filter(
    ({ one, other }) => Math.abs(one - other) + exponent(one, other, k) === nearest,
  );
  const power = used[0] === undefined ? 1 : exponent(used[0].one, used[0].other, k);
  const mean = used.reduce((sum, { value }) => sum + value / used.length, 0);
  const lowest = Math.max(-0.9, link.value(-3));
  const root = Math.sign(mean) * Math.abs(mean) ** (1 / power);
  return Math.min(0.95, Math.max(lowest, root));
}

/**
 * Any correlation, as rows of a unit lower triangular L: the products L L′, which the scales then multiply, are no correlations but shapes,
 * whose first variance only is 1.
 */
export function choleskyShape(size: number): Correlation {
  const parameters = packedLength(size - 1);
  const entry = (phi: Float64Array, row: number, column: number): number =>
    row === column ? 1 : row < column ? 0 : (phi[packedIndex(row - 1, column)] as number);
  return {
    parameters,
    derivatives: (phi, one, other, out) => {
      out.fill(0);
      const [high, low] = one >= other ? [one, other] : [other, one];
      for (let k = 0; k <= low; k += 1) {
        const [above, below] = [entry(phi, high, k), entry(phi, low, k)];
        out[0] = (out[0] as number) + above * below;
        const first = k < high ? packedIndex(high - 1, k) : -1;
        const second = k < low ? packedIndex(low - 1, k) : -1;
        if (first >= 0) out[1 + first] = (out[1 + first] as number) + below;
        if (second >= 0) out[1 + second] = (out[1 + second] as number) + above;
        if (first >= 0 && second >= 0)
          out[1 + parameters + packedIndex(first, second)] = first === second ? 2 : 1;
      }
    },
    start: () => new Float64Array(parameters),
  };
}
