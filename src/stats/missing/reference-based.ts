import { invertPositive } from "../linear/cholesky.ts";
import { add, at, type Matrix, multiply, submatrix, subtract, transpose, zeros } from "../linear/matrix.ts";

/** The outcomes of one participant over the visits, as their arm would have them. */
export type JointNormal = { readonly mean: Float64Array; readonly covariance: Matrix };

/**
 * What is assumed of outcomes after an intercurrent event:
 * - `missing-at-random`: as had the participant gone on in their own arm;
 * - `copy-reference`: as had they been in the reference arm all along;
 * - `jump-to-reference`: the reference arm's mean from then on;
 * - `copy-increments`: the reference arm's changes from then on;
 * - `last-mean-carried-forward`: the mean of their own arm stays where it was.
 */
export type ReferenceStrategy =
  | "missing-at-random"
  | "copy-reference"
  | "jump-to-reference"
  | "copy-increments"
  | "last-mean-carried-forward";

export const referenceStrategies: readonly ReferenceStrategy[] = [
  "missing-at-random",
  "copy-reference",
  "jump-to-reference",
  "copy-increments",
  "last-mean-carried-forward",
];

/**
 * The joint distribution of a participant's outcomes whose own arm's holds up to the visit before `firstAffected` (an index, from 0; the
 * number of visits where the event affects none of them) and the strategy's from then on. Undefined where a covariance is singular.
 *
 * Carpenter, Roger and Kenward (2013), J. Biopharm. Stat. 23:1352. Covariances as there: that of the later outcomes, given the earlier
 * ones, is the reference arm's.
 */
export function jointUnder(
  strategy: ReferenceStrategy,
  own: JointNormal,
  reference: JointNormal,
  firstAffected: number,
): JointNormal | undefined {
  if (firstAffected >= own.mean.length || strategy === "missing-at-random") return own;
  if (strategy === "copy-reference") return reference;
  if (strategy === "last-mean-carried-forward") return carriedForward(own, firstAffected);
  if (firstAffected === 0) return reference;
  const covariance = splicedCovariance(own.covariance, reference.covariance, firstAffected);
  if (covariance === undefined) return undefined;
  const shift =
    strategy === "jump-to-reference"
      ? 0
      : at(own.mean, firstAffected - 1) - at(reference.mean, firstAffected - 1);
  const mean = own.mean.map((value, visit) =>
    visit < firstAffected ? value : at(reference.mean, visit) + shift,
  );
  return { mean, covariance };
}

/** Before the first visit there is no mean to carry: the arm's own stays. */
function carriedForward(own: JointNormal, firstAffected: number): JointNormal {
  if (firstAffected === 0) return own;
  const last = at(own.mean, firstAffected - 1);
  return { ...own, mean: own.mean.map((value, visit) => (visit < firstAffected ? value : last)) };
}

/**
 * Own covariance of the first `count` outcomes, the reference's regression of the others on them and what it leaves.
 * With B = R₂₁ R₁₁⁻¹: S₁₁ = O₁₁, S₂₁ = B O₁₁, S₂₂ = R₂₂ − B (R₁₁ − O₁₁) B′.
 */
function splicedCovariance(own: Matrix, reference: Matrix, count: number): Matrix | undefined {
  const size = own.rows;
  const early = Array.from({ length: count }, (_, index) => index);
  const late = Array.from({ length: size - count }, (_, index) => count + index);
  const inverse = invertPositive(submatrix(reference, early, early), 1e-14)?.inverse;
  if (inverse === undefined) return undefined;
  const ownEarly = submatrix(own, early, early);
  const slopes = multiply(submatrix(reference, late, early), inverse);
  const across = multiply(slopes, ownEarly);
  const excess = subtract(ownEarly, submatrix(reference, early, early));
  const lateOnes = add(
    submatrix(reference, late, late),
    multiply(multiply(slopes, excess), transpose(slopes)),
  );
  const result = zeros(size, size);
  const put = (block: Matrix, row: number, column: number): void => {
    for (let index = 0; index < block.values.length; index += 1) {
      const to = (row + Math.floor(index / block.columns)) * size + column + (index % block.columns);
      result.values[to] = at(block.values, index);
    }
  };
  put(ownEarly, 0, 0);
  put(across, count, 0);
  put(transpose(across), 0, count);
  put(lateOnes, count, count);
  return result;
}

/** How the outcomes that were not seen follow from those that were: mean = intercepts + slopes · seen. */
export type Conditional = {
  /** The visits that were not seen, by index, in their order. */
  readonly unseen: readonly number[];
  readonly seen: readonly number[];
  /** One row for each unseen visit, one column for each seen one. */
  readonly slopes: Matrix;
  /** What the seen leave open of the unseen. */
  readonly covariance: Matrix;
};

/** The regression of unseen outcomes on seen ones under a covariance; undefined where that of the seen ones is singular. */
export function conditionalOn(covariance: Matrix, isSeen: readonly boolean[]): Conditional | undefined {
  const seen = isSeen.flatMap((was, visit) => (was ? [visit] : []));
  const unseen = isSeen.flatMap((was, visit) => (was ? [] : [visit]));
  const own = submatrix(covariance, unseen, unseen);
  if (seen.length === 0) return { seen, unseen, slopes: zeros(unseen.length, 0), covariance: own };
  const inverse = invertPositive(submatrix(covariance, seen, seen), 1e-14)?.inverse;
  if (inverse === undefined) return undefined;
  const across = submatrix(covariance, unseen, seen);
  const slopes = multiply(across, inverse);
  return { seen, unseen, slopes, covariance: subtract(own, multiply(slopes, transpose(across))) };
}

/** The mean of the unseen outcomes, given those seen (by visit; those unseen are not read). */
export function conditionalMean(
  { seen, unseen, slopes }: Conditional,
  mean: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): Float64Array {
  const residuals = seen.map((visit) => at(outcomes, visit) - at(mean, visit));
  return Float64Array.from(unseen, (visit, row) =>
    residuals.reduce(
      (sum, residual, column) => sum + residual * at(slopes.values, row * slopes.columns + column),
      at(mean, visit),
    ),
  );
}
