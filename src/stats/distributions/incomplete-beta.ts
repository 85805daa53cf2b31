import { logBetaPower } from "./beta-power.ts";
import { distanceFromMean, pointAtLogit, swapped, type UnitPoint } from "./unit-point.ts";

/** The two sides of a beta distribution: each is computed for itself where it is small. */
export type BetaTails = { readonly lower: number; readonly upper: number };

/**
 * The regularized incomplete beta function I(x; a, b) and its complement, for a and b of 0.01 and more.
 *
 * The continued fraction of Didonato and Morris (1992), Algorithm 708, ACM Trans. Math. Softw. 18:360, evaluated as
 * Lentz (1976), Appl. Opt. 15:668, does, on the side of the mean where it is quick.
 */
export function incompleteBeta(point: UnitPoint, a: number, b: number): BetaTails {
  if (point.x <= 0) return { lower: 0, upper: 1 };
  if (point.y <= 0) return { lower: 1, upper: 0 };
  const power = Math.exp(logBetaPower(point, a, b));
  if (belowMean(point, a, b)) {
    const lower = power * continuedFraction(point, a, b);
    return { lower, upper: 1 - lower };
  }
  const upper = power * continuedFraction(swapped(point), b, a);
  return { lower: 1 - upper, upper };
}

/**
 * The logit of the point below which a beta variable lies with probability `p`; `q` is 1 − `p`, given apart so that
 * neither loses digits. −∞ and ∞ where the point cannot be told from an end.
 *
 * Newton's method on the logarithm of the smaller tail. It is concave in the logit, so that the steps close in from one
 * side; they are held back where the curve is flat.
 */
export function betaQuantileLogit(
  { p, q }: { readonly p: number; readonly q: number },
  a: number,
  b: number,
): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (q <= 0) return Number.POSITIVE_INFINITY;
  if (p > q) return -betaQuantileLogit({ p: q, q: p }, b, a);
  const wanted = Math.log(p);
  let logit = Math.log(a / b);
  for (let step = 0; step < mostSteps; step += 1) {
    const point = pointAtLogit(logit);
    if (point.x === 0) return Number.NEGATIVE_INFINITY;
    const { value, slope } = logLowerTail(point, a, b);
    const change = Math.min((value - wanted) / slope, 1 + Math.abs(logit));
    logit -= change;
    if (Math.abs(change) <= 2 ** -51 * Math.max(1, Math.abs(logit))) break;
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
    const fraction = continuedFraction(point, a, b);
    return { value: logPower + Math.log(fraction), slope: 1 / fraction };
  }
  const power = Math.exp(logPower);
  const lower = 1 - power * continuedFraction(swapped(point), b, a);
  return { value: Math.log(lower), slope: power / lower };
}

const mostTerms = 100_000;
const tiny = 1e-300;

/** I(x; a, b) over x^a y^b / B(a, b), where x is at most its mean. */
function continuedFraction(point: UnitPoint, a: number, b: number): number {
  const { x, y } = point;
  const start = distanceFromMean(point, a, b) + 1;
  let above = tiny;
  let below = 0;
  let value = tiny;
  for (let n = 0; n <= mostTerms; n += 1) {
    const even = a + 2 * n - 1;
    const alpha = n === 0 ? 1 : (((a + n - 1) / even) * (a + b + n - 1) * n * (b - n) * x * x) / even;
    const beta =
      n + (n === 0 ? 0 : (n * (b - n) * x) / even) + ((a + n) / (even + 2)) * (start + n * (1 + y));
    below = 1 / awayFromZero(beta + alpha * below);
    above = awayFromZero(beta + alpha / above);
    value *= above * below;
    if (Math.abs(above * below - 1) < 2 ** -52) break;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
