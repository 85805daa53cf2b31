import { sum } from "../counts.ts";

/** The analysis of variance of `targets` things that each of `raters` raters scored once (Shrout and Fleiss 1979, Table 1). */
export type MeanSquares = {
  readonly targets: number;
  readonly raters: number;
  readonly betweenTargets: number;
  readonly withinTargets: number;
  readonly betweenRaters: number;
  readonly residual: number;
};

/** The mean squares of complete ratings: a row for each target, two rows and two columns at least. */
export function meanSquares(ratings: readonly (readonly number[])[]): MeanSquares {
  const centered = withoutOffset(ratings);
  const targets = centered.length;
  const raters = centered[0]?.length ?? 0;
  const targetMeans = centered.map((row) => sum(row) / raters);
  const raterMeans = Array.from(
    { length: raters },
    (_, rater) => sum(centered.map((row) => row[rater] ?? 0)) / targets,
  );
  const grandMean = sum(targetMeans) / targets;
  const within = squares(centered, (value, target) => value - (targetMeans[target] ?? 0));
  const residual = squares(
    centered,
    (value, target, rater) => value - (targetMeans[target] ?? 0) - (raterMeans[rater] ?? 0) + grandMean,
  );
  const between = (means: readonly number[]): number => sum(means.map((mean) => (mean - grandMean) ** 2));
  const noise = noiseOf(centered);
  const mean = (squaresSum: number, degrees: number): number =>
    squaresSum <= noise ? 0 : squaresSum / degrees;
  return {
    targets,
    raters,
    betweenTargets: mean(raters * between(targetMeans), targets - 1),
    withinTargets: mean(within, targets * (raters - 1)),
    betweenRaters: mean(targets * between(raterMeans), raters - 1),
    residual: mean(residual, (targets - 1) * (raters - 1)),
  };
}

/** Ratings that are all alike become exactly 0. */
function withoutOffset(ratings: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const first = ratings[0]?.[0] ?? 0;
  return ratings.map((row) => row.map((value) => value - first));
}

/** A sum of squares that rounding alone may leave where the exact one is 0. */
function noiseOf(ratings: readonly (readonly number[])[]): number {
  const values = ratings.flat();
  return sum(values.map((value) => value ** 2)) * (values.length * 2 ** -52) ** 2;
}

function squares(
  ratings: readonly (readonly number[])[],
  deviation: (value: number, target: number, rater: number) => number,
): number {
  return sum(
    ratings.flatMap((row, target) => row.map((value, rater) => deviation(value, target, rater) ** 2)),
  );
}
