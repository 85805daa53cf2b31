/** A dense matrix of real numbers, row after row. Functions here return new matrices and expect shapes that fit. */
export type Matrix = { readonly rows: number; readonly columns: number; readonly values: Float64Array };

export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** A matrix of its rows, which have one length. */
export function matrixOf(rows: readonly ArrayLike<number>[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const result = zeros(rows.length, columns);
  rows.forEach((row, index) => {
    result.values.set(row, index * columns);
  });
  return result;
}

/** A matrix of one column. */
export function columnVector(values: ArrayLike<number>): Matrix {
  return { rows: values.length, columns: 1, values: Float64Array.from(values) };
}

export function toRows({ rows, columns, values }: Matrix): readonly (readonly number[])[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  );
}

export function identity(size: number): Matrix {
  return diagonalMatrix(new Float64Array(size).fill(1));
}

export function diagonalMatrix(diagonal: ArrayLike<number>): Matrix {
  const size = diagonal.length;
  const result = zeros(size, size);
  for (let index = 0; index < size; index += 1) result.values[index * size + index] = at(diagonal, index);
  return result;
}

export function diagonalOf({ rows, columns, values }: Matrix): Float64Array {
  return Float64Array.from({ length: Math.min(rows, columns) }, (_, index) =>
    at(values, index * columns + index),
  );
}

export function rowOf({ columns, values }: Matrix, row: number): Float64Array {
  return values.slice(row * columns, (row + 1) * columns);
}

export function columnOf({ rows, columns, values }: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => at(values, row * columns + column));
}

/** One number of the matrix; both indices from 0. */
export function entry({ columns, values }: Matrix, row: number, column: number): number {
  return at(values, row * columns + column);
}

/** A number of a list that is known to be long enough. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] as number;
}

export function transpose({ rows, columns, values }: Matrix): Matrix {
  const result = zeros(columns, rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      result.values[column * rows + row] = at(values, row * columns + column);
    }
  }
  return result;
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  const result = zeros(a.rows, b.columns);
  for (let row = 0; row < a.rows; row += 1) {
    for (let inner = 0; inner < a.columns; inner += 1) {
      addMultiple(
        result.values,
        row * b.columns,
        at(a.values, row * a.columns + inner),
        b.values,
        inner * b.columns,
        b.columns,
      );
    }
  }
  return result;
}

/** a′b; a′a where `b` is left out. */
export function crossProduct(a: Matrix, b: Matrix = a): Matrix {
  const result = zeros(a.columns, b.columns);
  for (let row = 0; row < a.rows; row += 1) {
    for (let column = 0; column < a.columns; column += 1) {
      addMultiple(
        result.values,
        column * b.columns,
        at(a.values, row * a.columns + column),
        b.values,
        row * b.columns,
        b.columns,
      );
    }
  }
  return result;
}

/** target[from …] += factor · source[start …], over `length` numbers. */
function addMultiple(
  target: Float64Array,
  from: number,
  factor: number,
  source: Float64Array,
  start: number,
  length: number,
): void {
  if (factor === 0) return;
  for (let index = 0; index < length; index += 1) {
    target[from + index] = at(target, from + index) + factor * at(source, start + index);
  }
}

export function add(a: Matrix, b: Matrix): Matrix {
  return { ...a, values: a.values.map((value, index) => value + at(b.values, index)) };
}

export function subtract(a: Matrix, b: Matrix): Matrix {
  return { ...a, values: a.values.map((value, index) => value - at(b.values, index)) };
}

export function scale(a: Matrix, factor: number): Matrix {
  return { ...a, values: a.values.map((value) => value * factor) };
}

/** The matrix times a vector. */
export function apply(a: Matrix, vector: ArrayLike<number>): Float64Array {
  const result = new Float64Array(a.rows);
  for (let row = 0; row < a.rows; row += 1) {
    let sum = 0;
    for (let column = 0; column < a.columns; column += 1)
      sum += at(a.values, row * a.columns + column) * at(vector, column);
    result[row] = sum;
  }
  return result;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += at(a, index) * at(b, index);
  return sum;
}

/** x′ m y; x′ m x where `y` is left out. */
export function quadraticForm(x: ArrayLike<number>, m: Matrix, y: ArrayLike<number> = x): number {
  return dot(x, apply(m, y));
}

export function trace(a: Matrix): number {
  return diagonalOf(a).reduce((sum, value) => sum + value, 0);
}

/** The trace of a b, without the product itself. */
export function traceOfProduct(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let row = 0; row < a.rows; row += 1) {
    for (let inner = 0; inner < a.columns; inner += 1) sum += entry(a, row, inner) * entry(b, inner, row);
  }
  return sum;
}

/** The rows and columns asked for, in the order asked for. */
export function submatrix(a: Matrix, rows: readonly number[], columns: readonly number[]): Matrix {
  const result = zeros(rows.length, columns.length);
  rows.forEach((row, toRow) => {
    columns.forEach((column, toColumn) => {
      result.values[toRow * columns.length + toColumn] = entry(a, row, column);
    });
  });
  return result;
}

/** Matrices of as many rows, side by side. */
export function besides(parts: readonly Matrix[]): Matrix {
  const rows = parts[0]?.rows ?? 0;
  const columns = parts.reduce((sum, part) => sum + part.columns, 0);
  const result = zeros(rows, columns);
  for (let row = 0; row < rows; row += 1) {
    let start = row * columns;
    for (const part of parts) {
      result.values.set(part.values.subarray(row * part.columns, (row + 1) * part.columns), start);
      start += part.columns;
    }
  }
  return result;
}

/** Whether the matrix is square and mirrors itself up to `tolerance`, relative to its largest entry. */
export function isSymmetric(a: Matrix, tolerance = 1e-12): boolean {
  if (a.rows !== a.columns) return false;
  const limit = tolerance * largestMagnitude(a.values);
  for (let row = 0; row < a.rows; row += 1) {
    for (let column = 0; column < row; column += 1) {
      if (!(Math.abs(entry(a, row, column) - entry(a, column, row)) <= limit)) return false;
    }
  }
  return true;
}

/** The largest absolute value of a list, 0 of an empty one; NaN if it holds one. */
export function largestMagnitude(values: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < values.length; index += 1) {
    const size = Math.abs(at(values, index));
    if (!(size <= largest)) largest = size;
    if (Number.isNaN(size)) return size;
  }
  return largest;
}
