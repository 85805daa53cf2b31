import { deviance, stirlingError } from "./stirling.ts";
import { distanceFromMean, type UnitPoint } from "./unit-point.ts";

/**
 * The logarithm of x^a y^b / B(a, b), without the cancellation of logarithms of gamma functions.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities: Stirling's error and the deviance apart.
 */
export function logBetaPower(point: UnitPoint, a: number, b: number): number {
  return Math.log(betaScale(a, b)) + betaExponent(point, a, b);
}

/** x^a y^b / B(a, b). */
export function betaPower(point: UnitPoint, a: number, b: number): number {
  return betaScale(a, b) * Math.exp(betaExponent(point, a, b));
}

function betaScale(a: number, b: number): number {
  return Math.sqrt((a / (a + b)) * (b / (2 * Math.PI)));
}

function betaExponent(point: UnitPoint, a: number, b: number): number {
  const n = a + b;
  const above = distanceFromMean(point, a, b);
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return stirling - deviance(a, n * point.x, above) - deviance(b, n * point.y, -above);
}
