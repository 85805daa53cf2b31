import { findRoot } from "../numerics/root.ts";

/** Two rates. */
export type Rates = { readonly first: number; readonly second: number };

/** What the two rates are compared to: first − second, or first / second, at a bound. */
export type RateNull = { readonly scale: "difference" | "ratio"; readonly value: number };

/**
 * The rates nearest to the given ones, by likelihood with `ratio` times as many in the first group, of all that lie on
 * the null. Farrington and Manning (1990), Stat. Med. 9:1447.
 */
export function restrictedRates({ first, second }: Rates, ratio: number, { scale, value }: RateNull): Rates {
  const pooled = (ratio * first + second) / (ratio + 1);
  if (scale === "difference" && value === 0) return { first: pooled, second: pooled };
  if (scale === "ratio") {
    const total = 1 + ratio;
    const b = -(ratio * value + 1 * 1 + ratio * first + value * second);
    const root = quadraticRoot(total * value, b, ratio * first + second);
    return { first: Math.min(1, root * value), second: root };
  }
  const low = Math.max(0, -value);
  const high = Math.min(1, 1 - value);
  const score = (p: number): number => {
    const q = p + value;
    return ratio * (first / q - (1 - first) / (1 - q)) + second / p - (1 - second) / (1 - p);
  };
  const root = findRoot(score, { low: low + 1e-15, high: high - 1e-15 })?.root ?? (low + high) / 2;
  return { first: root + value, second: root };
}

/** The smaller root of a x² + b x + c, where b is below 0, without cancellation. */
function quadraticRoot(a: number, b: number, c: number): number {
  return (2 * c) / (-b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
}

/** The standard deviation, per √n of the first group, of first − value · second (or of the difference). */
export function rateSpread({ first, second }: Rates, ratio: number, { scale, value }: RateNull): number {
  const weight = scale === "ratio" ? value * value : 1;
  return Math.sqrt(first * (1 - first) + weight * ratio * second * (1 - second));
}

/** How far the rates are from the null, on the scale of `rateSpread`. */
export function rateDistance({ first, second }: Rates, { scale, value }: RateNull): number {
  return scale === "ratio" ? first - value * second : first - second - value;
}
