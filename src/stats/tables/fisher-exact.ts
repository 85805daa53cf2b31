import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Interval, type StatisticalWarning, warning } from "../estimate.ts";
import type { AlternativeOption, HypothesisTest } from "../hypothesis-test.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import {
  type ConditionalDistribution,
  conditionalDistribution,
  conditionalOddsRatio,
  exactLimits,
  exactPValue,
} from "./conditional-distribution.ts";
import { type Fourfold, type FourfoldTable, fourfold, strataIssues, sumOver } from "./fourfold.ts";

export type ExactOptions = LevelOption &
  AlternativeOption & {
    /** The odds ratio that is tested; 1 where it is not given. */
    readonly nullOddsRatio?: number;
  };

export type ExactTest = HypothesisTest & {
  /** The odds ratio of conditional maximum likelihood, which is not the sample's own. */
  readonly estimate: number | null;
  readonly interval: Interval | null;
};

/**
 * Fisher's exact test of a fourfold table with the conditional odds ratio and its exact interval. Two-sided it counts all tables that are no
 * more probable than the one observed; the interval leaves half of its error to each side, so that the two may disagree.
 *
 * Fisher (1935), J. R. Stat. Soc. 98:39; Cornfield (1956), Proc. Third Berkeley Symp. 4:135, for the interval.
 */
export function fisherExact(
  table: FourfoldTable,
  options: ExactOptions = {},
): Result<ExactTest, InvalidInput> {
  return exactTest([table], "Fisher's exact test (1935)", options);
}

/**
 * The exact test of a common odds ratio in several fourfold tables, given all their margins.
 *
 * Mehta, Patel and Gray (1985), Computing an exact confidence interval for the common odds ratio in several 2 × 2 contingency tables, J. Am.
 * Stat. Assoc. 80:969.
 */
export function exactCommonOddsRatio(
  strata: readonly FourfoldTable[],
  options: ExactOptions = {},
): Result<ExactTest, InvalidInput> {
  return exactTest(
    strata,
    "Exact conditional test of a common odds ratio (Mehta, Patel and Gray 1985)",
    options,
  );
}

function exactTest(
  strata: readonly FourfoldTable[],
  method: string,
  { alternative = "two-sided", level = usualLevel, nullOddsRatio = 1 }: ExactOptions,
): Result<ExactTest, InvalidInput> {
  const issues = [...strataIssues(strata), ...levelIssues(level)];
  if (!(nullOddsRatio > 0 && nullOddsRatio < Number.POSITIVE_INFINITY))
    issues.push({ path: "nullOddsRatio", message: `expected an odds ratio above 0, got ${nullOddsRatio}` });
  if (issues.length > 0) return failed(invalidInput(...issues));
  const { distribution, count, n } = observed(strata.map(fourfold));
  return ok({
    method,
    statistic: null,
    degreesOfFreedom: null,
    pValue: exactPValue(distribution, count, { logOdds: Math.log(nullOddsRatio), alternative }),
    alternative,
    n,
    estimate: conditionalOddsRatio(distribution, count),
    interval: {
      ...exactLimits(distribution, count, { level, alternative }),
      level,
      method: "exact conditional",
    },
    warnings: exactWarnings(distribution, count),
  });
}

function observed(strata: readonly Fourfold[]): {
  readonly distribution: ConditionalDistribution;
  readonly count: number;
  readonly n: number;
} {
  return {
    distribution: conditionalDistribution(strata),
    count: sumOver(strata, ({ a }) => a),
    n: sumOver(strata, ({ n }) => n),
  };
}

function exactWarnings(
  { lowest, logWeights }: ConditionalDistribution,
  count: number,
): readonly StatisticalWarning[] {
  if (logWeights.length === 1)
    return [
      warning("not-estimable", "The margins leave one table only: nothing can be learned of the odds ratio."),
    ];
  if (count === lowest)
    return [warning("unbounded", "As few events as can be: the odds ratio is 0, and has no lower limit.")];
  if (count === lowest + logWeights.length - 1)
    return [
      warning("unbounded", "As many events as can be: the odds ratio is infinite, and has no upper limit."),
    ];
  return [];
}
