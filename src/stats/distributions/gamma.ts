import { polynomial } from "./polynomial.ts";
import { seriesFrom, stirlingSeries } from "./stirling.ts";

/**
 * log Γ(x) for x above 0, with a small relative error also about its zeros at 1 and 2. ∞ at 0, NaN below.
 *
 * Abramowitz and Stegun (1964), 6.1.33 near 1 and 2, 6.1.41 from 9 on, and the recurrence between them.
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) return Number.NaN;
  if (x < 0.5) return logGammaOnePlus(x) - Math.log(x);
  if (x <= 1.5) return logGammaOnePlus(x - 1);
  if (x > seriesFrom + 1) {
    if (x > 1e300) return x * (Math.log(x) - 1);
    return (x - 0.5) * (Math.log(x) - 1) - 0.5 + halfLogTwoPi + stirlingSeries(x);
  }
  let [at, product] = [x, 1];
  for (; at > 2.5; ) {
    at -= 1;
    product *= at;
  }
  return Math.log(product) + nearTwo(at - 2);
}

/** log Γ(1 + x) for x of −0.5 and more: it keeps the digits of a small x. */
export function logGammaOnePlus(x: number): number {
  return x <= 0.5 ? nearTwo(x) - Math.log1p(x) : logGamma(1 + x);
}

const halfLogTwoPi = 0.9189385332046728;
const oneLessEuler = 0.42278433509846713;

/** log Γ(2 + z) for z within ½ of 0. */
function nearTwo(z: number): number {
  return z * (oneLessEuler + z * polynomial(zetaTerms, z));
}

/** (−1)^k (ζ(k) − 1) / k, from k = 29 down to 2. */
const zetaTerms = [
  -6.4229645638381e-11, 1.330476437424449e-10, -2.7595228851242334e-10, 5.731367241678862e-10,
  -1.1921401405860912e-9, 2.4836745438024785e-9, -5.183475041970047e-9, 1.0838659214896955e-8,
  -2.2711094608943164e-8, 4.7698101693639804e-8, -1.00432248239681e-7, 2.1207184805554667e-7,
  -4.492469198764566e-7, 9.55141213040742e-7, -2.039215753801366e-6, 4.374866789907488e-6,
  -9.439488275268397e-6, 2.050721277567069e-5, -4.492623673813314e-5, 9.945751278180853e-5,
  -0.00022315475845357939, 0.0005096695247430425, -0.001192753911703261, 0.0028905103307415234,
  -0.007385551028673986, 0.020580808427784546, -0.06735230105319809, 0.3224670334241132,
];

/** The derivative of log Γ(x), for x above 0. Abramowitz and Stegun (1964), 6.3.5 and 6.3.18. */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let [at, sum] = [x, 0];
  for (; at < 10; at += 1) sum -= 1 / at;
  return sum + Math.log(at) - 0.5 / at - polynomial(digammaTerms, 1 / (at * at)) / (at * at);
}

/** Bernoulli numbers over 2k, the first of them last. */
const digammaTerms = [
  43867 / 14364,
  -3617 / 8160,
  1 / 12,
  -691 / 32760,
  1 / 132,
  -1 / 240,
  1 / 252,
  -1 / 120,
  1 / 12,
];

/** The second derivative of log Γ(x), for x above 0. Abramowitz and Stegun (1964), 6.4.6 and 6.4.12. */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let [at, sum] = [x, 0];
  for (; at < 10; at += 1) sum += 1 / (at * at);
  return sum + (1 + (0.5 + polynomial(trigammaTerms, 1 / (at * at)) / at) / at) / at;
}

/** Bernoulli numbers, the first of them last. */
const trigammaTerms = [43867 / 798, -3617 / 510, 7 / 6, -691 / 2730, 5 / 66, -1 / 30, 1 / 42, -1 / 30, 1 / 6];
