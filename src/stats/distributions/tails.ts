/** The probability of at most a value, and of more: each is computed for itself where it is small. */
export type Tails = { readonly lower: number; readonly upper: number };

/**
 * Which quantile is meant: a number, or `lower`, is the probability of at most the quantile, `upper` that of more than
 * it; the others are natural logarithms of these, which reach where the probability itself is no number.
 */
export type TailProbability =
  | number
  | { readonly lower: number }
  | { readonly upper: number }
  | { readonly logLower: number }
  | { readonly logUpper: number };

/** The tail of a `TailProbability` that is at most one half, with its logarithm. */
export type SmallerTail = { readonly isLower: boolean; readonly p: number; readonly log: number };

/** The smaller tail; undefined where what is given is no probability. */
export function smallerTail(asked: TailProbability): SmallerTail | undefined {
  if (typeof asked === "number") return ofProbability(asked, true);
  if ("lower" in asked) return ofProbability(asked.lower, true);
  if ("upper" in asked) return ofProbability(asked.upper, false);
  return "logLower" in asked ? ofLogarithm(asked.logLower, true) : ofLogarithm(asked.logUpper, false);
}

function ofProbability(p: number, isLower: boolean): SmallerTail | undefined {
  if (!(p >= 0 && p <= 1)) return undefined;
  if (p <= 0.5) return { isLower, p, log: Math.log(p) };
  return { isLower: !isLower, p: 1 - p, log: Math.log1p(-p) };
}

function ofLogarithm(log: number, isLower: boolean): SmallerTail | undefined {
  if (!(log <= 0)) return undefined;
  if (log <= -Math.LN2) return { isLower, p: Math.exp(log), log };
  const other = -Math.expm1(log);
  return { isLower: !isLower, p: other, log: Math.log(other) };
}

/** The logarithms of both tails from those of the smaller one. */
export function logTailsFrom(smaller: number, isLower: boolean): Tails {
  const other = log1mExp(smaller);
  return isLower ? { lower: smaller, upper: other } : { lower: other, upper: smaller };
}

/** log(1 − e^x) for x below 0. */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}
