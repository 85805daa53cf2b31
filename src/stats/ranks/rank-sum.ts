import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { type Interval, type StatisticalWarning, warning } from "../estimate.ts";
import {
  type Alternative,
  type AlternativeOption,
  type HypothesisTest,
  pValueOf,
} from "../hypothesis-test.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { at } from "../linear/matrix.ts";
import { medianOf, midranks, numberIssues, type Ranked } from "./midranks.ts";
import { rankSumDistribution, wholeQuantile, wholeTails } from "./rank-distribution.ts";

export type RankTestOptions = LevelOption &
  AlternativeOption & {
    /** The shift that is tested; 0 where it is not given. */
    readonly nullValue?: number;
    /**
     * `exact` counts all ways the ranks could have fallen, ties as they are; `normal` approximates. Where it is not given: exact below 50
     * observations a group without ties, normal otherwise.
     */
    readonly method?: "exact" | "normal";
    /** The continuity correction of the normal approximation; true where it is not given. */
    readonly correction?: boolean;
  };

export type RankTest = HypothesisTest & {
  /** The Hodges–Lehmann estimate of the shift. */
  readonly estimate: number | null;
  readonly interval: Interval | null;
  readonly exact: boolean;
};

/**
 * Wilcoxon's rank sum test (Mann and Whitney's): does the first sample tend to be larger? `statistic` counts the pairs in which it is, ties as half.
 * The shift is the median of all differences, with the interval that the test inverts to.
 *
 * Wilcoxon (1945), Biometrics Bull. 1:80; Mann and Whitney (1947), Ann. Math. Stat. 18:50; Hodges and Lehmann (1963), Ann. Math. Stat. 34:598;
 * Moses (1965) for the interval, as Hollander and Wolfe (1999), Nonparametric Statistical Methods, section 4.3, give it.
 */
