import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { apply, at, dot, type Matrix, multiply, quadraticForm, transpose } from "../linear/matrix.ts";
import { leastSquares } from "../linear/qr.ts";

/** A linear combination of the coefficients of an analysis, with its name. */
export type NamedContrast = { readonly name: string; readonly weights: readonly number[] };

export type ContrastEstimate = { readonly estimate: number; readonly variance: number };

/** A linear model whose design stays while its outcomes are imputed again and again: what does not change is computed once. */
export type RepeatedAnalysis = {
  readonly contrasts: readonly NamedContrast[];
  readonly degreesOfFreedom: number;
  /** One estimate for each contrast, of outcomes in the order of the design's rows. */
  readonly estimate: (outcomes: Float64Array) => readonly ContrastEstimate[];
};

/**
 * Prepares least squares of many outcome vectors on one design: the analysis of covariance at a visit.
 *
 * Refuses a design whose columns depend on each other, one without degrees of freedom left and contrasts of another length.
 */
export function repeatedAnalysis(
  design: Matrix,
  contrasts: readonly NamedContrast[],
): Result<RepeatedAnalysis, InvalidInput> {
  const { rank, unscaledCovariance } = leastSquares(design, new Float64Array(design.rows));
  const degreesOfFreedom = design.rows - rank;
  if (rank < design.columns) {
    return failed(
      invalidInput({
        path: "design",
        message: `expected independent columns: ${design.columns} have a rank of ${rank}`,
      }),
    );
  }
  if (degreesOfFreedom < 1) {
    return failed(
      invalidInput({
        path: "design",
        message: `expected more rows than columns, got ${design.rows} and ${rank}`,
      }),
    );
  }
  const wrong = contrasts.find(({ weights }) => weights.length !== design.columns);
  if (wrong !== undefined) {
    const message = `expected ${design.columns} weights for ${wrong.name}, got ${wrong.weights.length}`;
    return failed(invalidInput({ path: "contrasts", message }));
  }
  const hat = multiply(unscaledCovariance, transpose(design));
  const spread = contrasts.map(({ weights }) => quadraticForm(weights, unscaledCovariance));
  return ok({
    contrasts,
    degreesOfFreedom,
    estimate: (outcomes) => {
      const coefficients = apply(hat, outcomes);
      const variance = residualSquares(design, coefficients, outcomes) / degreesOfFreedom;
      return contrasts.map(({ weights }, index) => ({
        estimate: dot(weights, coefficients),
        variance: variance * (spread[index] as number),
      }));
    },
  });
}

function residualSquares(design: Matrix, coefficients: Float64Array, outcomes: Float64Array): number {
  const { rows, columns, values } = design;
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    let residual = at(outcomes, row);
    for (let column = 0; column < columns; column += 1)
      residual -= at(values, row * columns + column) * at(coefficients, column);
    sum += residual * residual;
  }
  return sum;
}
