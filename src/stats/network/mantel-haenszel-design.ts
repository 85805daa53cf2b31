import { at, type Matrix, zeros } from "../linear/matrix.ts";
import type { EventStudy } from "./event-network.ts";
import { forEachPair, type NetworkStudy, pairsOf } from "./network.ts";

/**
 * Log odds ratios of all pairs of the arms that the studies of one design share, by generalized Mantel–Haenszel estimators, which add up, and
 * their variances, which hold for few large and for many small studies.
 *
 * Mickey and Elashoff (1985), A generalization of the Mantel–Haenszel estimator of partial association for 2 × J × K tables, Biometrics
 * 41:623; Greenland (1989), Generalized Mantel–Haenszel estimators for K 2 × J tables, Biometrics 45:183.
 */
export function mantelHaenszelDesign(studies: readonly EventStudy[]): NetworkStudy {
  const arms = studies[0]?.arms ?? [];
  const count = arms.length;
  const crossed = crossedSums(studies, count);
  const variance = (x: number, y: number): number => generalizedVariance(studies, crossed, count, x, y);
  const effects = new Float64Array(pairsOf(count));
  const variances = new Float64Array(pairsOf(count));
  forEachPair(count, (x, y, pair) => {
    effects[pair] = generalizedEffect(crossed, count, x, y);
    variances[pair] = variance(x, y);
  });
  return { name: "", arms, effects, variances, participants: arms.map(() => null) };
}

const total = ({ n }: EventStudy): number => n.reduce((sum, one) => sum + one, 0);
const yes = ({ events }: EventStudy, arm: number): number => at(events, arm);
const no = ({ events, n }: EventStudy, arm: number): number => at(n, arm) - at(events, arm);

/** Σ over studies of events in x times others in y, over the size of the study. */
function crossedSums(studies: readonly EventStudy[], count: number): Matrix {
  const sums = zeros(count, count);
  for (const study of studies) {
    for (let x = 0; x < count; x += 1) {
      for (let y = 0; y < count; y += 1) {
        const place = x * count + y;
        sums.values[place] = at(sums.values, place) + (yes(study, x) * no(study, y)) / total(study);
      }
    }
  }
  return sums;
}

function logRatio({ values, columns }: Matrix, x: number, y: number): number {
  return Math.log(at(values, x * columns + y) / at(values, y * columns + x));
}

/** The mean over all arms z of the log odds ratio of x and z less that of y and z. */
function generalizedEffect(crossed: Matrix, count: number, x: number, y: number): number {
  let sum = 0;
  for (let z = 0; z < count; z += 1) {
    if (z !== x) sum += logRatio(crossed, x, z);
    if (z !== y) sum -= logRatio(crossed, y, z);
  }
  return sum / count;
}

type Term = { readonly from: number; readonly to: number; readonly sign: number };

function generalizedVariance(
  studies: readonly EventStudy[],
  crossed: Matrix,
  count: number,
  x: number,
  y: number,
): number {
  const terms: Term[] = [];
  for (let z = 0; z < count; z += 1) {
    if (z !== x) terms.push({ from: x, to: z, sign: 1 });
    if (z !== y) terms.push({ from: y, to: z, sign: -1 });
  }
  let sum = 0;
  for (const a of terms) {
    for (const b of terms) sum += a.sign * b.sign * covariance(studies, crossed, a, b);
  }
  return sum / count ** 2;
}

/** The covariance of the log odds ratios of two pairs of arms: none without a common arm. */
function covariance(studies: readonly EventStudy[], crossed: Matrix, a: Term, b: Term): number {
  if (a.from === b.from && a.to === b.to) return pairVariance(studies, crossed, a.from, a.to);
  if (a.from === b.to && a.to === b.from) return -pairVariance(studies, crossed, a.from, a.to);
  if (a.from === b.from) return sharedCovariance(studies, crossed, a.from, a.to, b.to);
  if (a.to === b.to) return sharedCovariance(studies, crossed, a.to, a.from, b.from);
  if (a.from === b.to) return -sharedCovariance(studies, crossed, a.from, a.to, b.from);
  if (a.to === b.from) return -sharedCovariance(studies, crossed, a.to, a.from, b.to);
  return 0;
}

/** Robins, Breslow and Greenland (1986), Biometrics 42:311. */
function pairVariance(studies: readonly EventStudy[], crossed: Matrix, x: number, y: number): number {
  const [forth, back] = [
    at(crossed.values, x * crossed.columns + y),
    at(crossed.values, y * crossed.columns + x),
  ];
  let [first, mixed, last] = [0, 0, 0];
  for (const study of studies) {
    const size = total(study);
    const [c, d] = [(yes(study, x) * no(study, y)) / size, (yes(study, y) * no(study, x)) / size];
    const [p, q] = [(yes(study, x) + no(study, y)) / size, (yes(study, y) + no(study, x)) / size];
    first += p * c;
    mixed += p * d + q * c;
    last += q * d;
  }
  return first / (2 * forth ** 2) + mixed / (2 * forth * back) + last / (2 * back ** 2);
}

/** The covariance of the log odds ratios of x and y and of x and z: the mean of its three expressions. */
function sharedCovariance(
  studies: readonly EventStudy[],
  { values, columns }: Matrix,
  x: number,
  y: number,
  z: number,
): number {
  const [xy, yx] = [at(values, x * columns + y), at(values, y * columns + x)];
  const [xz, zx] = [at(values, x * columns + z), at(values, z * columns + x)];
  let sum = 0;
  for (const study of studies) {
    const size = total(study) ** 2;
    const all = at(study.n, x);
    sum +=
      ((yes(study, x) * no(study, y) * no(study, z)) / (xy * xz) +
        (all * yes(study, y) * no(study, z)) / (yx * xz) +
        (all * no(study, y) * yes(study, z)) / (xy * zx) +
        (no(study, x) * yes(study, y) * yes(study, z)) / (yx * zx)) /
      (3 * size);
  }
  return sum;
}
