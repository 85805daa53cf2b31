import { polynomial } from "./polynomial.ts";
import { distanceFromMean, type UnitPoint } from "./unit-point.ts";

/**
 * The logarithm of x^a y^b / B(a, b), without the cancellation of logarithms of gamma functions.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities: Stirling's error and the deviance apart.
 */
export function logBetaPower(point: UnitPoint, a: number, b: number): number {
  const n = a + b;
  const above = distanceFromMean(point, a, b);
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const deviances = deviance(a, n * point.x, above) + deviance(b, n * point.y, -above);
  return Math.log((a / n) * (b / (2 * Math.PI))) / 2 + stirling - deviances;
}

const halfLogTwoPi = 0.9189385332046728;
const seriesFrom = 16;

/** log Γ(n + 1) less Stirling's approximation of it, for n above 0. */
export function stirlingError(n: number): number {
  if (n >= seriesFrom) return stirlingSeries(n);
  // Γ(n + 1) by way of Γ(n + 1 + shift), where the series is exact.
  const shift = Math.ceil(seriesFrom - n);
  const far = n + shift;
  let product = 1;
  for (let step = 1; step <= shift; step += 1) product *= n + step;
  return stirlingSeries(far) + leading(far) - Math.log(product) - leading(n);
}

/** Stirling's approximation of log Γ(n + 1). */
function leading(n: number): number {
  return (n + 0.5) * Math.log(n) - n + halfLogTwoPi;
}

function stirlingSeries(n: number): number {
  return polynomial(stirlingTerms, 1 / (n * n)) / n;
}

/** The Bernoulli numbers over 2k (2k − 1), the first of them last. */
const stirlingTerms = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/** k log(k / mean) + mean − k, where k lies `above` its mean: near zero where that is little. */
export function deviance(k: number, mean: number, above: number): number {
  const relative = above / (k + mean);
  if (Math.abs(relative) >= 0.1) return k * Math.log(k / mean) - above;
  const square = relative * relative;
  let term = 2 * k * relative;
  let value = above * relative;
  for (let power = 3; power < 1000; power += 2) {
    term *= square;
    const next = value + term / power;
    if (next === value) break;
    value = next;
  }
  return value;
}
