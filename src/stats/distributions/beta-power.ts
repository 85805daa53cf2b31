import { deviance, expMinus, single } from "./deviance.ts";
import { stirlingError } from "./stirling.ts";
import { exactSum, productOf, sumOf, type Twofold } from "./twofold.ts";
import type { UnitPoint } from "./unit-point.ts";

/**
 * The logarithm of x^a y^b / B(a, b), without the cancellation of logarithms of gamma functions.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities: Stirling's error and the deviance apart.
 */
export function logBetaPower(point: UnitPoint, a: number, b: number): number {
  return Math.log(betaScale(a, b)) - betaExponent(point, a, b).high;
}

/** x^a y^b / B(a, b). */
export function betaPower(point: UnitPoint, a: number, b: number): number {
  return betaScale(a, b) * expMinus(betaExponent(point, a, b));
}

function betaScale(a: number, b: number): number {
  return Math.sqrt((a / (a + b)) * (b / (2 * Math.PI)));
}

function betaExponent({ x, y }: UnitPoint, a: number, b: number): Twofold {
  const n = exactSum(a, b);
  const stirling = stirlingError(a) + stirlingError(b) - stirlingError(n.high);
  // The nearer end tells the distance from the farther one with all its digits.
  const fromA = deviance(single(a), productOf(n, x < y ? single(x) : exactSum(1, -y)));
  const fromB = deviance(single(b), productOf(n, x < y ? exactSum(1, -x) : single(y)));
  return sumOf(sumOf(fromA, fromB), single(stirling));
}
