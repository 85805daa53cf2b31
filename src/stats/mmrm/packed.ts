/** A symmetric matrix keeps its lower half, row after row: entry (row, column) with row ≥ column stands here. */
export function packedIndex(row: number, column: number): number {
  return row >= column ? (row * (row + 1)) / 2 + column : (column * (column + 1)) / 2 + row;
}

/** How many numbers the lower half of a square of this size has. */
export function packedLength(size: number): number {
  return (size * (size + 1)) / 2;
}

/** The whole square of a packed symmetric matrix, row after row. */
export function unpack(packed: Float64Array, size: number, square: Float64Array): void {
  let from = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const value = packed[from] as number;
      square[row * size + column] = value;
      square[column * size + row] = value;
      from += 1;
    }
  }
}

/**
 * Replaces a positive definite square by its inverse, of which both halves are filled, and gives the logarithm of its determinant; undefined
 * where it is not positive definite. Works in place, for the likelihood asks for it at every step.
 */
export function invertInPlace(a: Float64Array, size: number): number | undefined {
  let logDeterminant = 0;
  for (let column = 0; column < size; column += 1) {
    const pivot = factorColumn(a, size, column);
    if (pivot === undefined) return undefined;
    logDeterminant += Math.log(pivot);
  }
  invertFactor(a, size);
  squareOfFactor(a, size);
  return 2 * logDeterminant;
}

/** Cholesky's factor column by column in the lower half; its diagonal entry, undefined where there is none. */
export function factorColumn(a: Float64Array, size: number, column: number): number | undefined {
  const own = column * size;
  let square = a[own + column] as number;
  for (let k = 0; k < column; k += 1) square -= (a[own + k] as number) ** 2;
  if (!(square > 1e-14 * Math.abs(a[own + column] as number))) return undefined;
  const pivot = Math.sqrt(square);
  a[own + column] = pivot;
  for (let row = column + 1; row < size; row += 1) {
    let sum = a[row * size + column] as number;
    for (let k = 0; k < column; k += 1) sum -= (a[row * size + k] as number) * (a[own + k] as number);
    a[row * size + column] = sum / pivot;
  }
  return pivot;
}

/** Replaces a lower triangular factor by its inverse. */
export function invertFactor(a: Float64Array, size: number): void {
  for (let column = 0; column < size; column += 1) {
    a[column * size + column] = 1 / (a[column * size + column] as number);
    for (let row = column + 1; row < size; row += 1) {
      let sum = 0;
      for (let k = column; k < row; k += 1)
        sum -= (a[row * size + k] as number) * (a[k * size + column] as number);
      a[row * size + column] = sum / (a[row * size + row] as number);
    }
  }
}

/** Replaces a lower triangular T by T′T. */
function squareOfFactor(a: Float64Array, size: number): void {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = 0;
      for (let k = row; k < size; k += 1)
        sum += (a[k * size + row] as number) * (a[k * size + column] as number);
      a[row * size + column] = sum;
    }
    for (let column = 0; column < row; column += 1) a[column * size + row] = a[row * size + column] as number;
  }
}

/**
 * target (rows × columns) += a (rows × inner) · b (inner × columns). Two rows and two inner indices at a time, so that what is loaded is used
 * twice: this product is most of the work of a fit.
 */
export function addProduct(
  target: Float64Array,
  a: Float64Array,
  b: Float64Array,
  { rows, inner, columns }: { readonly rows: number; readonly inner: number; readonly columns: number },
): void {
  let row = 0;
  for (; row + 1 < rows; row += 2) {
    let k = 0;
    for (; k + 1 < inner; k += 2)
      addBlock(target, row * columns, a, row * inner + k, inner, b, k * columns, columns);
    if (k < inner) {
      addRow(target, row * columns, a[row * inner + k] as number, b, k * columns, columns);
      addRow(target, (row + 1) * columns, a[(row + 1) * inner + k] as number, b, k * columns, columns);
    }
  }
  if (row === rows) return;
  for (let k = 0; k < inner; k += 1)
    addRow(target, row * columns, a[row * inner + k] as number, b, k * columns, columns);
}

function addBlock(
  target: Float64Array,
  to: number,
  a: Float64Array,
  of: number,
  inner: number,
  b: Float64Array,
  from: number,
  columns: number,
): void {
  const [a00, a01, a10, a11] = [
    a[of] as number,
    a[of + 1] as number,
    a[of + inner] as number,
    a[of + inner + 1] as number,
  ];
  const [next, below] = [from + columns, to + columns];
  for (let column = 0; column < columns; column += 1) {
    const b0 = b[from + column] as number;
    const b1 = b[next + column] as number;
    target[to + column] = (target[to + column] as number) + (a00 * b0 + a01 * b1);
    target[below + column] = (target[below + column] as number) + (a10 * b0 + a11 * b1);
  }
}

/** target[to …] += factor · source[from …] */
export function addRow(
  target: Float64Array,
  to: number,
  factor: number,
  source: Float64Array,
  from: number,
  length: number,
): void {
  for (let index = 0; index < length; index += 1)
    target[to + index] = (target[to + index] as number) + factor * (source[from + index] as number);
}

/** Σ a[i] b[from + i] over the length of `a`. */
export function dotFrom(a: Float64Array, b: Float64Array, from: number): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[from + index] as number);
  return sum;
}
