import type { CovarianceFamily } from "./covariance-family.ts";
import { addRow, dotFrom, invertInPlace, packedIndex, packedLength, unpack } from "./packed.ts";
import type { Pattern } from "./patterns.ts";

/** What is to be made likely: patterns of `width` − 1 columns and the outcome, and a covariance for each group. */
export type Problem = {
  readonly patterns: readonly Pattern[];
  readonly family: CovarianceFamily;
  /** Columns of the model matrix. */
  readonly columns: number;
  readonly restricted: boolean;
};

/** The likelihood at some parameters, with generalized least squares there. */
export type LikelihoodPoint = {
  readonly theta: Float64Array;
  /** −2 log likelihood, restricted or not, without its constant; log |X′X| is not subtracted. */
  readonly value: number;
  readonly coefficients: Float64Array;
  /** (X′V⁻¹X)⁻¹, row after row. */
  readonly covariance: Float64Array;
  /** V⁻¹ of each pattern, row after row. */
  readonly weights: readonly Float64Array[];
};

/**
 * log |V| + log |X′V⁻¹X| + r′V⁻¹r at `theta`; undefined where a covariance is not positive definite.
 *
 * Patterson and Thompson (1971), Recovery of inter-block information when block sizes are unequal, Biometrika 58:545.
 */
export function likelihoodAt(problem: Problem, theta: Float64Array): LikelihoodPoint | undefined {
  const { patterns, family, columns, restricted } = problem;
  const width = columns + 1;
  const sum = new Float64Array(packedLength(width));
  const weights: Float64Array[] = [];
  let value = 0;
  for (const pattern of patterns) {
    const size = pattern.places.length;
    const weight = new Float64Array(size * size);
    unpack(family.at(groupOf(family, theta, pattern.group), pattern.places, 0).value, size, weight);
    const logDeterminant = invertInPlace(weight, size);
    if (logDeterminant === undefined) return undefined;
    value += pattern.count * logDeterminant;
    addWeighted(sum, weight, size, pattern.moments);
    weights.push(weight);
  }
  const square = new Float64Array(width * width);
  unpack(sum, width, square);
  const covariance = new Float64Array(columns * columns);
  for (let row = 0; row < columns; row += 1)
    covariance.set(square.subarray(row * width, row * width + columns), row * columns);
  const logInformation = invertInPlace(covariance, columns);
  if (logInformation === undefined) return undefined;
  const right = square.subarray(columns * width, columns * width + columns);
  const coefficients = new Float64Array(columns);
  for (let row = 0; row < columns; row += 1) coefficients[row] = dotFrom(right, covariance, row * columns);
  const squares = (square[width * width - 1] as number) - dotFrom(coefficients, right, 0);
  value += squares + (restricted ? logInformation : 0);
  return Number.isFinite(value) ? { theta, value, coefficients, covariance, weights } : undefined;
}

/** The parameters of one group. */
export function groupOf(family: CovarianceFamily, theta: Float64Array, group: number): Float64Array {
  return theta.subarray(group * family.parameters, (group + 1) * family.parameters);
}

/** sum += Σ W_ab · moments of (a, b): Σ Z′WZ over the participants of a pattern. */
export function addWeighted(
  sum: Float64Array,
  weight: Float64Array,
  size: number,
  moments: Float64Array,
): void {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const from = packedIndex(row, column) * sum.length;
      addRow(sum, 0, weight[row * size + column] as number, moments, from, sum.length);
    }
  }
}
