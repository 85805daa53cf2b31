import { betaLogitOfLogTail, incompleteBeta, logIncompleteBeta } from "./incomplete-beta.ts";
import { smallerTail, type TailProbability, type Tails } from "./tails.ts";
import type { UnitPoint } from "./unit-point.ts";

/** The degrees of freedom of an F distribution; they need not be whole. */
export type FDegrees = { readonly numerator: number; readonly denominator: number };

/** The probability that an F variable is at most `f`, and that it is more. */
export function fTails(f: number, { numerator, denominator }: FDegrees): Tails {
  return incompleteBeta(pointOf(f, numerator, denominator), numerator / 2, denominator / 2);
}

/** The natural logarithms of `fTails`, also where these are too small for a number. */
export function logFTails(f: number, { numerator, denominator }: FDegrees): Tails {
  return logIncompleteBeta(pointOf(f, numerator, denominator), numerator / 2, denominator / 2);
}

function pointOf(f: number, numerator: number, denominator: number): UnitPoint {
  if (f === Number.POSITIVE_INFINITY) return { x: 1, y: 0 };
  const odds = Math.max(0, f) * (numerator / denominator);
  return { x: odds / (1 + odds), y: 1 / (1 + odds) };
}

/** The quantile of an F variable. NaN where `asked` is no probability. */
export function fQuantile(asked: TailProbability, { numerator, denominator }: FDegrees): number {
  const tail = smallerTail(asked);
  if (tail === undefined || !(numerator > 0 && denominator > 0)) return Number.NaN;
  if (tail.log === Number.NEGATIVE_INFINITY) return tail.isLower ? 0 : Number.POSITIVE_INFINITY;
  const logit = tail.isLower
    ? betaLogitOfLogTail(tail.log, numerator / 2, denominator / 2)
    : -betaLogitOfLogTail(tail.log, denominator / 2, numerator / 2);
  return (denominator / numerator) * Math.exp(logit);
}
