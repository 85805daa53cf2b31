import { invertPositive } from "../linear/cholesky.ts";
import {
  apply,
  at,
  crossProduct,
  dot,
  type Matrix,
  multiply,
  traceOfProduct,
  transpose,
  zeros,
} from "../linear/matrix.ts";
import type { Entries, VarianceBlock, VarianceModel } from "./variance-model.ts";

export type LinearData = {
  readonly design: Matrix;
  readonly outcomes: Float64Array;
  readonly model: VarianceModel;
};

/** −2 log likelihood at one θ, with its exact derivatives and what inference on the coefficients needs. */
export type Likelihood = {
  readonly deviance: number;
  readonly gradient: Float64Array;
  /** Second derivatives of the deviance: the observed information is half of it. */
  readonly hessian: Matrix;
  /** Their expectation: tr(P Vₖ P Vₗ). */
  readonly expected: Matrix;
  readonly coefficients: Float64Array;
  /** (X′V⁻¹X)⁻¹. */
  readonly covariance: Matrix;
  /** X′V⁻¹VₖV⁻¹X for each component. */
  readonly first: readonly Matrix[];
  /** X′V⁻¹VₖV⁻¹VₗV⁻¹X for components k ≥ l, row after row of the triangle. */
  readonly second: readonly Matrix[];
};

/** What one block adds to the sums. */
type BlockSums = {
  readonly logDeterminant: number;
  readonly inverse: Matrix;
  readonly x: Matrix;
  readonly y: Float64Array;
  /** V⁻¹X and V⁻¹y. */
  readonly wx: Matrix;
  readonly wy: Float64Array;
};

/**
 * The restricted (REML) or full (ML) likelihood of a linear mixed model; undefined where V is not positive definite.
 *
 * Patterson and Thompson (1971), Biometrika 58:545; derivatives as in Harville (1977), J. Am. Stat. Assoc. 72:320.
 */
export function likelihood(
  data: LinearData,
  theta: Float64Array,
  restricted: boolean,
): Likelihood | undefined {
  const { design, outcomes, model } = data;
  const p = design.columns;
  const blocks: BlockSums[] = [];
  let information = zeros(p, p);
  const right = new Float64Array(p);
  for (const block of model.blocks) {
    const sums = blockSums(block, theta, design, outcomes);
    if (sums === undefined) return undefined;
    blocks.push(sums);
    information = added(information, crossProduct(sums.x, sums.wx));
    addTo(right, apply(transpose(sums.wx), sums.y));
  }
  const solved = invertPositive(information, 1e-13);
  if (solved === undefined) return undefined;
  const coefficients = apply(solved.inverse, right);
  return assemble(
    data,
    blocks,
    { inverse: solved.inverse, logDeterminant: solved.logDeterminant, coefficients },
    restricted,
  );
}

function blockSums(
  block: VarianceBlock,
  theta: Float64Array,
  design: Matrix,
  outcomes: Float64Array,
): BlockSums | undefined {
  const size = block.rows.length;
  const v = zeros(size, size);
  block.entries.forEach(({ rows, columns, values }, component) => {
    const factor = at(theta, component);
    for (let index = 0; index < values.length; index += 1) {
      const place = at(rows, index) * size + at(columns, index);
      v.values[place] = at(v.values, place) + factor * at(values, index);
    }
  });
  const solved = invertPositive(v, 1e-14);
  if (solved === undefined) return undefined;
  const x = zeros(size, design.columns);
  block.rows.forEach((row, index) => {
    x.values.set(
      design.values.subarray(row * design.columns, (row + 1) * design.columns),
      index * design.columns,
    );
  });
  const y = Float64Array.from(block.rows, (row) => at(outcomes, row));
  const { inverse, logDeterminant } = solved;
  return { logDeterminant, inverse, x, y, wx: multiply(inverse, x), wy: apply(inverse, y) };
}

type Solution = {
  readonly inverse: Matrix;
  readonly logDeterminant: number;
  readonly coefficients: Float64Array;
};

