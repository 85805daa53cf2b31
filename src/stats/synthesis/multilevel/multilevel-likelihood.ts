import {
  add,
  apply,
  at,
  crossProduct,
  dot,
  type Matrix,
  multiply,
  subtract,
  traceOfProduct,
  transpose,
  zeros,
} from "../../linear/matrix.ts";
import { jacobianOf } from "../../numerics/derivatives.ts";
import {
  type BlockedOutcomes,
  type FittedBlock,
  generalizedLeastSquares,
  type LeastSquaresFit,
} from "./generalized-least-squares.ts";
import { gather, ofLevels, type RandomTerm, spread } from "./random-term.ts";

/** −2 log likelihood, without its constant, and its derivatives by the parameters of all terms one after the other. */
export type Deviance = {
  readonly value: (parameters: Float64Array) => number;
  readonly gradient: (parameters: Float64Array) => Float64Array;
  readonly hessian: (parameters: Float64Array) => Matrix;
  readonly fitAt: (parameters: Float64Array) => LeastSquaresFit | undefined;
};

export type LikelihoodMethod = "REML" | "ML";

type Slope = { readonly term: number; readonly matrix: Matrix };

/**
 * The (restricted) likelihood of outcomes with random effects. Derivatives are exact; only the curvature of the covariance structures
 * themselves is by differences, which the path to the maximum feels and the maximum does not.
 *
 * Harville (1977), J. Am. Stat. Assoc. 72:320.
 */
export function devianceOf(data: BlockedOutcomes, method: LikelihoodMethod): Deviance {
  const { terms } = data;
  let last: { readonly at: Float64Array; readonly fit: LeastSquaresFit | undefined } | undefined;
  const fitAt = (parameters: Float64Array): LeastSquaresFit | undefined => {
    if (last?.at.every((value, index) => value === parameters[index]) !== true) {
      const covariances = termParameters(terms, parameters).map((own, index) =>
        (terms[index] as RandomTerm).structure.covariance(own),
      );
      last = { at: Float64Array.from(parameters), fit: generalizedLeastSquares(data, covariances) };
    }
    return last?.fit;
  };
  return {
    fitAt,
    value: (parameters) => {
      const fit = fitAt(parameters);
      if (fit === undefined) return Number.POSITIVE_INFINITY;
      const { outcomes, information } = fit.logDeterminants;
      return outcomes + fit.residualSum + (method === "REML" ? information : 0);
    },
    gradient: (parameters) => {
      const fit = fitAt(parameters);
      if (fit === undefined) return new Float64Array(parameters.length).fill(Number.NaN);
      const sensitivities = sensitivitiesOf(fit, terms, method);
      return Float64Array.from(slopesOf(terms, parameters), ({ term, matrix }) =>
        dot(matrix.values, (sensitivities[term] as Matrix).values),
      );
    },
    hessian: (parameters) => {
      const fit = fitAt(parameters);
      const size = parameters.length;
      if (fit === undefined) return zeros(size, size);
      const curved = structureCurvature(terms, parameters, sensitivitiesOf(fit, terms, method));
      return add(curved, likelihoodCurvature(fit, terms, slopesOf(terms, parameters), method));
    },
  };
}

/** The parameters of each term. */
export function termParameters(
  terms: readonly RandomTerm[],
  parameters: Float64Array,
): readonly Float64Array[] {
  let from = 0;
  return terms.map(({ structure }) => {
    const count = structure.start(1).length;
    from += count;
    return parameters.slice(from - count, from);
  });
}

function slopesOf(terms: readonly RandomTerm[], parameters: Float64Array): readonly Slope[] {
  return termParameters(terms, parameters).flatMap((own, term) =>
    (terms[term] as RandomTerm).structure.slopes(own).map((matrix) => ({ term, matrix })),
  );
}

/** How the deviance grows with each entry of each term's covariance: Z′(P − uu′)Z, with W for P under ML. */
function sensitivitiesOf(
  fit: LeastSquaresFit,
  terms: readonly RandomTerm[],
  method: LikelihoodMethod,
): readonly Matrix[] {
  const targets = terms.map(ofLevels);
  for (const block of fit.blocks) {
    const { weight, weightedDesign, weightedResidual: u, source } = block;
    const projected =
      method === "REML"
        ? subtract(weight, multiply(multiply(weightedDesign, fit.covariance), transpose(weightedDesign)))
        : weight;
    const size = u.length;
    const sensitivity = zeros(size, size);
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < size; j += 1) {
        const place = i * size + j;
        sensitivity.values[place] = at(projected.values, place) - at(u, i) * at(u, j);
      }
    }
    terms.forEach((term, index) => {
      const groups = source.groups[index] ?? [];
      gather(term, sensitivity, { rows: source.rows, groups }, targets[index] as Matrix);
    });
  }
  return targets;
}

