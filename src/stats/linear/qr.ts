import { at, type Matrix, zeros } from "./matrix.ts";

/**
 * Householder's QR of `a` with its columns in the order of `pivots`: the first `rank` of them are independent, the others lie, up to
 * `tolerance`, in their span. Columns move to the end only if they are dependent, so that the first of equals stays.
 */
export type QrFactors = {
  readonly rank: number;
  readonly pivots: readonly number[];
  /** Upper triangular, columns × columns, in the order of the pivots. */
  readonly r: Matrix;
  /** Q′ b, for any b of as many rows. */
  readonly applyTransposed: (b: Matrix) => Matrix;
};

/** Golub (1965), Numerical methods for solving linear least squares problems, Numer. Math. 7:206, pivoting only away from dependent columns. */
export function householderQr(a: Matrix, tolerance = 1e-7): QrFactors {
  const { rows, columns } = a;
  const work = Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, (__, row) => at(a.values, row * columns + column)),
  );
  const norms = work.map((column) => length(column, 0));
  const pivots = Array.from({ length: columns }, (_, index) => index);
  const reflectors: Float64Array[] = [];
  let usable = columns;
  while (reflectors.length < Math.min(rows, usable)) {
    const step = reflectors.length;
    const column = work[step] as Float64Array;
    const left = length(column, step);
    const dependent = !(left > tolerance * (norms[pivots[step] as number] as number));
    if (dependent) {
      usable -= 1;
      moveToEnd(work, step);
      moveToEnd(pivots, step);
      continue;
    }
    const reflector = reflectorOf(column, step, left);
    reflectors.push(reflector);
    for (let other = step; other < columns; other += 1) reflect(reflector, step, work[other] as Float64Array);
  }
  return {
    rank: reflectors.length,
    pivots,
    r: upperOf(work, columns),
    applyTransposed: (b) => reflectAll(reflectors, b),
  };
}

function length(column: Float64Array, from: number): number {
  let largest = 0;
  for (let row = from; row < column.length; row += 1) largest = Math.max(largest, Math.abs(at(column, row)));
  if (!(largest > 0)) return largest;
  let sum = 0;
  for (let row = from; row < column.length; row += 1) sum += (at(column, row) / largest) ** 2;
  return largest * Math.sqrt(sum);
}

function moveToEnd<Item>(items: Item[], index: number): void {
  items.push(...items.splice(index, 1));
}

/** v of length one from `step` on, whose mirror turns the column into a multiple of a unit vector. */
function reflectorOf(column: Float64Array, step: number, left: number): Float64Array {
  const v = new Float64Array(column.length);
  for (let row = step; row < column.length; row += 1) v[row] = at(column, row) / left;
  v[step] = at(v, step) + (at(column, step) < 0 ? -1 : 1);
  const size = length(v, step);
  for (let row = step; row < v.length; row += 1) v[row] = at(v, row) / size;
  return v;
}

function reflect(v: Float64Array, step: number, column: Float64Array): void {
  let along = 0;
  for (let row = step; row < v.length; row += 1) along += at(v, row) * at(column, row);
  for (let row = step; row < v.length; row += 1) column[row] = at(column, row) - 2 * along * at(v, row);
}

function upperOf(work: readonly Float64Array[], columns: number): Matrix {
  const r = zeros(columns, columns);
  work.forEach((column, index) => {
    for (let row = 0; row <= index && row < column.length; row += 1)
      r.values[row * columns + index] = at(column, row);
  });
  return r;
}

function reflectAll(reflectors: readonly Float64Array[], b: Matrix): Matrix {
  const result = zeros(b.rows, b.columns);
  for (let index = 0; index < b.columns; index += 1) {
    const column = Float64Array.from({ length: b.rows }, (_, row) => at(b.values, row * b.columns + index));
    reflectors.forEach((reflector, step) => {
      reflect(reflector, step, column);
    });
    for (let row = 0; row < b.rows; row += 1) result.values[row * b.columns + index] = at(column, row);
  }
  return result;
}

/** Coefficients by column of `x`, null where a column is dependent on those before it. */
export type LeastSquares = {
  readonly coefficients: readonly (number | null)[];
  readonly rank: number;
  readonly residualSumOfSquares: number;
  /** (X′X)⁻¹ of the independent columns, in their order in `x`. */
  readonly unscaledCovariance: Matrix;
  /** The independent columns of `x`. */
  readonly kept: readonly number[];
};

/** Least squares of `y` on the columns of `x`; weights are of rows, proportional to the inverse of their variance. */
export function leastSquares(x: Matrix, y: ArrayLike<number>, weights?: ArrayLike<number>): LeastSquares {
  const root = (row: number): number => (weights === undefined ? 1 : Math.sqrt(at(weights, row)));
  const scaled = {
    ...x,
    values: x.values.map((value, index) => value * root(Math.floor(index / x.columns))),
  };
  const right = { rows: x.rows, columns: 1, values: Float64Array.from(y, (value, row) => value * root(row)) };
  const { rank, pivots, r, applyTransposed } = householderQr(scaled);
  const rotated = applyTransposed(right).values;
  const solution = new Float64Array(rank);
  for (let row = rank - 1; row >= 0; row -= 1) {
    let sum = at(rotated, row);
    for (let k = row + 1; k < rank; k += 1) sum -= at(r.values, row * r.columns + k) * at(solution, k);
    solution[row] = sum / at(r.values, row * r.columns + row);
  }
  const coefficients: (number | null)[] = Array.from({ length: x.columns }, () => null);
  solution.forEach((value, index) => {
    coefficients[pivots[index] as number] = value;
  });
  const rest = rotated.subarray(rank);
  const kept = pivots.slice(0, rank);
  return {
    coefficients,
    rank,
    residualSumOfSquares: rest.reduce((sum, value) => sum + value * value, 0),
    unscaledCovariance: inverseOfCrossProduct(r, rank),
    kept,
  };
}

/** (R′R)⁻¹ of the leading `rank` rows and columns of an upper triangular R. */
function inverseOfCrossProduct(r: Matrix, rank: number): Matrix {
  const inverse = zeros(rank, rank);
  for (let column = 0; column < rank; column += 1) {
    for (let row = column; row >= 0; row -= 1) {
      let sum = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k += 1)
        sum -= at(r.values, row * r.columns + k) * at(inverse.values, k * rank + column);
      inverse.values[row * rank + column] = sum / at(r.values, row * r.columns + row);
    }
  }
  const result = zeros(rank, rank);
  for (let row = 0; row < rank; row += 1) {
    for (let column = 0; column < rank; column += 1) {
      let sum = 0;
      for (let k = Math.max(row, column); k < rank; k += 1)
        sum += at(inverse.values, row * rank + k) * at(inverse.values, column * rank + k);
      result.values[row * rank + column] = sum;
    }
  }
  return result;
}
