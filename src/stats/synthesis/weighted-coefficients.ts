import { at, type Matrix, multiply, scale, transpose } from "../linear/matrix.ts";
import type { CoefficientTest } from "./coefficient-tests.ts";
import { toCoefficients } from "./fit-statistics.ts";
import { momentsAt } from "./moments.ts";
import { basisOf, product } from "./projection-traces.ts";
import { weightedCross, weightedFit } from "./regression-moments.ts";
import type { StudyModel } from "./study-model.ts";

export type WeightedMean = {
  readonly coefficients: Float64Array;
  readonly covariance: Matrix;
  readonly residuals: Float64Array;
  /** By what the covariance is scaled. */
  readonly scale: number;
};

/** Coefficients by weighted least squares and their covariance at τ², which is a sandwich where the weights are one's own. */
export function weightedCoefficients(
  model: StudyModel,
  tau2: number,
  {
    weights,
    own,
    test,
  }: { readonly weights: Float64Array; readonly own: boolean; readonly test: CoefficientTest },
): WeightedMean {
  const basis = basisOf(model);
  const fit = weightedFit(model, basis, weights);
  const factor = scaleOf(model, tau2, test);
  const inner = own ? sandwich(model, tau2, weights, fit.inverse, basis) : fit.inverse;
  const back = backOf(model);
  return {
    coefficients: toCoefficients({ ...model, back }, fit.coefficients),
    covariance: scale(multiply(multiply(back, inner), transpose(back)), factor),
    residuals: fit.residuals,
    scale: factor,
  };
}

/** From the columns that `basisOf` gives to those of X. */
export function backOf({ basis, back, y }: StudyModel): Matrix {
  return basis === undefined ? scale(back, 1 / Math.sqrt(y.length)) : back;
}

/** Knapp and Hartung's mean square of the weighted residuals. */
function scaleOf(model: StudyModel, tau2: number, test: CoefficientTest): number {
  const rest = model.y.length - model.p;
  if (test === "z" || test === "t" || rest <= 0) return 1;
  const square = momentsAt(model, tau2).q / rest;
  return test === "adhoc" ? Math.max(1, square) : square;
}

function sandwich(
  { v }: StudyModel,
  tau2: number,
  weights: Float64Array,
  inverse: Matrix,
  basis: Matrix,
): Matrix {
  const spread = weightedCross(
    basis,
    product(weights, weights).map((square, row) => square * (at(v, row) + tau2)),
  );
  return multiply(multiply(inverse, spread), inverse);
}
