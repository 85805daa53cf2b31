import { invertPositive } from "../../linear/cholesky.ts";
import {
  add,
  apply,
  at,
  crossProduct,
  dot,
  type Matrix,
  multiply,
  submatrix,
  zeros,
} from "../../linear/matrix.ts";
import type { Block } from "./independent-blocks.ts";
import { type RandomTerm, spread } from "./random-term.ts";

/** The outcomes with their design, cut into blocks. */
export type BlockedOutcomes = {
  readonly outcomes: Float64Array;
  readonly design: Matrix;
  readonly terms: readonly RandomTerm[];
  readonly blocks: readonly OutcomeBlock[];
};

export type OutcomeBlock = Block & { readonly y: Float64Array; readonly x: Matrix };

/** A fit of the fixed effects where the covariance of the outcomes is given. */
export type LeastSquaresFit = {
  readonly beta: Float64Array;
  /** (X′WX)⁻¹. */
  readonly covariance: Matrix;
  readonly logDeterminants: { readonly outcomes: number; readonly information: number };
  /** r′Wr. */
  readonly residualSum: number;
  readonly blocks: readonly FittedBlock[];
};

export type FittedBlock = {
  readonly source: OutcomeBlock;
  /** The inverse of the block's covariance. */
  readonly weight: Matrix;
  /** W X and W r of the block. */
  readonly weightedDesign: Matrix;
  readonly weightedResidual: Float64Array;
};

export function blockedOutcomes(
  outcomes: Float64Array,
  design: Matrix,
  terms: readonly RandomTerm[],
  blocks: readonly Block[],
): BlockedOutcomes {
  const columns = Array.from({ length: design.columns }, (_, column) => column);
  return {
    outcomes,
    design,
    terms,
    blocks: blocks.map((block) => ({
      ...block,
      y: Float64Array.from(block.rows, (row) => at(outcomes, row)),
      x: submatrix(design, block.rows, columns),
    })),
  };
}

/** The covariance of a block's outcomes for given covariances of the random effects, one for each term. */
export function marginalCovariance(
  block: Block,
  terms: readonly RandomTerm[],
  covariances: readonly Matrix[],
): Matrix {
  const marginal = { ...block.sampling, values: Float64Array.from(block.sampling.values) };
  terms.forEach((term, index) => {
    const groups = block.groups[index] ?? [];
    spread(term, covariances[index] as Matrix, { rows: block.rows, groups }, marginal);
  });
  return marginal;
}

/** Undefined where a covariance is not positive definite, or the design not of full rank. */
export function generalizedLeastSquares(
  { blocks, terms, design }: BlockedOutcomes,
  covariances: readonly Matrix[],
): LeastSquaresFit | undefined {
  const parts: { weight: Matrix; weightedDesign: Matrix; source: OutcomeBlock }[] = [];
  let information = zeros(design.columns, design.columns);
  const score = new Float64Array(design.columns);
  let logDeterminant = 0;
  for (const source of blocks) {
    const inverse = invertPositive(marginalCovariance(source, terms, covariances), 1e-13);
    if (inverse === undefined) return undefined;
    const weightedDesign = multiply(inverse.inverse, source.x);
    information = add(information, crossProduct(source.x, weightedDesign));
    for (let column = 0; column < design.columns; column += 1) {
      for (let row = 0; row < source.y.length; row += 1) {
        score[column] =
          at(score, column) + at(weightedDesign.values, row * design.columns + column) * at(source.y, row);
      }
    }
    logDeterminant += inverse.logDeterminant;
    parts.push({ weight: inverse.inverse, weightedDesign, source });
  }
  const solved = invertPositive(information, 1e-13);
  if (solved === undefined) return undefined;
  const beta = apply(solved.inverse, score);
  let residualSum = 0;
  const fitted = parts.map(({ weight, weightedDesign, source }) => {
    const predicted = apply(source.x, beta);
    const residual = source.y.map((y, row) => y - at(predicted, row));
    const weightedResidual = apply(weight, residual);
    residualSum += dot(residual, weightedResidual);
    return { weight, weightedDesign, source, weightedResidual };
  });
  return {
    beta,
    covariance: solved.inverse,
    logDeterminants: { outcomes: logDeterminant, information: solved.logDeterminant },
    residualSum,
    blocks: fitted,
  };
}
