import { at, columnOf, dot, largestMagnitude, type Matrix, zeros } from "../linear/matrix.ts";
import { leastSquares } from "../linear/qr.ts";
import { minimize } from "../numerics/minimize.ts";
import { type Component, mixedVariance, type RandomTerm } from "./random-terms.ts";
import { type Likelihood, type LinearData, likelihood } from "./restricted-likelihood.ts";

/** Where the likelihood of a mixed model is greatest. */
export type MixedOptimum = {
  readonly likelihood: Likelihood;
  /** By component of the variance, the residual last. */
  readonly variances: Float64Array;
  readonly components: readonly Component[];
  readonly names: readonly string[];
  readonly iterations: number;
  readonly converged: boolean;
  /** The largest derivative of the deviance by the factors of the covariances, in units of the residual's standard deviation. */
  readonly gradient: number;
  /** Components at the bound of what a covariance may be: a variance of zero, a correlation of one. */
  readonly atBound: boolean;
};

/**
 * Fits a linear mixed model by REML or ML: Newton's method with exact derivatives on the triangular factors of the random effects'
 * covariances, so that these stay covariances. Undefined where the design leaves nothing to estimate a variance from.
 *
 * Laird and Ware (1982), Biometrics 38:963; Lindstrom and Bates (1988), J. Am. Stat. Assoc. 83:1014.
 */
export function fitMixed(
  design: Matrix,
  outcomes: Float64Array,
  terms: readonly RandomTerm[],
  restricted: boolean,
): MixedOptimum | undefined {
  const { model, components } = mixedVariance(design.rows, terms);
  const data: LinearData = { design, outcomes, model };
  const { residualSumOfSquares, rank } = leastSquares(design, outcomes);
  const spread = residualSumOfSquares / (design.rows - rank);
  if (rank < design.columns || design.rows <= rank || !(spread > 0)) return undefined;
  const start = startingFactors(components, terms, spread);
  const seen = memory(data, components, restricted);
  const { x, iterations, converged } = minimize(
    (factors) => seen(factors)?.deviance ?? Number.POSITIVE_INFINITY,
    start,
    {
      gradient: (factors) => factorGradient(factors, components, seen(factors)),
      hessian: (factors) => factorHessian(factors, components, seen(factors)),
      longestStep: 2 * Math.sqrt(spread),
      mostIterations: 200,
    },
  );
  const found = seen(x);
  if (found === undefined) return undefined;
  const scale = Math.abs(at(x, x.length - 1));
  return {
    likelihood: found,
    variances: variancesOf(x, components),
    components,
    names: model.components,
    iterations,
    converged,
    gradient: largestMagnitude(factorGradient(x, components, found)) * scale,
    atBound: components.some(
      ({ row, column }, index) => row === column && Math.abs(at(x, index)) < 1e-6 * scale,
    ),
  };
}

/** Half of the spread for the residuals, the rest to the random effects, each in the unit of its column. */
function startingFactors(
  components: readonly Component[],
  terms: readonly RandomTerm[],
  spread: number,
): Float64Array {
  const share = spread / (2 * Math.max(1, terms.length));
  const factors = components.map(({ term, row, column }) => {
    if (row !== column) return 0;
    const { columns, names } = terms[term] as RandomTerm;
    const values = columnOf(columns, row);
    return Math.sqrt(share / names.length / (dot(values, values) / values.length || 1));
  });
  return Float64Array.from([...factors, Math.sqrt(spread / 2)]);
}

type Memory = (factors: Float64Array) => Likelihood | undefined;

/** The likelihood by factors; the value, the gradient and the Hessian of one place are asked for one after the other. */
function memory(data: LinearData, components: readonly Component[], restricted: boolean): Memory {
  let last: { readonly key: string; readonly value: Likelihood | undefined } | undefined;
  return (factors) => {
    const key = factors.join();
    if (last?.key !== key)
      last = { key, value: likelihood(data, variancesOf(factors, components), restricted) };
    return last.value;
  };
}

/** Λ = L L′ of each term, entry by entry, and the residual's square. */
function variancesOf(factors: Float64Array, components: readonly Component[]): Float64Array {
  const result = new Float64Array(factors.length);
  components.forEach(({ term, row, column }, index) => {
    for (let k = 0; k <= column; k += 1) {
      result[index] =
        at(result, index) +
        factorAt(factors, components, term, row, k) * factorAt(factors, components, term, column, k);
    }
  });
  const residual = at(factors, factors.length - 1);
  result[factors.length - 1] = residual * residual;
  return result;
}

function factorAt(
  factors: Float64Array,
  components: readonly Component[],
  term: number,
  row: number,
  column: number,
): number {
  return at(factors, placeOf(components, term, row, column));
}

function placeOf(components: readonly Component[], term: number, row: number, column: number): number {
  return components.findIndex((one) => one.term === term && one.row === row && one.column === column);
}

/** ∂Λᵢⱼ/∂Lₐₖ = δₐᵢ Lⱼₖ + δₐⱼ Lᵢₖ, for every component (rows) by every factor (columns). */
function slopes(factors: Float64Array, components: readonly Component[]): Matrix {
  const size = factors.length;
  const result = zeros(size, size);
  components.forEach(({ term, row: i, column: j }, index) => {
    for (let k = 0; k <= j; k += 1) {
      const [left, right] = [placeOf(components, term, i, k), placeOf(components, term, j, k)];
      result.values[index * size + left] = at(result.values, index * size + left) + at(factors, right);
      result.values[index * size + right] = at(result.values, index * size + right) + at(factors, left);
    }
  });
  result.values[size * size - 1] = 2 * at(factors, size - 1);
  return result;
}

function factorGradient(
  factors: Float64Array,
  components: readonly Component[],
  found: Likelihood | undefined,
): Float64Array {
  const size = factors.length;
  const jacobian = slopes(factors, components);
  return Float64Array.from({ length: size }, (_, factor) => {
    let sum = 0;
    for (let index = 0; index < size; index += 1) {
      sum += at(jacobian.values, index * size + factor) * at(found?.gradient ?? factors, index);
    }
    return sum;
  });
}

/** J′ H J, and the gradient times the second derivatives of Λ by L: 2 where both factors are one, 1 where they multiply. */
function factorHessian(
  factors: Float64Array,
  components: readonly Component[],
  found: Likelihood | undefined,
): Matrix {
  const size = factors.length;
  const result = zeros(size, size);
  if (found === undefined) return result;
  const jacobian = slopes(factors, components);
  for (let a = 0; a < size; a += 1) {
    const along = columnOf(jacobian, a);
    for (let b = 0; b < size; b += 1) {
      let sum = 0;
      for (let i = 0; i < size; i += 1) {
        if (at(along, i) === 0) continue;
        for (let j = 0; j < size; j += 1) {
          sum += at(along, i) * at(found.hessian.values, i * size + j) * at(jacobian.values, j * size + b);
        }
      }
      result.values[a * size + b] = sum;
    }
  }
  const add = (a: number, b: number, value: number): void => {
    result.values[a * size + b] = at(result.values, a * size + b) + value;
  };
  components.forEach(({ term, row, column }, index) => {
    for (let k = 0; k <= column; k += 1) {
      const [left, right] = [placeOf(components, term, row, k), placeOf(components, term, column, k)];
      add(left, right, at(found.gradient, index));
      add(right, left, at(found.gradient, index));
    }
  });
  add(size - 1, size - 1, 2 * at(found.gradient, size - 1));
  return result;
}
