import { cholesky, invertPositive, solveCholesky } from "../linear/cholesky.ts";
import {
  apply,
  at,
  columnVector,
  crossProduct,
  dot,
  largestMagnitude,
  type Matrix,
} from "../linear/matrix.ts";
import { leastSquares } from "../linear/qr.ts";
import type { Family, Link } from "./glm-family.ts";
import { scaledRows } from "./robust-covariance.ts";

export type GlmData = {
  /** Independent columns of about equal size, as an orthonormal design has them. */
  readonly x: Matrix;
  readonly response: Float64Array;
  readonly weights: Float64Array;
  readonly offset: Float64Array;
  readonly family: Family;
  readonly link: Link;
};

export type GlmOptimum = {
  readonly coefficients: Float64Array;
  readonly fitted: Float64Array;
  readonly predictor: Float64Array;
  readonly deviance: number;
  /** The inverse of the expected information; undefined where that is singular. */
  readonly bread: Matrix | undefined;
  /** The contribution of each observation to the score. */
  readonly scores: Matrix;
  /** The square-rooted diagonal of what the information weighs each observation with, squared. */
  readonly working: Float64Array;
  readonly iterations: number;
  /** The largest derivative of the log likelihood by a coefficient of `x`. */
  readonly gradient: number;
  readonly converged: boolean;
};

/** What of a fit is on the way: where it is, and how good that is. */
type Point = {
  readonly coefficients: Float64Array;
  readonly predictor: Float64Array;
  readonly fitted: Float64Array;
  readonly deviance: number;
};

const mostIterations = 200;
const mostHalvings = 60;

/**
 * The coefficients of maximum likelihood by Fisher's scoring, each step halved until the deviance falls and all means are possible.
 *
 * Nelder and Wedderburn (1972), J. R. Stat. Soc. A 135:370; the step control after Marschner (2011), R J. 3(2):12.
 */
export function fitGlm(data: GlmData, start = startingPoint(data)): GlmOptimum {
  let point = start;
  let iterations = 0;
  for (; iterations < mostIterations; iterations += 1) {
    const step = scoringStep(data, point);
    if (step === undefined || !(step.promised > 1e-22 * (1 + Math.abs(point.deviance)))) break;
    const next = fallingStep(data, point, step.direction);
    if (next === undefined) break;
    point = next;
  }
  return optimumAt(data, point, iterations);
}

export function optimumAt(data: GlmData, point: Point, iterations: number): GlmOptimum {
  const { scores, working } = equationsAt(data, point);
  const gradient = largestMagnitude(columnSums(scores));
  const information = crossProduct(scaledRows(data.x, working.map(Math.sqrt)));
  const bread = invertPositive(information, 1e-14)?.inverse;
  const promised = bread === undefined ? Number.POSITIVE_INFINITY : quadratic(columnSums(scores), bread);
  return {
    ...point,
    bread,
    scores,
    working,
    iterations,
    gradient,
    converged: promised < 1e-12 * (1 + Math.abs(point.deviance)),
  };
}

function quadratic(vector: Float64Array, m: Matrix): number {
  return dot(vector, apply(m, vector));
}

export function pointAt(data: GlmData, coefficients: Float64Array): Point | undefined {
  const { x, offset, response, weights, family, link } = data;
  const predictor = apply(x, coefficients).map((value, row) => value + at(offset, row));
  const fitted = predictor.map(link.mean);
  let deviance = 0;
  for (let row = 0; row < x.rows; row += 1) {
    const weight = at(weights, row);
    if (weight === 0) continue;
    const [outcome, mean] = [at(response, row), at(fitted, row)];
    // A mean that rounds to its outcome is still possible there: the outcomes may be told apart.
    if (!family.isPossible(mean) && mean !== outcome) return undefined;
    deviance += weight * family.deviance(outcome, mean);
  }
  return Number.isFinite(deviance) ? { coefficients, predictor, fitted, deviance } : undefined;
}

function equationsAt(
  { x, response, weights, family, link }: GlmData,
  { predictor, fitted }: Point,
): { readonly scores: Matrix; readonly working: Float64Array } {
  const working = new Float64Array(x.rows);
  const pulls = fitted.map((mean, row) => {
    const slope = link.slope(at(predictor, row));
    const variance = family.variance(mean);
    if (!(variance > 0) || at(weights, row) === 0) return 0;
    const pull = (at(weights, row) * slope) / variance;
    working[row] = pull * slope;
    return pull * (at(response, row) - mean);
  });
  return { scores: scaledRows(x, pulls), working };
}

function columnSums({ rows, columns, values }: Matrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      sums[column] = at(sums, column) + at(values, row * columns + column);
  }
  return sums;
}

function scoringStep(
  data: GlmData,
  point: Point,
): { readonly direction: Float64Array; readonly promised: number } | undefined {
  const { scores, working } = equationsAt(data, point);
  const score = columnSums(scores);
  const lower = cholesky(crossProduct(scaledRows(data.x, working.map(Math.sqrt))), 1e-15);
  if (lower === undefined) return undefined;
  const direction = solveCholesky(lower, columnVector(score)).values;
  return { direction, promised: dot(direction, score) };
}

/** The longest of the halved steps after which the deviance is no larger but for rounding. */
function fallingStep(data: GlmData, from: Point, direction: Float64Array): Point | undefined {
  const limit = from.deviance + 1e-14 * (1 + Math.abs(from.deviance));
  let share = 1;
  for (let halving = 0; halving < mostHalvings; halving += 1) {
    const next = pointAt(
      data,
      from.coefficients.map((value, index) => value + share * at(direction, index)),
    );
    if (next !== undefined && next.deviance <= limit) return next;
    share /= 2;
  }
  return undefined;
}

/** Least squares of the predictor of means near the outcomes; where that is not possible, of one mean for all. */
function startingPoint(data: GlmData): Point {
  const { x, response, weights, offset, family, link } = data;
  const near = response.map(
    (outcome, row) => link.of(family.starting(outcome, at(weights, row))) - at(offset, row),
  );
  const first = pointAt(data, projected(x, near));
  if (first !== undefined) return first;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = dot(response, weights) / total;
  for (let share = 0.9; share > 1e-12; share /= 2) {
    const level = link.of(family.starting(mean * share, total));
    const point = pointAt(
      data,
      projected(
        x,
        offset.map((value) => level - value),
      ),
    );
    if (point !== undefined) return point;
  }
  const nothing = new Float64Array(x.columns);
  return (
    pointAt(data, nothing) ?? {
      coefficients: nothing,
      predictor: offset,
      fitted: offset.map(link.mean),
      deviance: Number.POSITIVE_INFINITY,
    }
  );
}

function projected(x: Matrix, target: Float64Array): Float64Array {
  return Float64Array.from(leastSquares(x, target).coefficients, (value) => value ?? 0);
}
