<<<<<<< HEAD
/** The probabilities below and above a point. */
export type ChiSquaredTails = { readonly lower: number; readonly upper: number };

/**
 * Both tails of a χ² variable at `x`: the incomplete gamma function by its series or, far out, by Legendre's continued fraction.
 *
 * Press et al. (2007), Numerical Recipes, section 6.2.
 */
export function chiSquaredTails(x: number, degreesOfFreedom: number): ChiSquaredTails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const [a, half] = [degreesOfFreedom / 2, x / 2];
  const density = Math.exp(a * Math.log(half) - half - logGamma(a));
  if (half < a + 1) {
    const lower = density * series(a, half);
    return { lower, upper: 1 - lower };
  }
  const upper = density * continuedFraction(a, half);
  return { lower: 1 - upper, upper };
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let [c, d] = [1e300, 1 / b];
  let value = d;
  for (let n = 1; n < 10_000; n += 1) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

/** Stirling's series after a shift to where it is exact to the last digits. */
function logGamma(a: number): number {
  let shift = 0;
  let x = a;
  for (; x < 15; x += 1) shift += Math.log(x);
  const inverse = 1 / (x * x);
  const tail =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + tail - shift;
=======
import { gammaQuantile, gammaTails, type TailProbability, type Tails } from "./gamma.ts";

/** The probability that a χ² variable is at most `x`, and that it is more; degrees of freedom above 0 need not be whole. */
export function chiSquaredTails(x: number, degreesOfFreedom: number): Tails {
  return gammaTails(x / 2, degreesOfFreedom / 2);
}

/** The value below, or above, which a χ² variable lies with a probability. NaN where that is outside of 0 to 1. */
export function chiSquaredQuantile(probability: TailProbability, degreesOfFreedom: number): number {
  return 2 * gammaQuantile(probability, degreesOfFreedom / 2);
>>>>>>> main
}
