import { logGammaOnePlus } from "./gamma.ts";
import { stirlingSeries } from "./stirling.ts";
import { type Tails, unitTails } from "./tails.ts";
import type { UnitPoint } from "./unit-point.ts";

/** Whether `tailsNearZero` is quick and loses nothing: a small shape, and a point well below where the other shape tells. */
export function isNearZero({ x }: UnitPoint, a: number, b: number): boolean {
  return a < 1 && x * Math.max(1, b) <= 0.7;
}

/**
 * I(x; a, b) and its complement for a small shape `a` near 0, by the power series (Abramowitz and Stegun 1964, 26.5.4
 * with 15.1.1): what lies above is told from x^a / (a B(a, b)), which may be near 1.
 */
export function tailsNearZero({ x }: UnitPoint, a: number, b: number): Tails {
  const logFront = a * Math.log(x) - logGammaOnePlus(a) + logGammaRise(b, a);
  let [term, sum] = [1, 0];
  for (let n = 1; n < 10_000; n += 1) {
    term *= ((n - b) * x) / n;
    sum += term / (a + n);
    if (!(Math.abs(term) > 1e-18 * Math.abs(sum))) break;
  }
  return unitTails(logFront, a * sum);
}

/** log Γ(b + a) − log Γ(b) without cancellation. */
function logGammaRise(b: number, a: number): number {
  let [at, rise] = [b, 0];
  for (; at < 10; at += 1) rise -= Math.log1p(a / at);
  const far = at + a;
  const shift = (at - 0.5) * Math.log1p(a / at) + a * Math.log(far) - a;
  return rise + shift + stirlingSeries(far) - stirlingSeries(at);
}
