import { polynomial } from "./polynomial.ts";
import { logTailsFrom, smallerTail, type TailProbability, type Tails } from "./tails.ts";

const inverseRootTwoPi = 0.3989422804014327;
const rootTwoPi = 2.5066282746310002;

/** The density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return inverseRootTwoPi * halfSquareExponential(Math.abs(x));
}

/**
 * The probability that a standard normal variable is at most `x`, with a small relative error in both tails: for
 * the upper tail ask for `-x`.
 *
 * Rational approximations of Cody (1969), Rational Chebyshev approximations for the error function, Math. Comp. 23:631.
 */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (distance <= 0.67448975)
    return 0.5 + x * (polynomial(centerTop, x * x) / polynomial(centerBottom, x * x));
  const tail = tailProbability(distance);
  return x > 0 ? 1 - tail : tail;
}

/** The probability that a standard normal variable is at most `x`, and that it is more. */
export function normalTails(x: number): Tails {
  return { lower: normalCdf(x), upper: normalCdf(-x) };
}

/** The natural logarithms of `normalTails`, also where these are too small for a number. */
export function logNormalTails(x: number): Tails {
  return logTailsFrom(logTail(Math.abs(x)), x < 0);
}

/** The logarithm of the probability beyond `x`, which is not negative. */
function logTail(x: number): number {
  if (x < 20) return Math.log(normalCdf(-x));
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return Math.log(farFactor(x)) - 0.5 * x * x;
}

/** The probability beyond `x`, which is greater than 0.67. */
function tailProbability(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  return halfSquareExponential(x) * tailShape(x);
}

/** The same without the factor exp(−x²/2). */
function tailShape(x: number): number {
  if (x <= Math.sqrt(32)) return polynomial(shoulderTop, x) / polynomial(shoulderBottom, x);
  return farFactor(x);
}

/** `tailShape` for x above √32. */
function farFactor(x: number): number {
  const square = 1 / (x * x);
  const correction = (square * polynomial(farTop, square)) / polynomial(farBottom, square);
  return (inverseRootTwoPi - correction) / x;
}

/** The probability beyond `x` where the density there is known, which spares the exponential: for sums of many tails. */
export function tailBeside(density: number, x: number): number {
  if (Math.abs(x) <= 0.67448975) return normalCdf(-x);
  const tail = density * rootTwoPi * tailShape(Math.abs(x));
  return x > 0 ? tail : 1 - tail;
}

/** exp(−x²/2). The square is split in two, of which the first is exact, so that the exponent loses no digits. */
function halfSquareExponential(x: number): number {
  if (x > 1e8) return 0;
  const near = Math.trunc(x * 16) / 16;
  return Math.exp(-near * near * 0.5) * Math.exp(-(x - near) * (x + near) * 0.5);
}

/**
 * The quantile of a standard normal variable: −∞ and ∞ at 0 and 1, NaN outside.
 *
 * Algorithm AS 241, PPND16, of Wichura (1988), The percentage points of the normal distribution, Appl. Stat. 37:477.
 */
export function normalQuantile(asked: TailProbability): number {
  if (typeof asked === "number" && Math.abs(asked - 0.5) <= 0.425) return middleQuantile(asked - 0.5);
  const tail = smallerTail(asked);
  if (tail === undefined) return Number.NaN;
  const distance = tail.p >= 0.075 ? middleQuantile(0.5 - tail.p) : outerQuantile(tail.log);
  return tail.isLower ? -distance : distance;
}

function middleQuantile(fromMiddle: number): number {
  const r = 0.180625 - fromMiddle * fromMiddle;
  return (fromMiddle * polynomial(middleTop, r)) / polynomial(middleBottom, r);
}

/** The distance beyond which the probability has the logarithm `log`. */
function outerQuantile(log: number): number {
  if (log === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-log);
  if (r <= 5) return polynomial(outerTop, r - 1.6) / polynomial(outerBottom, r - 1.6);
  if (r <= 27) return polynomial(endTop, r - 5) / polynomial(endBottom, r - 5);
  return beyondNumbers(log);
}

/** Newton's method where the probability itself is less than any number. */
function beyondNumbers(log: number): number {
  let x = Math.sqrt(-2 * log);
  for (let step = 0; step < 20; step += 1) {
    // The tail's logarithm falls by the density over the tail.
    const change = (logTail(x) - log) * (farFactor(x) / inverseRootTwoPi);
    x += change;
    if (!(Math.abs(change) > 2 ** -52 * x)) break;
  }
  return x;
}

const centerTop = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
];
const centerBottom = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const shoulderTop = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const shoulderBottom = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
];
const farTop = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
];
const farBottom = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
];

const middleTop = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const middleBottom = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const outerTop = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const outerBottom = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const endTop = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const endBottom = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];
