import { betaLogitOfLogTail, incompleteBeta, logIncompleteBeta } from "./incomplete-beta.ts";
import { smallerTail, type TailProbability, type Tails } from "./tails.ts";
import { pointAtLogit, type UnitPoint } from "./unit-point.ts";

/** The probability that a beta variable of shapes `a` and `b` is at most `x`, and that it is more. */
export function betaTails(x: number, a: number, b: number): Tails {
  return incompleteBeta(pointOf(x), a, b);
}

/** The natural logarithms of `betaTails`, also where these are too small for a number. */
export function logBetaTails(x: number, a: number, b: number): Tails {
  return logIncompleteBeta(pointOf(x), a, b);
}

/** The quantile of a beta variable. NaN where `asked` is no probability. */
export function betaQuantile(asked: TailProbability, a: number, b: number): number {
  const tail = smallerTail(asked);
  if (tail === undefined || !(a > 0 && b > 0)) return Number.NaN;
  if (tail.isLower) return pointAtLogit(betaLogitOfLogTail(tail.log, a, b)).x;
  return pointAtLogit(betaLogitOfLogTail(tail.log, b, a)).y;
}

function pointOf(x: number): UnitPoint {
  return { x, y: 1 - x };
}
