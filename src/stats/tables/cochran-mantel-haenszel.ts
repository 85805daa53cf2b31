import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { type Interval, warning } from "../estimate.ts";
import type { Alternative, AlternativeOption, HypothesisTest } from "../hypothesis-test.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { type Fourfold, type FourfoldTable, fourfold, strataIssues, sumOver } from "./fourfold.ts";
import { logOddsVariance, mantelHaenszelOdds } from "./mantel-haenszel-moments.ts";

export type CmhTest = HypothesisTest & {
  /** The common odds ratio (Mantel and Haenszel). */
  readonly estimate: number | null;
  /** Around its logarithm (Robins, Breslow and Greenland 1986). */
  readonly interval: Interval | null;
};

/**
 * The test that two groups do not differ in any stratum, strong against differences to one side, with the common odds ratio. Strata of fewer
 * than two observations tell nothing and are left out. The correction is made where the sum differs by ½ or more, unless it is switched off.
 *
 * Cochran (1954), Biometrics 10:417; Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22:719; Robins, Breslow and Greenland (1986),
 * Biometrics 42:311.
 */
export function cmhTest(
  strata: readonly FourfoldTable[],
  {
    correction = true,
    alternative = "two-sided",
    level = usualLevel,
  }: LevelOption & AlternativeOption & { readonly correction?: boolean } = {},
): Result<CmhTest, InvalidInput> {
  const issues = [...strataIssues(strata), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const used = strata.map(fourfold).filter(({ n }) => n > 1);
  const excess = sumOver(used, ({ a, first, events, n }) => a - (first * events) / n);
  const variance = sumOver(
    used,
    ({ first, second, events, others, n }) => (first * second * events * others) / (n * n * (n - 1)),
  );
  const yates = correction && Math.abs(excess) >= 0.5 ? 0.5 : 0;
  const statistic = (Math.abs(excess) - yates) ** 2 / variance;
  const isFound = Number.isFinite(statistic);
  const estimate = mantelHaenszelOdds(used);
  return ok({
    method: `Cochran–Mantel–Haenszel test (1959)${yates > 0 ? ", continuity corrected" : ""}`,
    statistic: isFound ? statistic : null,
    degreesOfFreedom: 1,
    pValue: isFound ? pValue(statistic, excess, alternative) : null,
    alternative,
    n: sumOver(used, ({ n }) => n),
    estimate,
    interval: intervalOf(used, estimate, { level, alternative }),
    warnings: [
      ...(isFound
        ? []
        : [
            warning(
              "not-estimable",
              "No stratum has both groups and both outcomes: there is nothing to compare.",
            ),
          ]),
      ...(used.length < strata.length
        ? [
            warning(
              "left-out",
              `Strata of fewer than two observations were left out: ${strata.length - used.length}.`,
            ),
          ]
        : []),
    ],
  });
}

function pValue(statistic: number, excess: number, alternative: Alternative): number {
  if (alternative === "two-sided") return chiSquaredTails(statistic, 1).upper;
  const z = Math.sign(excess) * Math.sqrt(statistic);
  return normalCdf(alternative === "less" ? z : -z);
}

function intervalOf(
  strata: readonly Fourfold[],
  estimate: number | null,
  { level, alternative }: { readonly level: number; readonly alternative: Alternative },
): Interval | null {
  const variance = logOddsVariance(strata);
  if (estimate === null || variance === null) return null;
  const reach = normalQuantile(alternative === "two-sided" ? (1 + level) / 2 : level);
  const factor = Math.exp(reach * Math.sqrt(variance));
  return {
    lower: alternative === "less" ? 0 : estimate / factor,
    upper: alternative === "greater" ? Number.POSITIVE_INFINITY : estimate * factor,
    level,
    method: "Robins, Breslow and Greenland 1986",
  };
}
