import { type BetaTails, betaQuantileLogit, incompleteBeta } from "./incomplete-beta.ts";

/** The degrees of freedom of an F distribution; they need not be whole. */
export type FDegrees = { readonly numerator: number; readonly denominator: number };

/** The probability that an F variable is at most `f`, and that it is more. */
export function fTails(f: number, { numerator, denominator }: FDegrees): BetaTails {
  const all = numerator * f + denominator;
  const point = { x: (numerator * f) / all, y: denominator / all };
  return incompleteBeta(point, numerator / 2, denominator / 2);
}

/** The value that an F variable does not exceed with probability `p`. NaN where `p` is outside 0 to 1. */
export function fQuantile(p: number, { numerator, denominator }: FDegrees): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const logit = betaQuantileLogit({ p, q: 1 - p }, numerator / 2, denominator / 2);
  return (denominator / numerator) * Math.exp(logit);
}
