import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { at, identity, type Matrix, zeros } from "../linear/matrix.ts";
import { householderQr } from "../linear/qr.ts";
import { effectIssues, type StudyEffects } from "./study-effects.ts";

/**
 * Effects and the columns that explain them, X = Q R. All sums are taken in the orthonormal columns of Q, so that columns of unlike size, as a
 * year beside an intercept, cost no digits.
 */
export type StudyModel = {
  readonly y: Float64Array;
  readonly v: Float64Array;
  /** How many coefficients there are. */
  readonly p: number;
  /** Q, studies × p; undefined where there is only a mean, which has shorter formulas. */
  readonly basis: Matrix | undefined;
  /** R⁻¹, p × p: turns coefficients of Q into those of X. */
  readonly back: Matrix;
  /** The columns of X that are kept, by their place in the matrix that was given: none is a sum of multiples of those before it. */
  readonly kept: readonly number[];
};

/** The model of one mean. */
export function meanModel(y: Float64Array, v: Float64Array): StudyModel {
  return { y, v, p: 1, basis: undefined, back: identity(1), kept: [0] };
}

/** The effects with a matrix of one row to a study; a column of ones alone where it is left out. Refuses unsound effects and rows that do not fit. */
export function studyModel(effects: StudyEffects, x?: Matrix): Result<StudyModel, InvalidInput> {
  const issues: InputIssue[] = [...effectIssues(effects)];
  if (x !== undefined) issues.push(...matrixIssues(x, effects.estimates.length));
  if (issues.length > 0) return failed(invalidInput(...issues));
  const [y, v] = [Float64Array.from(effects.estimates), Float64Array.from(effects.variances)];
  return ok(x === undefined ? meanModel(y, v) : moderatedModel(y, v, x));
}

function matrixIssues(x: Matrix, studies: number): readonly InputIssue[] {
  const path = "moderators";
  if (x.rows !== studies)
    return [{ path, message: `expected ${studies} rows, one to a study, got ${x.rows}` }];
  if (x.columns === 0) return [{ path, message: "expected at least one column, got none" }];
  const index = x.values.findIndex((value) => !(Math.abs(value) <= 1e90));
  if (index < 0) return [];
  const place = `${path}.${Math.floor(index / x.columns)}.${index % x.columns}`;
  return [{ path: place, message: `expected a number of at most 1e90 in size, got ${x.values[index]}` }];
}

/** The model of sound effects and the columns of `x`; those that depend on earlier ones are left out. */
export function moderatedModel(y: Float64Array, v: Float64Array, x: Matrix): StudyModel {
  const { rank, pivots, r } = householderQr(x);
  const kept = pivots.slice(0, rank);
  if (rank === 1 && doesNotVary(x, kept[0] as number) === 1) return { ...meanModel(y, v), kept };
  const back = inverseUpper(r, rank);
  const basis = zeros(x.rows, rank);
  for (let row = 0; row < x.rows; row += 1) {
    for (let column = 0; column < rank; column += 1) {
      let sum = 0;
      for (let inner = 0; inner <= column; inner += 1)
        sum +=
          at(x.values, row * x.columns + (kept[inner] as number)) * at(back.values, inner * rank + column);
      basis.values[row * rank + column] = sum;
    }
  }
  return { y, v, p: rank, basis, back, kept };
}

/** The value that fills the column; undefined where it varies. */
export function doesNotVary({ rows, columns, values }: Matrix, column: number): number | undefined {
  const first = values[column];
  for (let row = 1; row < rows; row += 1) if (values[row * columns + column] !== first) return undefined;
  return first;
}

function inverseUpper(r: Matrix, rank: number): Matrix {
  const inverse = zeros(rank, rank);
  for (let column = 0; column < rank; column += 1) {
    for (let row = column; row >= 0; row -= 1) {
      let sum = row === column ? 1 : 0;
      for (let k = row + 1; k <= column; k += 1)
        sum -= at(r.values, row * r.columns + k) * at(inverse.values, k * rank + column);
      inverse.values[row * rank + column] = sum / at(r.values, row * r.columns + row);
    }
  }
  return inverse;
}
