import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import { type LikelihoodPoint, likelihoodAt, type Problem } from "./likelihood.ts";
import { derivativesAt, type LikelihoodDerivatives } from "./likelihood-derivatives.ts";
import { addRow, dotFrom, invertInPlace } from "./packed.ts";

/** Where the likelihood is greatest, as far as it was found. */
export type Optimum = {
  readonly point: LikelihoodPoint;
  readonly derivatives: LikelihoodDerivatives;
  readonly iterations: number;
  /** The largest slope of −2 log likelihood, each times the standard error of its parameter: free of units. */
  readonly gradient: number;
  readonly converged: boolean;
  /** Inverse of half the curvature: the covariance of the parameters, row after row. */
  readonly parameterCovariance: Float64Array;
  /** Whether the curvature is positive in every direction. */
  readonly identified: boolean;
};

const mostIterations = 150;
const mostHalvings = 40;
/** A fall of −2 log likelihood that is not worth another step: the step's own size is then its root, 1e-11 standard errors. */
const negligible = 1e-22;
/** Below this fall the values cannot be compared any more, and Newton's step is taken as it is. */
const incomparable = 1e-9;

/** Newton's method from `start`, which must have a likelihood: exact curvature, absolute eigenvalues where it is not positive, halved steps. */
export function maximizeLikelihood(problem: Problem, start: LikelihoodPoint): Optimum {
  let point = start;
  let polished = 0;
  for (let iterations = 0; ; iterations += 1) {
    const derivatives = derivativesAt(problem, point);
    const direction = newtonDirection(derivatives);
    const promised = -dotFrom(direction.step, derivatives.gradient, 0) / 2;
    const isDone = promised <= negligible || polished > 2 || iterations >= mostIterations;
    const next = isDone ? undefined : advance(problem, point, direction.step, promised);
    if (next === undefined) return optimumOf(point, derivatives, direction, iterations);
    if (promised < incomparable) polished += 1;
    point = next;
  }
}

type Direction = {
  readonly step: Float64Array;
  /** H⁻¹, or its pseudo-inverse by absolute eigenvalues. */
  readonly inverse: Float64Array;
  readonly identified: boolean;
};

function newtonDirection({ gradient, hessian }: LikelihoodDerivatives): Direction {
  const size = gradient.length;
  const inverse = Float64Array.from(hessian);
  const identified = invertInPlace(inverse, size) !== undefined;
  if (!identified) inverse.set(absoluteInverse(hessian, size));
  return { step: times(inverse, gradient, -1), inverse, identified };
}

function absoluteInverse(hessian: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigen({ rows: size, columns: size, values: hessian });
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const inverse = new Float64Array(size * size);
  values.forEach((value, index) => {
    if (!(Math.abs(value) > 1e-9 * largest)) return;
    const vector = Float64Array.from(
      { length: size },
      (_, row) => vectors.values[row * size + index] as number,
    );
    vector.forEach((part, row) => {
      addRow(inverse, row * size, part / Math.abs(value), vector, 0, size);
    });
  });
  return inverse;
}

function times(matrix: Float64Array, vector: Float64Array, factor: number): Float64Array {
  return vector.map((_, row) => factor * dotFrom(vector, matrix, row * vector.length));
}

function advance(
  problem: Problem,
  { theta, value }: LikelihoodPoint,
  step: Float64Array,
  promised: number,
): LikelihoodPoint | undefined {
  let share = 1;
  for (let halving = 0; halving < mostHalvings; halving += 1) {
    const candidate = likelihoodAt(
      problem,
      theta.map((part, index) => part + share * (step[index] as number)),
    );
    if (candidate !== undefined && (candidate.value < value || promised < incomparable)) return candidate;
    share /= 2;
  }
  return undefined;
}

function optimumOf(
  point: LikelihoodPoint,
  derivatives: LikelihoodDerivatives,
  { inverse, identified }: Direction,
  iterations: number,
): Optimum {
  const size = derivatives.gradient.length;
  const parameterCovariance = inverse.map((value) => 2 * value);
  let gradient = 0;
  for (let k = 0; k < size; k += 1) {
    const error = Math.sqrt(Math.abs(parameterCovariance[k * size + k] as number));
    gradient = Math.max(gradient, Math.abs(derivatives.gradient[k] as number) * error);
  }
  return {
    point,
    derivatives,
    iterations,
    gradient,
    converged: gradient < 1e-7,
    parameterCovariance,
    identified,
  };
}
