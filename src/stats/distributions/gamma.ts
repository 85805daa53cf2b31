import { deviance, stirlingError } from "./beta-power.ts";
import { normalQuantile } from "./normal.ts";
import { polynomial } from "./polynomial.ts";

/** The two sides of a distribution: each is computed for itself where it is small. */
export type Tails = { readonly lower: number; readonly upper: number };

/** A probability as its smaller tail tells it. */
export type TailProbability =
  | { readonly lower: number; readonly upper?: never }
  | { readonly upper: number; readonly lower?: never };

const halfLogTwoPi = 0.9189385332046728;

/** log Γ(x) for x above 0, with a small relative error except beside its roots at 1 and 2, where the error is small in itself. */
export function logGamma(x: number): number {
  if (x === 1 || x === 2) return 0;
  if (Math.abs(x - 1) < 0.25) return logGammaNearOne(x - 1);
  if (Math.abs(x - 2) < 0.25) return Math.log1p(x - 2) + logGammaNearOne(x - 2);
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingError(x);
}

/** log Γ(1 + z) by its power series: −γ z + Σ ζ(k) (−z)ᵏ / k. */
function logGammaNearOne(z: number): number {
  let power = -z;
  let sum = 0;
  for (let k = 2; k < 60; k += 1) {
    power *= -z;
    // ζ(k) − 1 apart, as the rest is the series of a logarithm.
    sum += (zetaLessOne(k) * power) / k;
  }
  return (1 - eulerGamma) * z - Math.log1p(z) + sum;
}

const eulerGamma = 0.5772156649015329;

function zetaLessOne(k: number): number {
  return zetas[k - 2] ?? 2 ** -k + 3 ** -k;
}

const zetas = [
  0.6449340668482264, 0.2020569031595943, 0.0823232337111382, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.004077356197944339, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194646, 0.0002460865533080483, 0.0001227133475784891, 6.12481350587048e-5,
  3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.53962033872796e-7, 4.769329867878066e-7, 2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8,
  2.980350351465228e-8, 1.490155482836504e-8, 7.450711789835428e-9, 3.725334024788457e-9,
  1.862659723513049e-9,
];

/** The derivative of log Γ at x above 0. Abramowitz and Stegun (1964), 6.3.18, from 6.3.5. */
export function digamma(x: number): number {
  let sum = 0;
  let far = x;
  while (far < 12) {
    sum -= 1 / far;
    far += 1;
  }
  const square = 1 / (far * far);
  return sum + Math.log(far) - 0.5 / far - square * polynomial(digammaTerms, square);
}

const digammaTerms = [-1 / 12, 691 / 32760, -1 / 132, 1 / 240, -1 / 252, 1 / 120, -1 / 12].map(
  (term) => -term,
);

/** The second derivative of log Γ at x above 0. Abramowitz and Stegun (1964), 6.4.12, from 6.4.6. */
export function trigamma(x: number): number {
  let sum = 0;
  let far = x;
  while (far < 12) {
    sum += 1 / (far * far);
    far += 1;
  }
  const square = 1 / (far * far);
  return sum + 1 / far + square / 2 + (square / far) * polynomial(trigammaTerms, square);
}

const trigammaTerms = [7 / 6, -691 / 2730, 5 / 66, -1 / 30, 1 / 42, -1 / 30, 1 / 6];

/**
 * The regularized incomplete gamma function P(a, x) and its complement, for a above 0: the probabilities of a gamma variable of shape `a` and
 * scale 1. By series below the mean and continued fraction above it, with the power of Loader (2000).
 *
 * Gautschi (1979), A computational procedure for incomplete gamma functions, ACM Trans. Math. Softw. 5:466.
 */
