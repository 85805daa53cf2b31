import { betaFraction, betaLogitOfLogTail, logIncompleteBeta } from "./incomplete-beta.ts";
import { logNormalTails, normalQuantile, normalTails } from "./normal.ts";
import { polynomial } from "./polynomial.ts";
import { studentTStart } from "./student-t-start.ts";
import { logTailsFrom, smallerTail, type TailProbability, type Tails } from "./tails.ts";

/** The probability that a Student t variable is at most `t`, and that it is more; `degreesOfFreedom` need not be whole. */
export function studentTTails(t: number, degreesOfFreedom: number): Tails {
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return normalTails(t);
  const tail = tailBeyond(Math.abs(t), degreesOfFreedom, tFactor(degreesOfFreedom));
  return t < 0 ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
}

/** The natural logarithms of `studentTTails`, also where these are too small for a number. */
export function logStudentTTails(t: number, degreesOfFreedom: number): Tails {
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return logNormalTails(t);
  const tail = tailBeyond(Math.abs(t), degreesOfFreedom, tFactor(degreesOfFreedom));
  if (tail > 1e-290) return logTailsFrom(Math.log(tail), t < 0);
  const square = (t * t) / degreesOfFreedom;
  const point = { x: 1 / (1 + square), y: square / (1 + square) };
  return logTailsFrom(logIncompleteBeta(point, degreesOfFreedom / 2, 0.5).lower - Math.LN2, t < 0);
}

/** The probability that a Student t variable is at most `t`; for the upper tail ask for `-t`. */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  return studentTTails(t, degreesOfFreedom).lower;
}

/** The density of a Student t variable. */
export function studentTDensity(t: number, degreesOfFreedom: number): number {
  return tFactor(degreesOfFreedom) * kernel(t, degreesOfFreedom);
}

/** The quantile of a Student t variable. NaN where `asked` is no probability. */
export function studentTQuantile(asked: TailProbability, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return normalQuantile(asked);
  const tail = smallerTail(asked);
  if (tail === undefined || !(degreesOfFreedom > 0)) return Number.NaN;
  const distance = distanceOf(tail.p, tail.log, degreesOfFreedom);
  return tail.isLower ? -distance : distance;
}

/** How far out the tail beyond has the probability `p`, of at most ½. */
function distanceOf(p: number, log: number, df: number): number {
  if (log === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (p === 0.5) return 0;
  if (df < 2.05 || p < 1e-280) {
    const logit = betaLogitOfLogTail(log + Math.LN2, df / 2, 0.5);
    return Math.sqrt(df) * Math.exp(-logit / 2);
  }
  const factor = tFactor(df);
  let t = studentTStart(2 * p, df);
  for (let step = 0; step < 50; step += 1) {
    const density = factor * kernel(t, df);
    // Near the middle the distance from one half has the digits.
    const off = p > 0.25 ? 0.5 - p - centralSeries(t, df) * density : tailBeyond(t, df, factor) - p;
    const change = off / density;
    const bend = ((df + 1) * t) / (df + t * t);
    t +=
      change *
      (1 +
        (change / 2) *
          (bend + (change / 3) * (2 * bend * bend - bend / t + (2 * bend * t * t) / (t * (df + t * t)))));
    if (Math.abs(change) < 1e-5 * Math.abs(t)) break;
  }
  return t;
}

/** The probability beyond `t`, which is not negative. */
function tailBeyond(t: number, df: number, factor: number): number {
  const square = (t * t) / df;
  const density = factor * kernel(t, df);
  if (t < 2.4) return 0.5 - centralSeries(t, df) * density;
  if (density === 0) return 0;
  const x = 1 / (1 + square);
  if (square > 1) return (density * t * farSeries(x, df / 2)) / df;
  return 0.5 * density * t * betaFraction({ x, y: square * x }, df / 2, 0.5);
}

/** The probability between 0 and t over the density at t. */
function centralSeries(t: number, df: number): number {
  const y = (t * t) / (df + t * t);
  let [above, below, term, sum] = [(df + 1) / 2, 1.5, 1, 1];
  while (term > 1e-17 * sum) {
    term *= (above / below) * y;
    sum += term;
    above += 1;
    below += 1;
  }
  return t * sum;
}

/** The tail over density · t / df, where t² is above df. */
function farSeries(x: number, a: number): number {
  let [above, below, term, sum] = [a + 0.5, a + 1, 1, 1];
  while (term > 1e-17 * sum) {
    term *= (above / below) * x;
    sum += term;
    above += 1;
    below += 1;
  }
  return sum;
}

/** (1 + t²/df)^(−(df + 1) / 2). */
function kernel(t: number, df: number): number {
  const scaled = Math.abs(t) / Math.sqrt(df);
  const log = scaled > 1e9 ? 2 * Math.log(scaled) : Math.log1p(scaled * scaled);
  return Math.exp(-0.5 * (df + 1) * log);
}

/** Γ((df + 1) / 2) / (Γ(df / 2) √(π df)): the density at 0. */
function tFactor(df: number): number {
  let [a, above, below] = [df / 2, 1, 1];
  for (; a < 10; a += 1) {
    above *= a;
    below *= a + 0.5;
  }
  const ratio = Math.exp(polynomial(halfStepTerms, 1 / (a * a)) / a) * Math.sqrt(a / df);
  return (ratio * above * inverseRootPi) / below;
}

const inverseRootPi = 0.5641895835477563;

/** log(Γ(a + ½) / (Γ(a) √a)) is a series of odd powers of 1/a: Tricomi and Erdélyi (1951), Pacific J. Math. 1:133. */
const halfStepTerms = [
  929569 / 15728640,
  -5461 / 425984,
  691 / 180224,
  -31 / 18432,
  17 / 14336,
  -1 / 640,
  1 / 192,
  -1 / 8,
];
