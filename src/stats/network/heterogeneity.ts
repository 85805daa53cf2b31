import { at } from "../linear/matrix.ts";
import { findRoot } from "../numerics/root.ts";
import { fitLaplacian, type LaplacianFit, residualOf } from "./laplacian-fit.ts";
import { forEachPair, type Network, type NetworkStudy } from "./network.ts";
import { studyLaplacian, uncorrelatedLaplacian } from "./study-laplacian.ts";

/** How the variance between studies is estimated: by moments, by restricted or by full likelihood. */
export type HeterogeneityMethod = "DL" | "REML" | "ML";

export type NetworkHeterogeneity = {
  readonly method: HeterogeneityMethod | "given";
  readonly tau2: number;
  readonly iterations: number;
  /** The derivative of minus twice the log likelihood by τ² at the estimate; null for the method of moments. */
  readonly gradient: number | null;
  readonly converged: boolean;
};

export type HeterogeneityConvention = "netmeta 3.5" | "netmeta 3.3";

/**
 * The variance τ² that all contrasts of a network share, with correlation one half between those of a study.
 *
 * DL: Jackson, White and Riley (2013), A matrix-based method of moments for fitting the multivariate random effects model, Biom. J. 55:231.
 * REML and ML: Law et al. (2016), Two new methods to fit models for network meta-analysis, BMC Med. Res. Methodol. 16:87.
 */
export function networkHeterogeneity(
  network: Network,
  common: LaplacianFit,
  method: HeterogeneityMethod,
  convention: HeterogeneityConvention,
): NetworkHeterogeneity {
  if (common.degreesOfFreedom === 0)
    return { method, tau2: 0, iterations: 0, gradient: null, converged: true };
  if (method === "DL") return byMoments(network, common);
  return byLikelihood(network, common, method, convention);
}

/** (Q − df) / (Σ w − tr(H U W)), at least zero. */
export function momentTau2(network: Network, fit: LaplacianFit): number {
  let divisor = 0;
  network.studies.forEach((study, index) => {
    const own = fit.studyLaplacians[index] as Float64Array;
    divisor += (traceOf(own, study.arms.length) - spreadOf(study, own, fit)) / 2;
  });
  return divisor > 0 ? Math.max(0, (fit.q - fit.degreesOfFreedom) / divisor) : 0;
}

function byMoments(network: Network, fit: LaplacianFit): NetworkHeterogeneity {
  return { method: "DL", tau2: momentTau2(network, fit), iterations: 0, gradient: null, converged: true };
}

function byLikelihood(
  network: Network,
  common: LaplacianFit,
  method: "REML" | "ML",
  convention: HeterogeneityConvention,
): NetworkHeterogeneity {
  const weigh = convention === "netmeta 3.3" ? uncorrelatedLaplacian : studyLaplacian;
  const slope = (tau2: number): number => {
    const fit = fitLaplacian(network, tau2, weigh);
    return fit === undefined ? Number.NaN : likelihoodSlope(network, fit, method);
  };
  const atZero = slope(0);
  if (!(atZero < 0)) return { method, tau2: 0, iterations: 1, gradient: atZero, converged: atZero >= 0 };
  let high = Math.max(momentTau2(network, common), medianVariance(network) / 100);
  let doublings = 0;
  while (slope(high) < 0 && doublings < 200) {
    high *= 2;
    doublings += 1;
  }
  const found = findRoot(slope, { low: 0, high });
  if (found === undefined)
    return { method, tau2: 0, iterations: doublings, gradient: atZero, converged: false };
  const { root: tau2, iterations, converged } = found;
  return { method, tau2, iterations: iterations + doublings, gradient: slope(tau2), converged };
}

/** The derivative by τ² of minus twice the (restricted) log likelihood: ½ Σ (tr L − |currents left|² − tr(L⁺ L L)). */
function likelihoodSlope(network: Network, fit: LaplacianFit, method: "REML" | "ML"): number {
  let sum = 0;
  network.studies.forEach((study, index) => {
    const own = fit.studyLaplacians[index] as Float64Array;
    sum += traceOf(own, study.arms.length) - currentsLeft(study, own, fit.potentials);
    if (method === "REML") sum -= spreadOf(study, own, fit);
  });
  return sum / 2;
}

function traceOf(own: Float64Array, k: number): number {
  let sum = 0;
  for (let index = 0; index < k; index += 1) sum += at(own, index * k + index);
  return sum;
}

/** tr(L⁺ L L) over the arms of a study. */
function spreadOf({ arms }: NetworkStudy, own: Float64Array, { covariance }: LaplacianFit): number {
  const k = arms.length;
  let sum = 0;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      let square = 0;
      for (let inner = 0; inner < k; inner += 1) square += at(own, i * k + inner) * at(own, inner * k + j);
      sum += square * at(covariance.values, at(arms, i) * covariance.columns + at(arms, j));
    }
  }
  return sum;
}

/** The squares of what the residuals of a study drive into its arms. */
function currentsLeft(study: NetworkStudy, own: Float64Array, potentials: Float64Array): number {
  const k = study.arms.length;
  const currents = new Float64Array(k);
  forEachPair(k, (i, j, pair) => {
    const current = -at(own, i * k + j) * residualOf(study, potentials, i, j, pair);
    currents[i] = at(currents, i) + current;
    currents[j] = at(currents, j) - current;
  });
  return currents.reduce((sum, current) => sum + current * current, 0);
}

function medianVariance({ studies }: Network): number {
  const sorted = studies.flatMap(({ variances }) => [...variances]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
