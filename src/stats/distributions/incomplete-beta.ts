import { betaPower, logBetaPower } from "./beta-power.ts";
import { log1mExp, logTailsFrom, type Tails } from "./tails.ts";
import { distanceFromMean, pointAtLogit, swapped, type UnitPoint } from "./unit-point.ts";

/** The two sides of a beta distribution: each is computed for itself where it is small. */
export type BetaTails = Tails;

/**
 * The regularized incomplete beta function I(x; a, b) and its complement, for a and b of 0.01 and more.
 *
 * The continued fraction of Didonato and Morris (1992), Algorithm 708, ACM Trans. Math. Softw. 18:360, evaluated as
 * Lentz (1976), Appl. Opt. 15:668, does, on the side of the mean where it is quick.
 */
export function incompleteBeta(point: UnitPoint, a: number, b: number): BetaTails {
  if (point.x <= 0) return { lower: 0, upper: 1 };
  if (point.y <= 0) return { lower: 1, upper: 0 };
  const power = betaPower(point, a, b);
  if (belowMean(point, a, b)) {
    const lower = power * betaFraction(point, a, b);
    return { lower, upper: 1 - lower };
  }
  const upper = power * betaFraction(swapped(point), b, a);
  return { lower: 1 - upper, upper };
}

/** The logarithms of I(x; a, b) and of its complement, also where they themselves are too small for a number. */
export function logIncompleteBeta(point: UnitPoint, a: number, b: number): BetaTails {
  if (point.x <= 0) return { lower: Number.NEGATIVE_INFINITY, upper: 0 };
  if (point.y <= 0) return { lower: 0, upper: Number.NEGATIVE_INFINITY };
  const logPower = logBetaPower(point, a, b);
  const isLower = belowMean(point, a, b);
  const fraction = isLower ? betaFraction(point, a, b) : betaFraction(swapped(point), b, a);
  return logTailsFrom(logPower + Math.log(fraction), isLower);
}

/**
 * The logit of the point below which a beta variable lies with probability `p`; `q` is 1 − `p`, given apart so that
 * neither loses digits. −∞ and ∞ where the point cannot be told from an end.
 */
export function betaQuantileLogit(
  { p, q }: { readonly p: number; readonly q: number },
  a: number,
  b: number,
): number {
  if (p > q) return -betaQuantileLogit({ p: q, q: p }, b, a);
  return p <= 0 ? Number.NEGATIVE_INFINITY : betaLogitOfLogTail(Math.log(p), a, b);
}

/**
 * The logit of the point below which a beta variable lies with a probability whose logarithm is `wanted`.
 *
 * Newton's method on the logarithm of the tail. It is concave in the logit, so that the steps close in from one side;
 * they are held back where the curve is flat.
 */
export function betaLogitOfLogTail(wanted: number, a: number, b: number): number {
  let logit = Math.log(a / b);
  for (let step = 0; step < mostSteps; step += 1) {
    const point = pointAtLogit(logit);
    if (point.x === 0) return Number.NEGATIVE_INFINITY;
    const { value, slope } = logLowerTail(point, a, b);
    const change = Math.min((value - wanted) / slope, 1 + Math.abs(logit));
    logit -= change;
    if (!(Math.abs(change) > 2 ** -51 * Math.max(1, Math.abs(logit)))) break;
  }
  return logit;
}

const mostSteps = 200;

function belowMean(point: UnitPoint, a: number, b: number): boolean {
  return distanceFromMean(point, a, b) > 0;
}

/** log I(x; a, b), also where I itself would be too small for a number, and its slope by the logit of x. */
function logLowerTail(
  point: UnitPoint,
  a: number,
  b: number,
): { readonly value: number; readonly slope: number } {
  const logPower = logBetaPower(point, a, b);
  if (belowMean(point, a, b)) {
    const fraction = betaFraction(point, a, b);
    return { value: logPower + Math.log(fraction), slope: 1 / fraction };
  }
  const value = log1mExp(logPower + Math.log(betaFraction(swapped(point), b, a)));
  return { value, slope: Math.exp(logPower - value) };
}

const mostTerms = 1_000_000;
const tiny = 1e-300;

/** I(x; a, b) over x^a y^b / B(a, b), where x is at most its mean. */
export function betaFraction(point: UnitPoint, a: number, b: number): number {
  const { x, y } = point;
  const start = distanceFromMean(point, a, b) + 1;
  let above = (a / (a + 1)) * start;
  let below = 0;
  let value = above;
  for (let n = 1; n <= mostTerms; n += 1) {
    const even = a + 2 * n - 1;
    const share = (n * (b - n) * x) / even;
    const alpha = ((a + n - 1) / even) * (a + b + n - 1) * share * x;
    const beta = n + share + ((a + n) / (even + 2)) * (start + n * (1 + y));
    below = 1 / awayFromZero(beta + alpha * below);
    above = awayFromZero(beta + alpha / above);
    const factor = above * below;
    value *= factor;
    if (!(Math.abs(factor - 1) > 2 ** -52)) break;
  }
  return 1 / value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
