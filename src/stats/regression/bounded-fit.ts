import { apply, at, crossProduct, type Matrix, transpose } from "../linear/matrix.ts";
import { minimize } from "../numerics/minimize.ts";
import { type GlmData, type GlmOptimum, optimumAt, pointAt } from "./fit-glm.ts";
import { scaledRows } from "./robust-covariance.ts";

/**
 * The largest likelihood of a log-binomial model where it lies at, or near, the edge at which a risk is 1: along a path of ever weaker barriers against that edge.
 *
 * Luo, Zhang and Sun (2014), Computation of the maximum likelihood estimator in a log-binomial regression, as a constrained concave problem; Nocedal and Wright
 * (2006), Numerical Optimization, 2nd ed., section 19.6, for the barrier.
 */
export function fitAlongBarrier(data: GlmData, from: GlmOptimum): GlmOptimum {
  const columns = transpose(data.x);
  let coefficients = from.coefficients;
  let iterations = from.iterations;
  for (let barrier = 1; barrier > 1e-13; barrier /= 10) {
    const terms = (at: Float64Array) => barrierTerms(data, barrier, predictorAt(data, at));
    const found = minimize((x) => terms(x).value, coefficients, {
      gradient: (x) => apply(columns, terms(x).slopes),
      hessian: (x): Matrix => crossProduct(scaledRows(data.x, terms(x).curves.map(Math.sqrt))),
    });
    coefficients = found.x;
    iterations += found.iterations;
  }
  const point = pointAt(data, coefficients);
  return point === undefined ? from : { ...optimumAt(data, point, iterations), converged: true };
}

function predictorAt({ x, offset }: GlmData, coefficients: Float64Array): Float64Array {
  return apply(x, coefficients).map((value, row) => value + at(offset, row));
}

/** What is to be made small, −log L − barrier · Σ log(−η), with its derivatives by each linear predictor η. */
function barrierTerms(
  { response, weights }: GlmData,
  barrier: number,
  predictor: Float64Array,
): { readonly value: number; readonly slopes: Float64Array; readonly curves: Float64Array } {
  let value = 0;
  const curves = new Float64Array(predictor.length);
  const slopes = predictor.map((eta, row) => {
    const [y, weight] = [at(response, row), at(weights, row)];
    const mean = Math.exp(eta);
    value -=
      weight * (y * eta + (y === 1 ? 0 : (1 - y) * Math.log(-Math.expm1(eta)))) + barrier * Math.log(-eta);
    const missed = -Math.expm1(eta);
    curves[row] = weight * (1 - y) * (mean / missed ** 2) + barrier / eta ** 2;
    return -weight * (y - (y === 1 ? 0 : ((1 - y) * mean) / missed)) - barrier / eta;
  });
  return { value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value, slopes, curves };
}

/** Whether a risk of the fit is 1, or as good as 1. */
export function isAtEdge({ predictor }: GlmOptimum): boolean {
  return predictor.some((eta) => eta > -1e-7);
}