export function gammaTails(x: number, a: number): Tails {
  if (!(x > 0)) return Number.isNaN(x) ? { lower: x, upper: x } : { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (a < 1 && x < 1) return tailsNearZero(x, a);
  const power = Math.exp(logGammaPower(x, a));
  if (x < a + 1) {
    const lower = power * seriesSum(x, a);
    return { lower, upper: 1 - lower };
  }
  const upper = power * a * fraction(x, a);
  return { lower: 1 - upper, upper };
}

/** Where the shape and the value are small the upper tail is xᵃ / Γ(a + 1) short of 1, which must not be lost. DLMF 8.7.1. */
function tailsNearZero(x: number, a: number): Tails {
  const logLead = a * Math.log(x) - logGamma(1 + a);
  let [term, sum] = [1, 0];
  for (let n = 1; n < 60; n += 1) {
    term *= -x / n;
    sum += term / (a + n);
  }
  const lower = Math.exp(logLead) * (1 + a * sum);
  return { lower, upper: -Math.expm1(logLead) - Math.exp(logLead) * a * sum };
}

/** log of xᵃ e⁻ˣ / Γ(a + 1). */
function logGammaPower(x: number, a: number): number {
  if (a < 1) return a * Math.log(x) - x - logGamma(1 + a);
  return -stirlingError(a) - deviance(a, x, a - x) - 0.5 * Math.log(2 * Math.PI * a);
}

const mostTerms = 1_000_000;

function seriesSum(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < mostTerms; n += 1) {
    term *= x / (a + n);
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** Γ(a, x) eˣ x⁻ᵃ by Lentz's continued fraction. */
function fraction(x: number, a: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < mostTerms; n += 1) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 2 ** -52) break;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

/**
 * The value below, or above, which a gamma variable of shape `a` and scale 1 lies with a probability; NaN where that is outside of 0 to 1.
 *
 * Newton's method on the logarithm of the smaller tail by the logarithm of the value, from Wilson and Hilferty (1931).
 */
export function gammaQuantile(probability: TailProbability, a: number): number {
  const isLower = probability.lower !== undefined;
  const p = isLower ? probability.lower : probability.upper;
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return isLower ? 0 : Number.POSITIVE_INFINITY;
  if (p === 1) return isLower ? Number.POSITIVE_INFINITY : 0;
  const side = p <= 0.5 === isLower ? "lower" : "upper";
  const wanted = Math.log(p <= 0.5 ? p : 1 - p);
  let logX = startingPoint(isLower ? p : 1 - p, a);
  if (logX < smallestLog) return 0;
  for (let step = 0; step < 200; step += 1) {
    const { value, slope } = logTail(logX, a, side);
    const change = (value - wanted) / slope;
    const held = Math.max(-1 - Math.abs(logX) / 2, Math.min(1 + Math.abs(logX) / 2, change));
    logX -= held;
    if (Math.abs(held) <= 2 ** -52 * Math.max(1, Math.abs(logX))) break;
  }
  return Math.exp(logX);
}

/** The logarithm of the smallest number there is. */
const smallestLog = -745;

function startingPoint(p: number, a: number): number {
  const cube =
    1 - 1 / (9 * a) + normalQuantile(Math.min(Math.max(p, 1e-300), 1 - 2 ** -53)) / (3 * Math.sqrt(a));
  if (cube > 0.1) return Math.log(a) + 3 * Math.log(cube);
  return (Math.log(p) + logGamma(a + 1)) / a;
}

/** The logarithm of a tail at eˡ and its slope by l. */
function logTail(
  logX: number,
  a: number,
  side: "lower" | "upper",
): { readonly value: number; readonly slope: number } {
  const x = Math.exp(logX);
  const logPower = logGammaPower(x, a);
  const isSeries = x < a + 1;
  const sum = isSeries ? seriesSum(x, a) : a * fraction(x, a);
  if (isSeries === (side === "lower")) {
    const slope = a / sum;
    return { value: logPower + Math.log(sum), slope: side === "lower" ? slope : -slope };
  }
  const rest = gammaTails(x, a)[side];
  const slope = (a * Math.exp(logPower)) / rest;
  return { value: Math.log(rest), slope: side === "lower" ? slope : -slope };
}
