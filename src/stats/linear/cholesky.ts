import { at, type Matrix, zeros } from "./matrix.ts";

/**
 * The lower triangular L with L L′ = `a`, of which the lower half is read. Undefined where `a` is not positive definite: where a pivot is not
 * above `tolerance` times the diagonal entry that it came from.
 */
export function cholesky(a: Matrix, tolerance = 0): Matrix | undefined {
  const size = a.rows;
  const lower = zeros(size, size);
  const { values } = lower;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(a.values, row * size + column);
      for (let inner = 0; inner < column; inner += 1)
        sum -= at(values, row * size + inner) * at(values, column * size + inner);
      if (row !== column) values[row * size + column] = sum / at(values, column * size + column);
      else if (sum > tolerance * at(a.values, row * size + row)) values[row * size + row] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return Number.isFinite(values.reduce((sum, value) => sum + value, 0)) ? lower : undefined;
}

/** x of L L′ x = `b`, for every column of `b`. */
export function solveCholesky(lower: Matrix, b: Matrix): Matrix {
  return backwardSolve(lower, forwardSolve(lower, b));
}

/** x of L x = `b`. */
export function forwardSolve(lower: Matrix, b: Matrix): Matrix {
  const x = { ...b, values: Float64Array.from(b.values) };
  for (let row = 0; row < lower.rows; row += 1) {
    for (let inner = 0; inner < row; inner += 1)
      subtractRow(x, row, at(lower.values, row * lower.rows + inner), inner);
    divideRow(x, row, at(lower.values, row * lower.rows + row));
  }
  return x;
}

/** x of L′ x = `b`. */
export function backwardSolve(lower: Matrix, b: Matrix): Matrix {
  const x = { ...b, values: Float64Array.from(b.values) };
  for (let row = lower.rows - 1; row >= 0; row -= 1) {
    for (let inner = row + 1; inner < lower.rows; inner += 1)
      subtractRow(x, row, at(lower.values, inner * lower.rows + row), inner);
    divideRow(x, row, at(lower.values, row * lower.rows + row));
  }
  return x;
}

function subtractRow({ columns, values }: Matrix, row: number, factor: number, other: number): void {
  for (let column = 0; column < columns; column += 1) {
    values[row * columns + column] =
      at(values, row * columns + column) - factor * at(values, other * columns + column);
  }
}

function divideRow({ columns, values }: Matrix, row: number, divisor: number): void {
  for (let column = 0; column < columns; column += 1) {
    values[row * columns + column] = at(values, row * columns + column) / divisor;
  }
}

export type PositiveInverse = { readonly inverse: Matrix; readonly logDeterminant: number };

/** The inverse of a positive definite matrix and the logarithm of its determinant; undefined where it is not one. */
export function invertPositive(a: Matrix, tolerance = 0): PositiveInverse | undefined {
  const lower = cholesky(a, tolerance);
  if (lower === undefined) return undefined;
  const size = a.rows;
  const inner = invertLower(lower);
  const inverse = zeros(size, size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = 0;
      for (let k = row; k < size; k += 1)
        sum += at(inner.values, k * size + row) * at(inner.values, k * size + column);
      inverse.values[row * size + column] = sum;
      inverse.values[column * size + row] = sum;
    }
  }
  return { inverse, logDeterminant: logDeterminantOf(lower) };
}

/** log |L L′|. */
export function logDeterminantOf({ rows, values }: Matrix): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) sum += Math.log(at(values, row * rows + row));
  return 2 * sum;
}

function invertLower(lower: Matrix): Matrix {
  const size = lower.rows;
  const result = zeros(size, size);
  for (let column = 0; column < size; column += 1) {
    result.values[column * size + column] = 1 / at(lower.values, column * size + column);
    for (let row = column + 1; row < size; row += 1) {
      let sum = 0;
      for (let k = column; k < row; k += 1)
        sum += at(lower.values, row * size + k) * at(result.values, k * size + column);
      result.values[row * size + column] = -sum / at(lower.values, row * size + row);
    }
  }
  return result;
}
