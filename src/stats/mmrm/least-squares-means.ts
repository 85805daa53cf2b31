import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import type { DataTable } from "../formula/data-table.ts";
import {
  type MarginalMean,
  type MarginalMeanOptions,
  marginalMeans,
  unknownMargins,
} from "../formula/reference-grid.ts";
import { at } from "../linear/matrix.ts";
import type { MmrmFit } from "./fit-mmrm.ts";
import type { ContrastEstimate, MmrmInference } from "./inference.ts";

/** A mean of the outcome at a combination of values of some columns. */
export type LeastSquaresMean = MarginalMean & ContrastEstimate;

/** A difference of two means. */
export type MeanDifference = ContrastEstimate & {
  /** `MDMA - PBO`. */
  readonly contrast: string;
  /** The values that both means share. */
  readonly levels: Readonly<Record<string, string>>;
  /** Of the coefficients. */
  readonly weights: Float64Array;
};

/**
 * Least squares means of a fitted model, as `by: ["arm", "visit"]`, with errors as `inference` has them. Refuses columns that are not in the
 * formula.
 */
export function leastSquaresMeans(
  fit: MmrmFit,
  table: DataTable,
  inference: MmrmInference,
  options: MarginalMeanOptions,
): Result<readonly LeastSquaresMean[], InvalidInput> {
  const { design } = fit.working;
  const unknown = unknownMargins(design, [...options.by, ...Object.keys(options.at ?? {})]);
  if (unknown.length > 0) {
    const message = `expected columns of the formula, got ${unknown.join(", ")}`;
    return failed(invalidInput({ path: "by", message }));
  }
  return ok(
    marginalMeans(design, table, options).map((mean) => ({ ...mean, ...inference.contrast(mean.weights) })),
  );
}

/** Every pair, the first less the second or the reverse, or each against the first alone. */
export type Comparison = "pairwise" | "reverse pairwise" | "against first";

/**
 * Differences between means that share the values of `within`, as arms at each visit. Pairs in the order of the means; intervals and p-values
 * are each by itself.
 */
export function meanDifferences(
  means: readonly LeastSquaresMean[],
  inference: MmrmInference,
  {
    within = [],
    comparison = "reverse pairwise",
  }: { readonly within?: readonly string[]; readonly comparison?: Comparison } = {},
): readonly MeanDifference[] {
  const strata = new Map<string, LeastSquaresMean[]>();
  for (const mean of means) {
    const key = JSON.stringify(within.map((name) => mean.levels[name]));
    strata.set(key, [...(strata.get(key) ?? []), mean]);
  }
  return [...strata.values()].flatMap((group) =>
    pairsOf(group.length, comparison).map(([one, other]) =>
      differenceOf(group[one] as LeastSquaresMean, group[other] as LeastSquaresMean, within, inference),
    ),
  );
}

function pairsOf(count: number, comparison: Comparison): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let first = 0; first < count; first += 1) {
    for (let second = first + 1; second < count; second += 1) {
      if (comparison === "pairwise") pairs.push([first, second]);
      else if (first === 0 || comparison === "reverse pairwise") pairs.push([second, first]);
    }
  }
  // As published tables have them: 2 − 1, 3 − 1, 3 − 2.
  return comparison === "pairwise" ? pairs : pairs.sort(([a, c], [b, d]) => a - b || c - d);
}

function differenceOf(
  one: LeastSquaresMean,
  other: LeastSquaresMean,
  within: readonly string[],
  inference: MmrmInference,
): MeanDifference {
  const weights = one.weights.map((weight, index) => weight - at(other.weights, index));
  const nameOf = ({ levels }: LeastSquaresMean): string =>
    Object.entries(levels)
      .filter(([name]) => !within.includes(name))
      .map(([, level]) => level)
      .join(" ");
  return {
    contrast: `${nameOf(one)} - ${nameOf(other)}`,
    levels: Object.fromEntries(Object.entries(one.levels).filter(([name]) => within.includes(name))),
    weights,
    ...inference.contrast(weights),
  };
}
