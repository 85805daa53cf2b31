import { cholesky, invertPositive, logDeterminantOf, solveCholesky } from "../linear/cholesky.ts";
import {
  apply,
  at,
  columnVector,
  crossProduct,
  dot,
  largestMagnitude,
  type Matrix,
  transpose,
} from "../linear/matrix.ts";
import { linkOf } from "./glm-family.ts";
import { leveragesOf, scaledRows } from "./robust-covariance.ts";

/** A logistic likelihood with Jeffreys's prior over all columns, of which some are free and the rest lies in the offset. */
export type PenalizedProblem = {
  /** All columns, which make the penalty. */
  readonly whole: Matrix;
  /** Those whose coefficients are sought. */
  readonly free: Matrix;
  readonly response: Float64Array;
  readonly weights: Float64Array;
  readonly offset: Float64Array;
};

export type PenalizedOptimum = {
  readonly coefficients: Float64Array;
  readonly logLikelihood: number;
  readonly fitted: Float64Array;
  /** The inverse of the information on the free coefficients. */
  readonly covariance: Matrix | undefined;
  readonly iterations: number;
  /** The largest derivative of the penalized log likelihood. */
  readonly gradient: number;
  readonly converged: boolean;
};

const mostIterations = 200;
const longestStep = 5;

/** By scoring, each step halved until the penalized likelihood rises. Firth (1993), Biometrika 80:27. */
export function penalizedOptimum(problem: PenalizedProblem): PenalizedOptimum {
  let coefficients: Float64Array = new Float64Array(problem.free.columns);
  let value = penalizedLogLikelihood(problem, coefficients);
  let iterations = 0;
  for (; iterations < mostIterations; iterations += 1) {
    const { score, curvature } = equationsAt(problem, coefficients);
    const lower = cholesky(curvature, 1e-14);
    if (lower === undefined) break;
    const step = shortened(solveCholesky(lower, columnVector(score)).values);
    if (!(Math.abs(dot(step, score)) > 1e-26)) break;
    const next = rising(problem, coefficients, step, value);
    if (next === undefined) break;
    ({ coefficients, value } = next);
  }
  const { score, information, fitted } = equationsAt(problem, coefficients);
  const gradient = largestMagnitude(score);
  const covariance = invertPositive(information, 1e-14)?.inverse;
  return {
    coefficients,
    logLikelihood: value,
    fitted,
    covariance,
    iterations,
    gradient,
    converged: gradient < 1e-6,
  };
}

function shortened(step: Float64Array): Float64Array {
  const size = largestMagnitude(step);
  return size > longestStep ? step.map((part) => (part * longestStep) / size) : step;
}

function rising(
  problem: PenalizedProblem,
  from: Float64Array,
  step: Float64Array,
  value: number,
): { readonly coefficients: Float64Array; readonly value: number } | undefined {
  for (let share = 1; share > 1e-10; share /= 2) {
    const coefficients = from.map((part, index) => part + share * at(step, index));
    const reached = penalizedLogLikelihood(problem, coefficients);
    if (reached >= value - 1e-14 * (1 + Math.abs(value))) return { coefficients, value: reached };
  }
  return undefined;
}

function predictorAt({ free, offset }: PenalizedProblem, coefficients: Float64Array): Float64Array {
  return apply(free, coefficients).map((value, row) => value + at(offset, row));
}

/** The log likelihood with half the logarithm of the determinant of the information of all columns; −∞ where that is singular. */
function penalizedLogLikelihood(problem: PenalizedProblem, coefficients: Float64Array): number {
  const { whole, response, weights } = problem;
  const { slope } = linkOf("logit");
  const predictor = predictorAt(problem, coefficients);
  const working = predictor.map((eta, row) => at(weights, row) * slope(eta));
  const lower = cholesky(crossProduct(scaledRows(whole, working.map(Math.sqrt))));
  if (lower === undefined) return Number.NEGATIVE_INFINITY;
  const logLikelihood = predictor.reduce((sum, eta, row) => {
    const logOdds = at(response, row) * eta - Math.max(0, eta) - Math.log1p(Math.exp(-Math.abs(eta)));
    return sum + at(weights, row) * logOdds;
  }, 0);
  return logLikelihood + logDeterminantOf(lower) / 2;
}

type Equations = {
  readonly score: Float64Array;
  readonly information: Matrix;
  /** Of as many observations as the penalty makes of them: each with its leverage added to its weight. */
  readonly curvature: Matrix;
  readonly fitted: Float64Array;
};

function equationsAt(problem: PenalizedProblem, coefficients: Float64Array): Equations {
  const { whole, free, response, weights } = problem;
  const { mean, slope } = linkOf("logit");
  const predictor = predictorAt(problem, coefficients);
  const fitted = predictor.map(mean);
  const working = predictor.map((eta, row) => at(weights, row) * slope(eta));
  const roots = working.map(Math.sqrt);
  const bread = invertPositive(crossProduct(scaledRows(whole, roots)))?.inverse;
  const leverages = bread === undefined ? new Float64Array(free.rows) : leveragesOf(whole, bread, working);
  const pulls = fitted.map(
    (risk, row) => at(weights, row) * (at(response, row) - risk) + at(leverages, row) * (0.5 - risk),
  );
  const enlarged = fitted.map((risk, row) =>
    Math.sqrt((at(weights, row) + at(leverages, row)) * risk * (1 - risk)),
  );
  return {
    score: apply(transpose(free), pulls),
    information: crossProduct(scaledRows(free, roots)),
    curvature: crossProduct(scaledRows(free, enlarged)),
    fitted,
  };
}