/** Σ S·∂²G, by differences of the exact slopes. */
function structureCurvature(
  terms: readonly RandomTerm[],
  parameters: Float64Array,
  sensitivities: readonly Matrix[],
): Matrix {
  const curvature = zeros(parameters.length, parameters.length);
  let from = 0;
  termParameters(terms, parameters).forEach((own, index) => {
    const { structure } = terms[index] as RandomTerm;
    const weighted = (point: Float64Array): Float64Array =>
      Float64Array.from(structure.slopes(point), ({ values }) =>
        dot(values, (sensitivities[index] as Matrix).values),
      );
    const own2 = jacobianOf(weighted, own);
    for (let i = 0; i < own.length; i += 1) {
      for (let j = 0; j < own.length; j += 1) {
        const mean = (at(own2.values, i * own.length + j) + at(own2.values, j * own.length + i)) / 2;
        curvature.values[(from + i) * parameters.length + from + j] = mean;
      }
    }
    from += own.length;
  });
  return curvature;
}

/** What a parameter does to one block: M_i W, M_i W X and M_i u. */
type BlockSlope = { readonly spread: Matrix; readonly design: Matrix; readonly residual: Float64Array };

/** −tr(P Mᵢ P Mⱼ) + 2 u′ Mᵢ P Mⱼ u, summed over the blocks; under ML the trace has W for P. */
function likelihoodCurvature(
  fit: LeastSquaresFit,
  terms: readonly RandomTerm[],
  slopes: readonly Slope[],
  method: LikelihoodMethod,
): Matrix {
  const size = slopes.length;
  const columns = fit.beta.length;
  const curvature = zeros(size, size);
  const designSlopes = slopes.map(() => zeros(columns, columns));
  const residualSlopes = slopes.map(() => new Float64Array(columns));
  for (const block of fit.blocks) {
    const moved = slopes.map((slope) => blockSlope(block, terms, slope));
    moved.forEach(({ design, residual }, i) => {
      addTo(designSlopes[i] as Matrix, crossProduct(block.weightedDesign, design));
      addAll(residualSlopes[i] as Float64Array, apply(transpose(block.weightedDesign), residual));
    });
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        const part = blockCurvature(block, moved[i] as BlockSlope, moved[j] as BlockSlope, fit, method);
        curvature.values[i * size + j] = at(curvature.values, i * size + j) + part;
      }
    }
  }
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const [first, second] = [designSlopes[i] as Matrix, designSlopes[j] as Matrix];
      const both = traceOfProduct(multiply(fit.covariance, first), multiply(fit.covariance, second));
      const across = dot(
        residualSlopes[i] as Float64Array,
        apply(fit.covariance, residualSlopes[j] as Float64Array),
      );
      const value = at(curvature.values, i * size + j) - (method === "REML" ? both : 0) - 2 * across;
      curvature.values[i * size + j] = value;
      curvature.values[j * size + i] = value;
    }
  }
  return curvature;
}

function blockSlope(
  { source, weight, weightedDesign, weightedResidual }: FittedBlock,
  terms: readonly RandomTerm[],
  { term, matrix }: Slope,
): BlockSlope {
  const size = source.rows.length;
  const change = zeros(size, size);
  const groups = source.groups[term] ?? [];
  spread(terms[term] as RandomTerm, matrix, { rows: source.rows, groups }, change);
  return {
    spread: multiply(change, weight),
    design: multiply(change, weightedDesign),
    residual: apply(change, weightedResidual),
  };
}

function blockCurvature(
  { weight }: FittedBlock,
  first: BlockSlope,
  second: BlockSlope,
  { covariance }: LeastSquaresFit,
  method: LikelihoodMethod,
): number {
  const residual = 2 * dot(first.residual, apply(weight, second.residual));
  const trace = traceOfProduct(first.spread, second.spread);
  if (method === "ML") return residual - trace;
  const design = crossProduct(first.design, multiply(weight, second.design));
  return residual - trace + 2 * traceOfProduct(covariance, design);
}

function addTo(target: Matrix, { values }: Matrix): void {
  addAll(target.values, values);
}

function addAll(target: Float64Array, values: Float64Array): void {
  for (let index = 0; index < target.length; index += 1)
    target[index] = at(target, index) + at(values, index);
}
