import { polynomial } from "./polynomial.ts";

/** log Γ(n + 1) less Stirling's approximation (n + ½) log n − n + ½ log 2π of it, for n above 0: no digits cancel. */
export function stirlingError(n: number): number {
  let error = 0;
  let at = n;
  // The error falls from n to n + 1 by (n + ½) log(1 + 1/n) − 1.
  for (; at < seriesFrom; at += 1) error += at < 1 ? (at + 0.5) * Math.log1p(1 / at) - 1 : fall(at);
  return error + stirlingSeries(at);
}

/** log Γ(n + 1) = (n + ½) log n − n + ½ log 2π + this, for n of 8 and more. */
export function stirlingSeries(n: number): number {
  return polynomial(stirlingTerms, 1 / (n * n)) / n;
}

export const seriesFrom = 8;

/** (n + ½) log(1 + 1/n) − 1, with the series of the inverse hyperbolic tangent, for n of 1 and more. */
function fall(n: number): number {
  const square = 1 / ((2 * n + 1) * (2 * n + 1));
  let [power, value] = [square, 0];
  for (let odd = 3; power > 2e-18; odd += 2) {
    value += power / odd;
    power *= square;
  }
  return value;
}

/** The Bernoulli numbers over 2k (2k − 1), the first of them last. */
const stirlingTerms = [
  -1.3924322169059011,
  0.17964437236883057,
  -0.029550653594771242,
  1 / 156,
  -691 / 360360,
  1 / 1188,
  -1 / 1680,
  1 / 1260,
  -1 / 360,
  1 / 12,
];
