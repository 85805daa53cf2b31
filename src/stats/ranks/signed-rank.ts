import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Interval, warning } from "../estimate.ts";
import { pValueOf } from "../hypothesis-test.ts";
import { levelIssues, usualLevel } from "../level.ts";
import { at } from "../linear/matrix.ts";
import { medianOf, midranks, numberIssues } from "./midranks.ts";
import { signedRankDistribution, wholeQuantile, wholeTails } from "./rank-distribution.ts";
import {
  approximateP,
  normalLimits,
  orderLimits,
  outsideOf,
  type RankTest,
  type RankTestOptions,
  rankWarnings,
} from "./rank-sum.ts";

/**
 * Wilcoxon's signed rank test that values lie symmetrically around `nullValue`; of pairs, give their differences. Values that equal it are left
 * out, as Wilcoxon did. The estimate is the median of the means of all pairs of values, with the interval that the test inverts to.
 *
 * Wilcoxon (1945), Biometrics Bull. 1:80; Hodges and Lehmann (1963), Ann. Math. Stat. 34:598; Tukey's interval, as Hollander and Wolfe (1999),
 * Nonparametric Statistical Methods, section 3.3, give it.
 */
export function signedRankTest(
  values: readonly number[],
  options: RankTestOptions = {},
): Result<RankTest, InvalidInput> {
  const { level = usualLevel, nullValue = 0, alternative = "two-sided", correction = true } = options;
  const issues = [
    ...numberIssues("values", values),
    ...numberIssues("nullValue", [nullValue]),
    ...levelIssues(level),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const distances = values.map((value) => value - nullValue).filter((distance) => distance !== 0);
  const zeros = values.length - distances.length;
  const n = distances.length;
  const ranked = midranks(distances.map(Math.abs));
  const statistic = distances.reduce(
    (sum, distance, index) => sum + (distance > 0 ? at(ranked.ranks, index) : 0),
    0,
  );
  const exact =
    options.method === undefined ? n < 50 && ranked.ties === 0 && zeros === 0 : options.method === "exact";
  const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ranked.ties / 48);
  const excess = statistic - (n * (n + 1)) / 4;
  const pValue =
    exact && n > 0
      ? pValueOf(wholeTails(signedRankDistribution(ranked), Math.round(2 * statistic)), alternative)
      : approximateP(excess, sd, { alternative, correction });
  const averages = walshAverages(exact ? values : distances.map((distance) => distance + nullValue));
  const settings = { level, alternative, correction: correction && !exact };
  const limits = limitsOf(averages, sd, exact, settings);
  return ok({
    method: exact
      ? "Wilcoxon signed rank test, exact"
      : `Wilcoxon signed rank test, normal${correction ? ", continuity corrected" : ""}`,
    statistic: n === 0 ? null : statistic,
    degreesOfFreedom: null,
    pValue,
    alternative,
    n,
    estimate: averages.length === 0 ? null : medianOf(averages),
    interval: limits && { ...limits, level, method: "Hodges and Lehmann 1963" },
    exact,
    warnings: [
      ...rankWarnings(pValue, exact, ranked),
      ...(zeros > 0
        ? [warning("left-out", `Values that equal the null value were left out: ${zeros}.`)]
        : []),
    ],
  });
}

/** The means of all pairs of values, each with itself too, sorted. */
function walshAverages(values: readonly number[]): Float64Array {
  return Float64Array.from(
    values.flatMap((one, index) => values.slice(index).map((other) => (one + other) / 2)),
  ).sort();
}

function limitsOf(
  averages: Float64Array,
  sd: number,
  exact: boolean,
  settings: Parameters<typeof normalLimits>[2],
): Pick<Interval, "lower" | "upper"> | null {
  if (averages.length === 0) return null;
  if (!exact) return normalLimits(averages, { mean: averages.length / 2, sd }, settings);
  const size = Math.round((Math.sqrt(8 * averages.length + 1) - 1) / 2);
  const untied = { ranks: Float64Array.from({ length: size }, (_, index) => index + 1), ties: 0 };
  const place = wholeQuantile(signedRankDistribution(untied), outsideOf(settings)) / 2;
  return orderLimits(averages, Math.max(1, place), settings.alternative);
}
