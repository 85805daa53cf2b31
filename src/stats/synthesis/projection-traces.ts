import { at, dot, type Matrix, quadraticForm, traceOfProduct } from "../linear/matrix.ts";
import { total, weightedCross, weightedFit } from "./regression-moments.ts";
import type { StudyModel } from "./study-model.ts";

/** Sums of P = A − A X (X′A X)⁻¹ X′A for weights A that need have nothing to do with the variances V. */
export type ProjectionTraces = {
  readonly q: number;
  /** Traces of P, P V, P P, P V P and P V P V. */
  readonly p: number;
  readonly pv: number;
  readonly pp: number;
  readonly pvp: number;
  readonly pvpv: number;
};

export function projectionTraces(model: StudyModel, weights: Float64Array): ProjectionTraces {
  const basis = basisOf(model);
  const { inverse, residuals } = weightedFit(model, basis, weights);
  const none = weights.map(() => 1);
  const one = (d: Float64Array): number =>
    dot(weights, d) - traceOfProduct(inverse, weightedCross(basis, product(weights, weights, d)));
  const two = (d: Float64Array, e: Float64Array): number => {
    const square = product(weights, weights);
    const left = weightedCross(basis, product(square, d));
    const right = weightedCross(basis, product(square, e));
    const outer = traceOfProduct(inverse, weightedCross(basis, product(weights, square, d, e)));
    return total(product(square, d, e)) - 2 * outer + traceOfFour(inverse, left, right);
  };
  return {
    q: dot(product(weights, residuals), residuals),
    p: one(none),
    pv: one(model.v),
    pp: two(none, none),
    pvp: two(none, model.v),
    pvpv: two(model.v, model.v),
  };
}

/** The orthonormal columns of any model. */
export function basisOf({ basis, y }: StudyModel): Matrix {
  if (basis !== undefined) return basis;
  return { rows: y.length, columns: 1, values: new Float64Array(y.length).fill(1 / Math.sqrt(y.length)) };
}

/** The trace of c a c b, all symmetric. */
function traceOfFour(c: Matrix, a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let i = 0; i < c.rows; i += 1) {
    const row = c.values.subarray(i * c.columns, (i + 1) * c.columns);
    for (let j = 0; j < c.rows; j += 1) {
      const other = c.values.subarray(j * c.columns, (j + 1) * c.columns);
      sum += quadraticForm(row, a, other) * at(b.values, i * b.columns + j);
    }
  }
  return sum;
}

export function product(first: Float64Array, ...others: readonly Float64Array[]): Float64Array {
  return first.map((value, index) => others.reduce((result, other) => result * at(other, index), value));
}
