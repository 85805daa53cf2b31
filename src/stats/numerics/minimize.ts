import { cholesky, solveCholesky } from "../linear/cholesky.ts";
import { at, columnVector, dot, largestMagnitude, type Matrix } from "../linear/matrix.ts";
import { gradientOf, hessianOf, type Scalar } from "./derivatives.ts";

export type Minimum = {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Matrix;
  readonly iterations: number;
  /** Whether the step that was left, or the fall it promised, is negligible. */
  readonly converged: boolean;
};

export type MinimizeOptions = {
  /** Exact derivatives; by extrapolated differences where they are left out. */
  readonly gradient?: (x: Float64Array) => Float64Array;
  readonly hessian?: (x: Float64Array) => Matrix;
  readonly mostIterations?: number;
  /** No step moves a coordinate by more. */
  readonly longestStep?: number;
};

/**
 * A minimum of a smooth function by Newton's method: a ridge where the Hessian is not positive definite, the step halved until the value
 * falls. A value that is not finite marks a place where the function may not be asked.
 *
 * Nocedal and Wright (2006), Numerical Optimization, 2nd ed., sections 3.4 and 3.5.
 */
export function minimize(f: Scalar, start: Float64Array, options: MinimizeOptions = {}): Minimum {
  const { mostIterations = 100, longestStep = Number.POSITIVE_INFINITY } = options;
  const slope = options.gradient ?? ((x: Float64Array) => gradientOf(f, x));
  const curve = options.hessian ?? ((x: Float64Array) => hessianOf(f, x));
  let x: Float64Array = Float64Array.from(start);
  let value = f(x);
  let gradient = slope(x);
  let hessian = curve(x);
  for (let iterations = 0; iterations < mostIterations; iterations += 1) {
    const step = newtonStep(hessian, gradient, longestStep);
    const promised = -dot(step, gradient) / 2;
    if (!(promised > noise * (1 + Math.abs(value)))) {
      const found = { x, value, gradient, hessian, iterations, converged: promised >= 0 };
      return found.converged ? polished(f, slope, curve, found) : found;
    }
    const next = descend(f, x, value, step);
    if (next === undefined) return { x, value, gradient, hessian, iterations, converged: false };
    ({ x, value } = next);
    gradient = slope(x);
    hessian = curve(x);
  }
  return { x, value, gradient, hessian, iterations: mostIterations, converged: false };
}

/** A fall of the value, relative to it and to 1, that cannot be told from rounding. */
const noise = 1e-12;
const mostPolishing = 4;

/** Newton's steps as long as they shorten the gradient, where the value tells no more. */
function polished(
  f: Scalar,
  slope: (x: Float64Array) => Float64Array,
  curve: (x: Float64Array) => Matrix,
  found: Minimum,
): Minimum {
  let best = found;
  for (let round = 0; round < mostPolishing; round += 1) {
    const step = newtonStep(best.hessian, best.gradient, Number.POSITIVE_INFINITY);
    const x = best.x.map((part, index) => part + at(step, index));
    const gradient = slope(x);
    if (!(largestMagnitude(gradient) < largestMagnitude(best.gradient) / 2)) break;
    best = { ...best, x, value: f(x), gradient, hessian: curve(x), iterations: best.iterations + 1 };
  }
  return best;
}

/** −H⁻¹ g, with as much of a ridge as H needs. */
export function newtonStep(hessian: Matrix, gradient: Float64Array, longest: number): Float64Array {
  const size = gradient.length;
  const scale = largestMagnitude(hessian.values) || 1;
  for (let ridge = 0; ridge < 1e8 * scale; ridge = ridge === 0 ? 1e-8 * scale : ridge * 10) {
    const values = Float64Array.from(hessian.values);
    for (let index = 0; index < size; index += 1)
      values[index * size + index] = at(values, index * size + index) + ridge;
    const lower = cholesky({ ...hessian, values }, 1e-14);
    if (lower === undefined) continue;
    const step = solveCholesky(lower, columnVector(gradient)).values.map((part) => -part);
    return shortened(step, longest);
  }
  return shortened(
    gradient.map((part) => -part / scale),
    longest,
  );
}

function shortened(step: Float64Array, longest: number): Float64Array {
  const size = largestMagnitude(step);
  return size > longest ? step.map((part) => (part * longest) / size) : step;
}

const mostHalvings = 50;

function descend(
  f: Scalar,
  x: Float64Array,
  value: number,
  step: Float64Array,
): { readonly x: Float64Array; readonly value: number } | undefined {
  let share = 1;
  for (let halving = 0; halving < mostHalvings; halving += 1) {
    const candidate = x.map((part, index) => part + share * at(step, index));
    const reached = f(candidate);
    if (reached < value) return { x: candidate, value: reached };
    share /= 2;
  }
  return undefined;
}
