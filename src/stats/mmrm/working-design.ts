import { at, type Matrix, zeros } from "../linear/matrix.ts";
import { householderQr } from "../linear/qr.ts";

/**
 * The model matrix turned into orthonormal columns once, and the outcome into residuals of ordinary least squares with a mean square of one, so
 * that no step of the fit meets the units or the collinearity of the data.
 */
export type WorkingDesign = {
  /** Orthonormal columns, and the scaled residuals as the last. */
  readonly z: Matrix;
  /** The columns of the model matrix that are independent, in the order of the working columns. */
  readonly kept: readonly number[];
  /** R⁻¹ of X = QR, upper triangular: kept coefficients = R⁻¹ · working coefficients · `unit` + `ordinary`. */
  readonly inverse: Matrix;
  readonly ordinary: Float64Array;
  /** The residuals' root mean square: what a working outcome of one is. */
  readonly unit: number;
  /** log |R| = ½ log |X′X| of the kept columns. */
  readonly logDeterminant: number;
  /** For each column that is not kept what makes it up of the kept ones, in their order. */
  readonly dependent: readonly { readonly column: number; readonly parts: Float64Array }[];
};

/** Rows are multiplied by the root of their weight first. */
export function workingDesign(x: Matrix, y: Float64Array, weights: Float64Array | undefined): WorkingDesign {
  const weighted = weights === undefined ? x : weightRows(x, weights);
  const outcome = weights === undefined ? y : y.map((value, row) => value * Math.sqrt(at(weights, row)));
  const { rank, pivots, r } = householderQr(weighted);
  const kept = pivots.slice(0, rank);
  const inverse = invertUpper(r, rank);
  const z = zeros(x.rows, rank + 1);
  const along = new Float64Array(rank);
  for (let row = 0; row < x.rows; row += 1) {
    for (let column = 0; column < rank; column += 1) {
      let sum = 0;
      for (let k = 0; k <= column; k += 1)
        sum += at(weighted.values, row * x.columns + at(kept, k)) * at(inverse.values, k * rank + column);
      z.values[row * (rank + 1) + column] = sum;
      along[column] = at(along, column) + sum * at(outcome, row);
    }
  }
  const unit = setResiduals(z, outcome, along);
  const ordinary = Float64Array.from({ length: rank }, (_, row) => {
    let sum = 0;
    for (let k = row; k < rank; k += 1) sum += at(inverse.values, row * rank + k) * at(along, k);
    return sum;
  });
  let logDeterminant = 0;
  for (let k = 0; k < rank; k += 1) logDeterminant += Math.log(Math.abs(at(r.values, k * r.columns + k)));
  return {
    z,
    kept,
    inverse,
    ordinary,
    unit,
    logDeterminant,
    dependent: dependentColumns(pivots, r, inverse),
  };
}

function dependentColumns(pivots: readonly number[], r: Matrix, inverse: Matrix): WorkingDesign["dependent"] {
  const rank = inverse.rows;
  return pivots.slice(rank).map((column, index) => ({
    column,
    parts: Float64Array.from({ length: rank }, (_, row) => {
      let sum = 0;
      for (let k = row; k < rank; k += 1)
        sum += at(inverse.values, row * rank + k) * at(r.values, k * r.columns + rank + index);
      return sum;
    }),
  }));
}

function weightRows(x: Matrix, weights: Float64Array): Matrix {
  return {
    ...x,
    values: x.values.map((value, index) => value * Math.sqrt(at(weights, Math.floor(index / x.columns)))),
  };
}

/** Writes residuals into the last column, divided by their root mean square, which it gives: zero where they are all rounding. */
function setResiduals(z: Matrix, outcome: Float64Array, along: Float64Array): number {
  const last = z.columns - 1;
  let [squares, total] = [0, 0];
  const residuals = outcome.map((value, row) => {
    let fitted = 0;
    for (let column = 0; column < last; column += 1)
      fitted += at(z.values, row * z.columns + column) * at(along, column);
    squares += (value - fitted) ** 2;
    total += value * value;
    return value - fitted;
  });
  const isNothing = !(squares > 1e-24 * total);
  const unit = isNothing ? 0 : Math.sqrt(squares / outcome.length);
  residuals.forEach((value, row) => {
    z.values[row * z.columns + last] = isNothing ? 0 : value / unit;
  });
  return unit;
}

function invertUpper(r: Matrix, size: number): Matrix {
  const inverse = zeros(size, size);
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row >= 0; row -= 1) {
      let sum = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k += 1)
        sum -= at(r.values, row * r.columns + k) * at(inverse.values, k * size + column);
      inverse.values[row * size + column] = sum / at(r.values, row * r.columns + row);
    }
  }
  return inverse;
}

/**
 * A contrast of all columns as one of the working coefficients, R⁻ᵀ l; undefined where the data do not tell it, for it would change with how a
 * dependent column is shared among those that make it up.
 */
export function estimableContrast(
  base: WorkingDesign,
  contrast: ArrayLike<number>,
): Float64Array | undefined {
  const kept = Float64Array.from(base.kept, (column) => at(contrast, column));
  const largest = base.kept.reduce((most, column) => Math.max(most, Math.abs(at(contrast, column))), 0);
  for (const { column, parts } of base.dependent) {
    const made = parts.reduce((sum, part, index) => sum + part * at(kept, index), 0);
    if (Math.abs(made - at(contrast, column)) > 1e-8 * Math.max(largest, Math.abs(at(contrast, column))))
      return undefined;
  }
  return toWorking(base, kept);
}

/** A contrast of the kept coefficients as one of the working coefficients: R⁻ᵀ l. */
export function toWorking({ inverse }: WorkingDesign, contrast: ArrayLike<number>): Float64Array {
  const size = inverse.rows;
  return Float64Array.from({ length: size }, (_, column) => {
    let sum = 0;
    for (let row = 0; row <= column; row += 1)
      sum += at(inverse.values, row * size + column) * at(contrast, row);
    return sum;
  });
}
