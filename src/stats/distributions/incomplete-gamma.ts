import { deviance, expMinus, single } from "./deviance.ts";
import { logGammaOnePlus } from "./gamma.ts";
import { normalQuantile } from "./normal.ts";
import { stirlingError } from "./stirling.ts";
import { logTailsFrom, smallerTail, type TailProbability, type Tails } from "./tails.ts";
import { sumOf, type Twofold } from "./twofold.ts";

/**
 * The probability that a gamma variable of a shape and scale 1 is at most `x`, and that it is more: the regularized
 * incomplete gamma functions P and Q.
 *
 * The power series (Abramowitz and Stegun 1964, 6.5.29) below the mean and the continued fraction (6.5.31) above it,
 * the power in front as Loader (2000) has it; Gautschi (1979), ACM Trans. Math. Softw. 5:466, for a small shape.
 */
export function gammaTails(x: number, shape: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (shape < 1 && x < 1.5) return smallShapeTails(x, shape);
  const power = expMinus(gammaExponent(x, shape)) / Math.sqrt(2 * Math.PI * shape);
  if (x < shape + 1) {
    const lower = power * lowerSeries(x, shape);
    return { lower, upper: 1 - lower };
  }
  const upper = power * upperFraction(x, shape);
  return { lower: 1 - upper, upper };
}

/** The logarithms of `gammaTails`, also where the tails themselves are too small for a number. */
export function logGammaTails(x: number, shape: number): Tails {
  if (!(x > 0)) return { lower: Number.NEGATIVE_INFINITY, upper: 0 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 0, upper: Number.NEGATIVE_INFINITY };
  if (shape < 1 && x < 1.5 && x > shape) {
    return logTailsFrom(Math.log(smallShapeTails(x, shape).upper), false);
  }
  const isLower = x < shape + 1;
  const ratio = isLower ? lowerSeries(x, shape) : upperFraction(x, shape);
  return logTailsFrom(logGammaPower(x, shape) + Math.log(ratio), isLower);
}

/**
 * The quantile of a gamma variable of a shape and scale 1. NaN where `asked` is no probability.
 *
 * Newton's method on the logarithm of the smaller tail, which is concave in log x; it starts where Wilson and Hilferty
 * (1931), PNAS 17:684, have the quantile.
 */
export function gammaQuantile(asked: TailProbability, shape: number): number {
  const tail = smallerTail(asked);
  if (tail === undefined || !(shape > 0)) return Number.NaN;
  if (tail.log === Number.NEGATIVE_INFINITY) return tail.isLower ? 0 : Number.POSITIVE_INFINITY;
  let log = quantileStart(tail.log, tail.isLower, shape);
  for (let step = 0; step < 100 && log > -745; step += 1) {
    const x = Math.exp(log);
    const tails = logGammaTails(x, shape);
    const value = tail.isLower ? tails.lower : tails.upper;
    const slope = shape * Math.exp(logGammaPower(x, shape) - value) * (tail.isLower ? 1 : -1);
    const change = Math.max(-2, Math.min(2, (value - tail.log) / slope));
    log -= change;
    // Newton's method doubles the digits: the step after one of 1e-9 would change nothing.
    if (!(Math.abs(change) > 1e-9)) break;
  }
  return Math.exp(log);
}

function quantileStart(log: number, isLower: boolean, shape: number): number {
  const z = normalQuantile(Math.max(Math.exp(log), 1e-300)) * (isLower ? 1 : -1);
  const cubeRoot = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  // Near zero P is x^shape / Γ(shape + 1).
  const nearZero = isLower ? (log + logGammaOnePlus(shape)) / shape : Number.NEGATIVE_INFINITY;
  if (isLower && (shape < 0.5 || cubeRoot < 0.3)) return nearZero;
  return Math.log(shape) + 3 * Math.log(Math.max(cubeRoot, 0.3));
}

/** log of x^shape e^−x / Γ(shape + 1). */
export function logGammaPower(x: number, shape: number): number {
  return -gammaExponent(x, shape).high - 0.5 * Math.log(2 * Math.PI * shape);
}

function gammaExponent(x: number, shape: number): Twofold {
  return sumOf(deviance(single(shape), single(x)), single(stirlingError(shape)));
}

/** P over x^shape e^−x / Γ(shape + 1). */
function lowerSeries(x: number, shape: number): number {
  let [term, sum, at] = [1, 1, shape];
  while (term > sum * 1e-17) {
    at += 1;
    term *= x / at;
    sum += term;
  }
  return sum;
}

/** Q over x^shape e^−x / Γ(shape + 1), where x is above the shape. */
function upperFraction(x: number, shape: number): number {
  let beta = x + 1 - shape;
  let above = 1e300;
  let below = 1 / beta;
  let value = below;
  for (let n = 1; n < 1_000_000; n += 1) {
    const alpha = n * (shape - n);
    beta += 2;
    below = 1 / (alpha * below + beta);
    above = beta + alpha / above;
    const factor = above * below;
    value *= factor;
    if (!(Math.abs(factor - 1) > 2 ** -52)) break;
  }
  return shape * value;
}

/** Both tails from 1 − x^shape / Γ(1 + shape), which loses nothing where either is small. */
function smallShapeTails(x: number, shape: number): Tails {
  const logFront = shape * Math.log(x) - logGammaOnePlus(shape);
  let [term, sum] = [1, 0];
  for (let n = 1; Math.abs(term) > 1e-18; n += 1) {
    term *= -x / n;
    sum += term / (shape + n);
  }
  const front = Math.exp(logFront);
  const lower = front * (1 + shape * sum);
  return lower < 0.5
    ? { lower, upper: 1 - lower }
    : { lower, upper: -Math.expm1(logFront) - front * shape * sum };
}
