import { invertPositive } from "../linear/cholesky.ts";
import {
  apply,
  at,
  dot,
  type Matrix,
  multiply,
  quadraticForm,
  traceOfProduct,
  zeros,
} from "../linear/matrix.ts";
import type { Moments } from "./moments.ts";
import type { StudyModel } from "./study-model.ts";

/** The moments of a model with moderators, through its p × p sums. */
export function regressionMoments(model: StudyModel, basis: Matrix, tau2: number): Moments {
  const w = model.v.map((variance) => 1 / (variance + tau2));
  const { inverse, residuals } = weightedFit(model, basis, w);
  const square = w.map((weight) => weight * weight);
  const cube = w.map((weight) => weight * weight * weight);
  const u = residuals.map((residual, row) => residual * at(w, row));
  const wu = u.map((value, row) => value * at(w, row));
  const b2 = weightedCross(basis, square);
  const along = transposedTimes(basis, wu);
  const [sumW, sumWw] = [total(w), total(square)];
  return {
    q: dot(u, residuals),
    qq: dot(u, u),
    qqq: dot(u, wu) - quadraticForm(along, inverse),
    traceP: sumW - traceOfProduct(inverse, b2),
    tracePp: sumWw - 2 * traceOfProduct(inverse, weightedCross(basis, cube)) + traceOfSquare(inverse, b2),
    sumW,
    sumWw,
  };
}

export type WeightedFit = {
  /** (Q′A Q)⁻¹ of the weights A. */
  readonly inverse: Matrix;
  readonly logDeterminant: number;
  /** Coefficients of the orthonormal columns. */
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
};

/** Least squares of the effects on the orthonormal columns, with any weights that are above 0. */
export function weightedFit({ y }: StudyModel, basis: Matrix, weights: Float64Array): WeightedFit {
  // The columns are orthonormal and the weights above 0: the sums are positive definite.
  const found = invertPositive(weightedCross(basis, weights));
  const inverse = found?.inverse ?? zeros(basis.columns, basis.columns);
  const sums = transposedTimes(
    basis,
    y.map((value, row) => value * at(weights, row)),
  );
  const coefficients = apply(inverse, sums);
  const fitted = apply(basis, coefficients);
  const residuals = y.map((value, row) => value - at(fitted, row));
  return { inverse, logDeterminant: found?.logDeterminant ?? Number.NaN, coefficients, residuals };
}

/** Q′ D Q of a diagonal D. */
export function weightedCross({ rows, columns, values }: Matrix, diagonal: Float64Array): Matrix {
  const result = zeros(columns, columns);
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < columns; i += 1) {
      const left = at(diagonal, row) * at(values, row * columns + i);
      for (let j = 0; j <= i; j += 1)
        result.values[i * columns + j] =
          at(result.values, i * columns + j) + left * at(values, row * columns + j);
    }
  }
  for (let i = 0; i < columns; i += 1)
    for (let j = 0; j < i; j += 1) result.values[j * columns + i] = at(result.values, i * columns + j);
  return result;
}

/** Q′ x. */
export function transposedTimes({ rows, columns, values }: Matrix, x: Float64Array): Float64Array {
  const result = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      result[column] = at(result, column) + at(values, row * columns + column) * at(x, row);
  return result;
}

/** The trace of (a b) (a b). */
function traceOfSquare(a: Matrix, b: Matrix): number {
  const product = multiply(a, b);
  return traceOfProduct(product, product);
}

export function total(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += at(values, index);
  return sum;
}