export function rankSumTest(
  first: readonly number[],
  second: readonly number[],
  options: RankTestOptions = {},
): Result<RankTest, InvalidInput> {
  const { level = usualLevel, nullValue = 0, alternative = "two-sided", correction = true } = options;
  const issues = [
    ...numberIssues("first", first),
    ...numberIssues("second", second),
    ...numberIssues("nullValue", [nullValue]),
    ...levelIssues(level),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const sizes = { first: first.length, second: second.length };
  const n = first.length + second.length;
  if (first.length === 0 || second.length === 0) return ok(nothing(alternative, n));
  const ranked = midranks([...first.map((value) => value - nullValue), ...second]);
  const statistic =
    ranked.ranks.subarray(0, first.length).reduce((sum, rank) => sum + rank, 0) -
    (first.length * (first.length + 1)) / 2;
  const exact =
    options.method === undefined
      ? first.length < 50 && second.length < 50 && ranked.ties === 0
      : options.method === "exact";
  const pValue = exact
    ? exactP(ranked, statistic, sizes, alternative)
    : normalP(ranked, statistic, sizes, { alternative, correction });
  const differences = Float64Array.from(first.flatMap((one) => second.map((other) => one - other))).sort();
  const settings = { level, alternative, correction: correction && !exact };
  const limits = exact
    ? exactLimits(differences, ranked, sizes, settings)
    : normalLimits(
        differences,
        { mean: differences.length / 2, sd: standardDeviation(withinTies(first, second), sizes) },
        settings,
      );
  return ok({
    method: exact
      ? "Wilcoxon rank sum test, exact"
      : `Wilcoxon rank sum test, normal${correction ? ", continuity corrected" : ""}`,
    statistic,
    degreesOfFreedom: null,
    pValue,
    alternative,
    n,
    estimate: medianOf(differences),
    interval: limits && { ...limits, level, method: "Hodges and Lehmann 1963" },
    exact,
    warnings: rankWarnings(pValue, exact, ranked),
  });
}

type Sizes = { readonly first: number; readonly second: number };

function exactP(ranked: Ranked, statistic: number, { first }: Sizes, alternative: Alternative): number {
  const doubled = Math.round(2 * statistic + first * (first + 1));
  return pValueOf(wholeTails(rankSumDistribution(ranked, first), doubled), alternative);
}

function standardDeviation(ties: number, { first, second }: Sizes): number {
  const n = first + second;
  return Math.sqrt(((first * second) / 12) * (n + 1 - (n > 1 ? ties / (n * (n - 1)) : 0)));
}

/** Where the samples are moved apart, only the ties within each are left. */
function withinTies(first: readonly number[], second: readonly number[]): number {
  return midranks(first).ties + midranks(second).ties;
}

function normalP(
  ranked: Ranked,
  statistic: number,
  sizes: Sizes,
  { alternative, correction }: { readonly alternative: Alternative; readonly correction: boolean },
): number | null {
  const sd = standardDeviation(ranked.ties, sizes);
  return approximateP(statistic - (sizes.first * sizes.second) / 2, sd, { alternative, correction });
}

/** The normal p-value of an excess, moved towards 0 by half a step. */
export function approximateP(
  excess: number,
  sd: number,
  { alternative, correction }: { readonly alternative: Alternative; readonly correction: boolean },
): number | null {
  if (!(sd > 0)) return null;
  const half = correction ? 0.5 : 0;
  const shift = { "two-sided": Math.sign(excess) * half, greater: half, less: -half }[alternative];
  const z = (excess - shift) / sd;
  return pValueOf({ lower: normalCdf(z), upper: normalCdf(-z) }, alternative);
}

type LimitSettings = {
  readonly level: number;
  readonly alternative: Alternative;
  readonly correction: boolean;
};

function exactLimits(
  differences: Float64Array,
  ranked: Ranked,
  { first }: Sizes,
  settings: LimitSettings,
): Pick<Interval, "lower" | "upper"> | null {
  const untied = { ranks: Float64Array.from(ranked.ranks, (_, index) => index + 1), ties: 0 };
  const outside = outsideOf(settings);
  const doubled = wholeQuantile(rankSumDistribution(untied, first), outside);
  return orderLimits(differences, Math.max(1, doubled / 2 - (first * (first + 1)) / 2), settings.alternative);
}

export function outsideOf({ level, alternative }: Pick<LimitSettings, "level" | "alternative">): number {
  return alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
}

/** The `place`th of the sorted values from below, and from above. */
export function orderLimits(
  sorted: Float64Array,
  place: number,
  alternative: Alternative,
): Pick<Interval, "lower" | "upper"> {
  return {
    lower: alternative === "less" ? Number.NEGATIVE_INFINITY : at(sorted, place - 1),
    upper: alternative === "greater" ? Number.POSITIVE_INFINITY : at(sorted, sorted.length - place),
  };
}

/** Where the normal statistic, which falls by one as the shift passes a sorted value, reaches its quantile. */
export function normalLimits(
  sorted: Float64Array,
  { mean, sd }: { readonly mean: number; readonly sd: number },
  settings: LimitSettings,
): Pick<Interval, "lower" | "upper"> | null {
  if (!(sd > 0)) return null;
  const reach = -normalQuantile(outsideOf(settings)) * sd + (settings.correction ? 0.5 : 0);
  const place = Math.floor(mean - reach) + 1;
  // With so few values no shift can be ruled out.
  return place < 1 ? { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY } : orderLimits(sorted, place, settings.alternative);
}

export function rankWarnings(
  pValue: number | null,
  exact: boolean,
  { ties }: Ranked,
): readonly StatisticalWarning[] {
  if (pValue === null) return [warning("not-estimable", "All values are equal: there is nothing to rank.")];
  return exact && ties > 0
    ? [warning("ties", "There are ties: the test is exact given them, the interval is conservative.")]
    : [];
}

function nothing(alternative: Alternative, n: number): RankTest {
  return {
    method: "Wilcoxon rank sum test",
    statistic: null,
    degreesOfFreedom: null,
    pValue: null,
    alternative,
    n,
    estimate: null,
    interval: null,
    exact: false,
    warnings: [warning("no-observations", "A group has no observations.")],
  };
}
