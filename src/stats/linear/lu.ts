import { at, identity, type Matrix } from "./matrix.ts";

/** L and U in one matrix, the rows' order, and the sign of that order. */
export type LuFactors = {
  readonly factors: Matrix;
  readonly order: readonly number[];
  readonly sign: number;
};

/** LU factors with partial pivoting; undefined where the matrix is singular: a column has no pivot but zero. */
export function luDecompose(a: Matrix): LuFactors | undefined {
  const size = a.rows;
  const values = Float64Array.from(a.values);
  const order = Array.from({ length: size }, (_, index) => index);
  let sign = 1;
  for (let column = 0; column < size; column += 1) {
    const pivot = largestBelow(values, size, column);
    const size2 = Math.abs(at(values, pivot * size + column));
    if (!(size2 > 0) || !Number.isFinite(size2)) return undefined;
    if (pivot !== column) {
      swapRows(values, size, pivot, column);
      [order[pivot], order[column]] = [order[column] as number, order[pivot] as number];
      sign = -sign;
    }
    eliminate(values, size, column);
  }
  return { factors: { rows: size, columns: size, values }, order, sign };
}

function largestBelow(values: Float64Array, size: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < size; row += 1) {
    if (Math.abs(at(values, row * size + column)) > Math.abs(at(values, best * size + column))) best = row;
  }
  return best;
}

function swapRows(values: Float64Array, size: number, one: number, other: number): void {
  for (let column = 0; column < size; column += 1) {
    const kept = at(values, one * size + column);
    values[one * size + column] = at(values, other * size + column);
    values[other * size + column] = kept;
  }
}

function eliminate(values: Float64Array, size: number, column: number): void {
  for (let row = column + 1; row < size; row += 1) {
    const factor = at(values, row * size + column) / at(values, column * size + column);
    values[row * size + column] = factor;
    for (let k = column + 1; k < size; k += 1) {
      values[row * size + k] = at(values, row * size + k) - factor * at(values, column * size + k);
    }
  }
}

/** x of `a` x = `b`, for every column of `b`; undefined where `a` is singular. */
export function solveLinear(a: Matrix, b: Matrix): Matrix | undefined {
  const lu = luDecompose(a);
  if (lu === undefined) return undefined;
  const { factors, order } = lu;
  const size = a.rows;
  const x = new Float64Array(size * b.columns);
  for (let column = 0; column < b.columns; column += 1) {
    for (let row = 0; row < size; row += 1) {
      let sum = at(b.values, (order[row] as number) * b.columns + column);
      for (let k = 0; k < row; k += 1)
        sum -= at(factors.values, row * size + k) * at(x, k * b.columns + column);
      x[row * b.columns + column] = sum;
    }
    for (let row = size - 1; row >= 0; row -= 1) {
      let sum = at(x, row * b.columns + column);
      for (let k = row + 1; k < size; k += 1)
        sum -= at(factors.values, row * size + k) * at(x, k * b.columns + column);
      x[row * b.columns + column] = sum / at(factors.values, row * size + row);
    }
  }
  return { rows: size, columns: b.columns, values: x };
}

/** The inverse of a square matrix; undefined where it is singular. */
export function invert(a: Matrix): Matrix | undefined {
  return solveLinear(a, identity(a.rows));
}

export function determinant(a: Matrix): number {
  const lu = luDecompose(a);
  if (lu === undefined) return 0;
  let product = lu.sign;
  for (let index = 0; index < a.rows; index += 1) product *= at(lu.factors.values, index * a.rows + index);
  return product;
}
