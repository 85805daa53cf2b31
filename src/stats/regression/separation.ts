import { cholesky, solveCholesky } from "../linear/cholesky.ts";
import {
  apply,
  at,
  columnVector,
  crossProduct,
  type Matrix,
  submatrix,
  transpose,
} from "../linear/matrix.ts";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";

/** Where the likelihood of an observation grows without end with its linear predictor: upwards, downwards, or nowhere. */
export type Side = "up" | "down" | "neither";

/** A direction of the coefficients in which the likelihood never falls, and which observations it sets apart. */
export type Separation = { readonly direction: Float64Array; readonly apart: readonly number[] };

const mostRounds = 2000;
const roundsToCheck = 10;

/**
 * A direction in which no observation becomes less likely and some become more so for ever: then there is no estimate of maximum likelihood.
 * Undefined where there is none.
 *
 * Albert and Anderson (1984), Biometrika 71:1; found by projecting in turn on the columns of the design and on what is not negative: Correia,
 * Guimarães and Zylkin (2019), arXiv:1903.01633, section 3.
 */
export function separationOf(q: Matrix, sides: readonly Side[]): Separation | undefined {
  const signed = signedRows(q, sides);
  const lower = cholesky(crossProduct(signed), 1e-14);
  if (lower === undefined) return undefined;
  const back = transpose(signed);
  let wanted: Float64Array = new Float64Array(signed.rows).fill(1);
  for (let round = 1; round <= mostRounds; round += 1) {
    const direction = solveCholesky(lower, columnVector(apply(back, wanted))).values;
    const reached = apply(signed, direction);
    const most = reached.reduce((high, value) => Math.max(high, value), 0);
    // Were there such a direction, projecting would never take what is reached away from it.
    if (most < 1e-7) return undefined;
    const found = round % roundsToCheck === 0 ? certified(q, sides, direction) : undefined;
    if (found !== undefined) return found;
    wanted = reached.map((value) => Math.max(0, value));
  }
  return undefined;
}

/** Rows turned so that up is good; those that may not move stand once in each direction. */
function signedRows(q: Matrix, sides: readonly Side[]): Matrix {
  const rows = sides.flatMap((side, row) => {
    const values = Array.from(q.values.subarray(row * q.columns, (row + 1) * q.columns));
    const turned = values.map((value) => -value);
    return side === "up" ? [values] : side === "down" ? [turned] : [values, turned];
  });
  return { rows: rows.length, columns: q.columns, values: Float64Array.from(rows.flat()) };
}

/** The direction with what moves only a little made not to move at all, if all others then move to their side. */
function certified(q: Matrix, sides: readonly Side[], direction: Float64Array): Separation | undefined {
  const moved = apply(q, direction);
  const most = moved.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  const rows = Array.from(moved.keys());
  const apart = rows.filter((row) => Math.abs(at(moved, row)) > 1e-3 * most);
  const rest = rows.filter((row) => !apart.includes(row));
  const exact = withinNullSpace(rowsOf(q, rest), direction);
  const isSound = apart.every((row) => {
    const value = rowDot(q, row, exact);
    return (sides[row] === "up" && value > 1e-9) || (sides[row] === "down" && value < -1e-9);
  });
  return isSound && apart.length > 0 ? { direction: exact, apart } : undefined;
}

export function rowsOf(q: Matrix, rows: readonly number[]): Matrix {
  return submatrix(
    q,
    rows,
    Array.from({ length: q.columns }, (_, column) => column),
  );
}

function rowDot({ columns, values }: Matrix, row: number, vector: Float64Array): number {
  let sum = 0;
  for (let column = 0; column < columns; column += 1)
    sum += at(values, row * columns + column) * at(vector, column);
  return sum;
}

/** The vectors that the matrix turns into 0, as columns. */
export function nullSpace(q: Matrix): readonly Float64Array[] {
  const { values, vectors } = symmetricEigen(crossProduct(q));
  const places = Array.from(values.keys()).filter((index) => at(values, index) < 1e-12);
  return places.map((place) =>
    Float64Array.from({ length: q.columns }, (_, row) => at(vectors.values, row * vectors.columns + place)),
  );
}

function withinNullSpace(q: Matrix, vector: Float64Array): Float64Array {
  const result = new Float64Array(vector.length);
  for (const basis of nullSpace(q)) {
    const along = basis.reduce((sum, value, index) => sum + value * at(vector, index), 0);
    basis.forEach((value, index) => {
      result[index] = at(result, index) + along * value;
    });
  }
  return result;
}
