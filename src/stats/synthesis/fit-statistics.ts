import { at } from "../linear/matrix.ts";
import { basisOf, product } from "./projection-traces.ts";
import { total, type WeightedFit, weightedFit } from "./regression-moments.ts";
import type { StudyModel } from "./study-model.ts";

/** How well a model fits, for comparison with others: only of the same studies, and by REML only with the same moderators. */
export type FitStatistics = {
  readonly logLikelihood: number;
  readonly deviance: number;
  readonly aic: number;
  readonly bic: number;
  /** AIC with the correction for small samples (Hurvich and Tsai 1989, Biometrika 76:297). */
  readonly aicc: number;
};

export type FittedLikelihoods = { readonly ml: FitStatistics; readonly reml: FitStatistics };

/** Both likelihoods at τ²; `residuals` are those of the weighted least squares fit where they are not given. */
export function fitStatistics(
  model: StudyModel,
  tau2: number,
  { estimated, residuals }: { readonly estimated: boolean; readonly residuals?: Float64Array },
): FittedLikelihoods {
  const { ml, reml } = logLikelihoods(model, tau2, residuals);
  const saturated = -0.5 * total(model.v.map((variance) => Math.log(2 * Math.PI * variance)));
  const [k, p] = [model.y.length, model.p];
  const parameters = p + (estimated ? 1 : 0);
  return {
    ml: statisticsOf(ml, 2 * (saturated - ml), parameters, k),
    reml: statisticsOf(reml, -2 * reml, parameters, k - p),
  };
}

export function logLikelihoods(
  model: StudyModel,
  tau2: number,
  residuals?: Float64Array,
): { readonly ml: number; readonly reml: number } {
  const weights = model.v.map((variance) => 1 / (variance + tau2));
  const fit: WeightedFit = weightedFit(model, basisOf(model), weights);
  const left = residuals ?? fit.residuals;
  const q = total(product(weights, left, left));
  const logWeights = total(weights.map((weight) => Math.log(weight)));
  const [k, p] = [model.y.length, model.p];
  const common = 0.5 * (logWeights - q);
  // The columns are orthonormal: log |X′X| − log |X′W X| is −log |Q′W Q|.
  return {
    ml: common - 0.5 * k * Math.log(2 * Math.PI),
    reml: common - 0.5 * (k - p) * Math.log(2 * Math.PI) - 0.5 * fit.logDeterminant,
  };
}

function statisticsOf(logLikelihood: number, deviance: number, parameters: number, n: number): FitStatistics {
  const size = Math.max(n, parameters + 2);
  return {
    logLikelihood,
    deviance,
    aic: -2 * logLikelihood + 2 * parameters,
    bic: -2 * logLikelihood + parameters * Math.log(n),
    aicc: -2 * logLikelihood + (2 * parameters * size) / (size - parameters - 1),
  };
}

/** The coefficients of X for those of its orthonormal columns. */
export function toCoefficients({ back, p }: StudyModel, coefficients: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: p }, (_, row) => {
    let sum = 0;
    for (let column = row; column < p; column += 1)
      sum += at(back.values, row * p + column) * at(coefficients, column);
    return sum;
  });
}
