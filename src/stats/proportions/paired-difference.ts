import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { countIssues } from "../counts.ts";
import { type Estimate, noEstimate } from "../estimate.ts";
import { proportionLimits } from "../intervals/proportion-interval.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { differenceLimits } from "./mover.ts";

/** Pairs by what happened to their members, or the same people at two times. */
export type PairedCounts = {
  readonly both: number;
  readonly firstOnly: number;
  readonly secondOnly: number;
  readonly neither: number;
};

/**
 * The difference of two proportions of the same pairs, first − second, with Newcombe's hybrid score interval.
 *
 * Newcombe (1998), Improved confidence intervals for the difference between binomial proportions based on paired data, Stat. Med. 17:2635,
 * method 10: the correlation is corrected for continuity.
 */
export function pairedRiskDifference(
  counts: PairedCounts,
  { level = usualLevel }: LevelOption = {},
): Result<Estimate, InvalidInput> {
  const issues = [...countIssues("", counts), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const method = "Paired risk difference (Newcombe 1998)";
  const { both, firstOnly, secondOnly, neither } = counts;
  const n = both + firstOnly + secondOnly + neither;
  if (n === 0) return ok(noEstimate(method, 0, "no-observations", "There are no pairs."));
  const margin = (events: number) => ({
    value: events / n,
    ...(proportionLimits({ events, n }, "wilson", { level }) ?? { lower: 0, upper: 1 }),
  });
  const estimate = (firstOnly - secondOnly) / n;
  const limits = differenceLimits(
    margin(both + firstOnly),
    margin(both + secondOnly),
    correlation(counts, n),
  );
  return ok({
    method,
    estimate,
    standardError: Math.sqrt(Math.max(0, (firstOnly + secondOnly) / n - estimate ** 2) / n),
    interval: { ...limits, level, method: "Newcombe 1998, method 10" },
    n,
    warnings: [],
  });
}

/** φ with the correction of n / 2 where it is above 0; 0 where a margin is empty. */
function correlation({ both, firstOnly, secondOnly, neither }: PairedCounts, n: number): number {
  const margins = (both + firstOnly) * (secondOnly + neither) * ((both + secondOnly) * (firstOnly + neither));
  if (margins === 0) return 0;
  const excess = both * neither - firstOnly * secondOnly;
  return (excess > 0 ? Math.max(0, excess - n / 2) : excess) / Math.sqrt(margins);
}
