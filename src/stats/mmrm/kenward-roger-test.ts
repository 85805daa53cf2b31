import { at } from "../linear/matrix.ts";
import type { MmrmWorking } from "./fit-mmrm.ts";
import { squareProduct } from "./likelihood-derivatives.ts";
import { invertInPlace } from "./packed.ts";
import { bilinear, spreadContrast } from "./parameter-uncertainty.ts";

/** What makes a Wald statistic an F statistic. */
export type FScaling = { readonly scale: number; readonly denominator: number };

/**
 * Scale λ and denominator degrees of freedom of the Wald statistic of independent working contrasts, so that its approximate mean and variance
 * are those of F. Null where they are those of no F.
 *
 * Kenward and Roger (1997), Biometrics 53:983, section 4.
 */
export function kenwardRogerScaling(
  { optimum }: MmrmWorking,
  contrasts: readonly Float64Array[],
): FScaling | null {
  const { point, derivatives, parameterCovariance } = optimum;
  const rank = contrasts.length;
  const turned = contrasts.map((contrast) => spreadContrast(point.covariance, contrast));
  const inverse = new Float64Array(rank * rank);
  contrasts.forEach((one, row) => {
    turned.forEach((other, column) => {
      inverse[row * rank + column] = one.reduce((sum, part, index) => sum + part * at(other, index), 0);
    });
  });
  if (invertInPlace(inverse, rank) === undefined) return null;
  // (LΦL′)⁻¹ LΦPₕΦL′ for each parameter: traces of products of Θ are traces of these.
  const moved = derivatives.informationSlopes.map((slope) => {
    const between = new Float64Array(rank * rank);
    turned.forEach((one, row) => {
      turned.forEach((other, column) => {
        between[row * rank + column] = bilinear(one, slope, other);
      });
    });
    return squareProduct(inverse, between, rank);
  });
  const traces = Float64Array.from(moved, (square) => traceOf(square, rank));
  const a1 = bilinear(traces, parameterCovariance, traces);
  let a2 = 0;
  moved.forEach((one, h) => {
    moved.forEach((other, j) => {
      a2 += at(parameterCovariance, h * moved.length + j) * traceOfSquares(one, other, rank);
    });
  });
  return matchedF(a1, a2, rank);
}

function traceOf(square: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row += 1) sum += at(square, row * size + row);
  return sum;
}

function traceOfSquares(one: Float64Array, other: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      sum += at(one, row * size + column) * at(other, column * size + row);
  return sum;
}

function matchedF(a1: number, a2: number, rank: number): FScaling | null {
  const b = (a1 + 6 * a2) / (2 * rank);
  const g = ((rank + 1) * a1 - (rank + 4) * a2) / ((rank + 2) * a2);
  const divisor = 3 * rank + 2 * (1 - g);
  const [c1, c2, c3] = [g / divisor, (rank - g) / divisor, (rank + 2 - g) / divisor];
  const mean = 1 / (1 - a2 / rank);
  const variance = ((2 / rank) * (1 + c1 * b)) / ((1 - c2 * b) ** 2 * (1 - c3 * b));
  const ratio = variance / (2 * mean * mean);
  const denominator = 4 + (rank + 2) / (rank * ratio - 1);
  const scale = denominator / (mean * (denominator - 2));
  return Number.isFinite(scale) && scale > 0 && denominator > 0 ? { scale, denominator } : null;
}