function assemble(
  { design, model }: LinearData,
  blocks: readonly BlockSums[],
  { inverse: covariance, logDeterminant, coefficients }: Solution,
  restricted: boolean,
): Likelihood {
  const count = model.components.length;
  const p = design.columns;
  const first = Array.from({ length: count }, () => zeros(p, p));
  const second = Array.from({ length: (count * (count + 1)) / 2 }, () => zeros(p, p));
  const traces = new Float64Array(count);
  const forms = new Float64Array(count);
  const pairs = zeros(count, count);
  const pairForms = zeros(count, count);
  const scores = Array.from({ length: count }, () => new Float64Array(p));
  let deviance = design.rows * Math.log(2 * Math.PI) - (restricted ? p * Math.log(2 * Math.PI) : 0);
  blocks.forEach((sums, index) => {
    const { entries } = model.blocks[index] as VarianceBlock;
    const wr = subtracted(sums.wy, apply(sums.wx, coefficients));
    deviance += sums.logDeterminant + dot(subtracted(sums.y, apply(sums.x, coefficients)), wr);
    // Their products mirror W V, of which the traces are the same.
    const vw = entries.map((component) => sparseTimes(component, sums.inverse));
    const vwx = entries.map((component) => sparseTimes(component, sums.wx));
    const vwr = entries.map((component) => sparseApply(component, wr));
    const wvwx = vwx.map((one) => multiply(sums.inverse, one));
    for (let k = 0; k < count; k += 1) {
      traces[k] = at(traces, k) + traceOfSparse(sums.inverse, entries[k] as Entries);
      forms[k] = at(forms, k) + dot(wr, vwr[k] as Float64Array);
      addTo((first[k] as Matrix).values, crossProduct(sums.wx, vwx[k] as Matrix).values);
      addTo(scores[k] as Float64Array, apply(transpose(sums.wx), vwr[k] as Float64Array));
      for (let l = 0; l <= k; l += 1) {
        const pair = k * count + l;
        pairs.values[pair] = at(pairs.values, pair) + traceOfProduct(vw[k] as Matrix, vw[l] as Matrix);
        const half = apply(sums.inverse, vwr[l] as Float64Array);
        pairForms.values[pair] = at(pairForms.values, pair) + dot(vwr[k] as Float64Array, half);
        addTo(
          (second[(k * (k + 1)) / 2 + l] as Matrix).values,
          crossProduct(vwx[k] as Matrix, wvwx[l] as Matrix).values,
        );
      }
    }
  });
  if (restricted) deviance += logDeterminant;
  const gradient = Float64Array.from({ length: count }, (_, k) => {
    const correction = restricted ? traceOfProduct(covariance, first[k] as Matrix) : 0;
    return at(traces, k) - correction - at(forms, k);
  });
  const hessian = zeros(count, count);
  const expected = zeros(count, count);
  const projected = first.map((one) => multiply(covariance, one));
  for (let k = 0; k < count; k += 1) {
    for (let l = 0; l <= k; l += 1) {
      const both = second[(k * (k + 1)) / 2 + l] as Matrix;
      const correction = restricted
        ? -2 * traceOfProduct(covariance, both) +
          traceOfProduct(projected[k] as Matrix, projected[l] as Matrix)
        : 0;
      const trace = at(pairs.values, k * count + l) + correction;
      const form =
        at(pairForms.values, k * count + l) -
        dot(scores[k] as Float64Array, apply(covariance, scores[l] as Float64Array));
      setBoth(expected, k, l, trace);
      setBoth(hessian, k, l, 2 * form - trace);
    }
  }
  return { deviance, gradient, hessian, expected, coefficients, covariance, first, second };
}

function setBoth({ columns, values }: Matrix, row: number, column: number, value: number): void {
  values[row * columns + column] = value;
  values[column * columns + row] = value;
}

function added(a: Matrix, b: Matrix): Matrix {
  addTo(a.values, b.values);
  return a;
}

function addTo(target: Float64Array, source: Float64Array): void {
  for (let index = 0; index < target.length; index += 1)
    target[index] = at(target, index) + at(source, index);
}

function subtracted(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value - at(b, index));
}

/** A sparse matrix times a dense one: whole rows are added up, which is quick. */
function sparseTimes({ rows, columns, values }: Entries, dense: Matrix): Matrix {
  const width = dense.columns;
  const source = dense.values;
  const result = new Float64Array(dense.rows * width);
  for (let index = 0; index < values.length; index += 1) {
    const to = (rows[index] as number) * width;
    const from = (columns[index] as number) * width;
    const value = values[index] as number;
    for (let column = 0; column < width; column += 1) {
      result[to + column] = (result[to + column] as number) + value * (source[from + column] as number);
    }
  }
  return { rows: dense.rows, columns: width, values: result };
}

function sparseApply({ rows, columns, values }: Entries, vector: Float64Array): Float64Array {
  const result = new Float64Array(vector.length);
  for (let index = 0; index < values.length; index += 1) {
    const row = at(rows, index);
    result[row] = at(result, row) + at(values, index) * at(vector, at(columns, index));
  }
  return result;
}

function traceOfSparse(dense: Matrix, { rows, columns, values }: Entries): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum += at(values, index) * at(dense.values, at(columns, index) * dense.columns + at(rows, index));
  }
  return sum;
}
