import { invertPositive } from "../linear/cholesky.ts";
import { at, zeros } from "../linear/matrix.ts";
import { forEachPair, type NetworkStudy, pairIndex } from "./network.ts";

/**
 * The Laplacian of a study with k arms, k × k, row after row: minus its entries off the diagonal are the weights of its pairs, so reduced
 * that together they weigh no more than k − 1 independent contrasts. `tau2` is added to the variance of every pair. Undefined where the
 * variances contradict each other.
 *
 * Rücker (2012), Network meta-analysis, electrical networks and graph theory, Res. Synth. Methods 3:312; Rücker and Schwarzer (2014), Reduce
 * dimension or reduce weights?, Stat. Med. 33:4353.
 */
export function studyLaplacian(study: NetworkStudy, tau2: number): Float64Array | undefined {
  const { arms, variances } = study;
  if (arms.length === 2) {
    const weight = 1 / (at(variances, 0) + tau2);
    return Float64Array.of(weight, -weight, -weight, weight);
  }
  return inverseOfCentered(arms.length, variances, tau2);
}

/** −½ C V C of the pairs' variances V, with C = I − J / k, inverted where it is not zero. */
function inverseOfCentered(k: number, variances: Float64Array, tau2: number): Float64Array | undefined {
  const v = zeros(k, k);
  forEachPair(k, (i, j, pair) => {
    const variance = at(variances, pair) + tau2;
    v.values[i * k + j] = variance;
    v.values[j * k + i] = variance;
  });
  const means = new Float64Array(k);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) means[i] = at(means, i) + at(v.values, i * k + j) / k;
  }
  const grand = means.reduce((sum, mean) => sum + mean, 0) / k;
  const centered = zeros(k, k);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      // The last term fills the null space of constants with about what is elsewhere.
      centered.values[i * k + j] =
        -0.5 * (at(v.values, i * k + j) - at(means, i) - at(means, j) + grand) + grand / k;
    }
  }
  return invertPositive(centered, 1e-10)?.inverse.values.map((value) => value - 1 / (grand * k));
}

/**
 * The Laplacian of a study whose contrasts against its last arm are taken for independent in their sampling errors, though not in the
 * heterogeneity that `tau2` adds: how some software estimated the heterogeneity of contrasts without arms.
 */
export function uncorrelatedLaplacian(
  { arms, variances }: NetworkStudy,
  tau2: number,
): Float64Array | undefined {
  const k = arms.length;
  const base = k - 1;
  const covariance = zeros(base, base);
  for (let i = 0; i < base; i += 1) {
    for (let j = 0; j < base; j += 1) {
      covariance.values[i * base + j] = i === j ? at(variances, pairIndex(k, i, base)) + tau2 : tau2 / 2;
    }
  }
  const precision = invertPositive(covariance)?.inverse;
  if (precision === undefined) return undefined;
  const laplacian = new Float64Array(k * k);
  for (let i = 0; i < base; i += 1) {
    for (let j = 0; j < base; j += 1) {
      const value = at(precision.values, i * base + j);
      for (const [row, column, sign] of [
        [i, j, 1],
        [i, base, -1],
        [base, j, -1],
        [base, base, 1],
      ] as const)
        laplacian[row * k + column] = at(laplacian, row * k + column) + sign * value;
    }
  }
  return laplacian;
}
