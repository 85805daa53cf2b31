import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { warning } from "../estimate.ts";
import type { HypothesisTest } from "../hypothesis-test.ts";
import { midranks, numberIssues } from "./midranks.ts";

/**
 * The rank test that several groups come from one distribution, corrected for ties. Empty groups do not count.
 *
 * Kruskal and Wallis (1952), J. Am. Stat. Assoc. 47:583.
 */
export function kruskalWallisTest(
  groups: readonly (readonly number[])[],
): Result<HypothesisTest, InvalidInput> {
  const issues = groups.flatMap((group, index) => numberIssues(`groups.${index}`, group));
  if (issues.length > 0) return failed(invalidInput(...issues));
  const used = groups.filter((group) => group.length > 0);
  const { ranks, ties } = midranks(used.flat());
  const n = ranks.length;
  let from = 0;
  let squares = 0;
  for (const group of used) {
    const total = ranks.subarray(from, from + group.length).reduce((sum, rank) => sum + rank, 0);
    squares += total ** 2 / group.length;
    from += group.length;
  }
  const statistic = ((12 * squares) / (n * (n + 1)) - 3 * (n + 1)) / (1 - ties / (n ** 3 - n));
  const degreesOfFreedom = used.length - 1;
  const isFound = degreesOfFreedom > 0 && Number.isFinite(statistic);
  return ok({
    method: "Kruskal–Wallis test (1952)",
    statistic: isFound ? statistic : null,
    degreesOfFreedom: degreesOfFreedom > 0 ? degreesOfFreedom : null,
    pValue: isFound ? chiSquaredTails(statistic, degreesOfFreedom).upper : null,
    alternative: "two-sided",
    n,
    warnings: isFound ? [] : [warning("not-estimable", "It takes two groups and values that differ.")],
  });
}
