import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { type Interval, warning } from "../estimate.ts";
import type { Alternative, AlternativeOption, HypothesisTest } from "../hypothesis-test.ts";
import { type Occurrences, occurrenceIssues } from "../intervals/occurrences.ts";
import { scoreLimits } from "../intervals/proportion-interval.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { shareIssues } from "./binomial-test.ts";

export type ProportionTestOptions = LevelOption &
  AlternativeOption & {
    /** The proportions under the null hypothesis: one for each group. Without it one group is compared with ½, and more with each other. */
    readonly nullValues?: readonly number[];
    /** Yates's continuity correction, of one group or two; true where it is not given. It never exceeds the difference that it corrects. */
    readonly correction?: boolean;
  };

export type ProportionTest = HypothesisTest & {
  readonly estimates: readonly number[];
  /** Of the proportion of one group (Wilson), or of the difference of two, cut at −1 and 1; null with more groups. */
  readonly interval: Interval | null;
};

/**
 * The χ² test that proportions are equal, or what they are said to be; for one group and two with an interval, and one-sided if wished.
 *
 * Pearson (1900), Philos. Mag. 50:157; Yates (1934), J. R. Stat. Soc. Suppl. 1:217; the interval of two: Fleiss (1981), Statistical Methods for
 * Rates and Proportions, section 2.4.
 */
export function proportionTest(
  groups: readonly Occurrences[],
  {
    nullValues,
    correction = true,
    alternative = "two-sided",
    level = usualLevel,
  }: ProportionTestOptions = {},
): Result<ProportionTest, InvalidInput> {
  const issues = [...groupIssues(groups, nullValues, alternative), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const nulls = nullValues ?? (groups.length === 1 ? [0.5] : undefined);
  const n = total(groups, "n");
  const share = total(groups, "events") / n;
  const shares = groups.map((group) => group.events / group.n);
  const yates = correction ? yatesCorrection(groups, nulls) : 0;
  const statistic = groups.reduce((sum, { events, n: size }, index) => {
    const expected = size * (nulls?.[index] ?? share);
    const gap = (Math.abs(events - expected) - yates) ** 2;
    return sum + gap / expected + gap / (size - expected);
  }, 0);
  const degreesOfFreedom = nulls === undefined ? groups.length - 1 : groups.length;
  const rises = (shares[0] ?? 0) - (nulls?.[0] ?? shares[1] ?? 0);
  const isFound = Number.isFinite(statistic);
  return ok({
    method:
      correction && yates > 0
        ? "χ² test of proportions (Pearson 1900), continuity corrected"
        : "χ² test of proportions (Pearson 1900)",
    statistic: isFound ? statistic : null,
    degreesOfFreedom,
    pValue: isFound ? pValue(statistic, degreesOfFreedom, rises, alternative) : null,
    alternative,
    n,
    estimates: shares,
    interval: intervalOf(groups, yates, { level, alternative, compared: nullValues === undefined }),
    warnings: isFound
      ? []
      : [warning("not-estimable", "Nothing, or all, happened or was expected: there is nothing to compare.")],
  });
}

function groupIssues(
  groups: readonly Occurrences[],
  nullValues: readonly number[] | undefined,
  alternative: Alternative,
): readonly InputIssue[] {
  const issues = groups.flatMap((group, index) => [
    ...occurrenceIssues(`groups.${index}`, group),
    ...(group.n === 0
      ? [{ path: `groups.${index}.n`, message: "expected at least one observation, got 0" }]
      : []),
  ]);
  if (groups.length === 0) issues.push({ path: "groups", message: "expected at least one group, got none" });
  if (nullValues && nullValues.length !== groups.length)
    issues.push({
      path: "nullValues",
      message: `expected ${groups.length} proportions, got ${nullValues.length}`,
    });
  const isOneSided = alternative !== "two-sided";
  if (isOneSided && (groups.length > 2 || (groups.length === 2 && nullValues !== undefined)))
    issues.push({
      path: "alternative",
      message: `expected two-sided for ${groups.length} groups, got ${alternative}`,
    });
  return [...issues, ...(nullValues ?? []).flatMap(shareIssues)];
}

function total(groups: readonly Occurrences[], of: "events" | "n"): number {
  return groups.reduce((sum, group) => sum + group[of], 0);
}

function yatesCorrection(groups: readonly Occurrences[], nulls: readonly number[] | undefined): number {
  const [first, second] = groups;
  if (first === undefined || groups.length > 2) return 0;
  if (second === undefined) return Math.min(0.5, Math.abs(first.events - first.n * (nulls?.[0] ?? 0.5)));
  if (nulls !== undefined) return 0.5;
  const difference = Math.abs(first.events / first.n - second.events / second.n);
  return Math.min(0.5, difference / (1 / first.n + 1 / second.n));
}

function pValue(
  statistic: number,
  degreesOfFreedom: number,
  rises: number,
  alternative: Alternative,
): number {
  if (alternative === "two-sided") return chiSquaredTails(statistic, degreesOfFreedom).upper;
  const z = Math.sign(rises) * Math.sqrt(statistic);
  return normalCdf(alternative === "less" ? z : -z);
}

function intervalOf(
  [first, second, ...more]: readonly Occurrences[],
  yates: number,
  {
    level,
    alternative,
    compared,
  }: { readonly level: number; readonly alternative: Alternative; readonly compared: boolean },
): Interval | null {
  if (first === undefined || more.length > 0) return null;
  const reach = normalQuantile(alternative === "two-sided" ? (1 + level) / 2 : level);
  if (second === undefined) {
    const limits = scoreLimits(first.events, first.n, reach, yates);
    return { ...oneSided(limits, alternative, [0, 1]), level, method: "Wilson 1927" };
  }
  if (!compared) return null;
  const [p, q] = [first.events / first.n, second.events / second.n];
  const half =
    reach * Math.sqrt((p * (1 - p)) / first.n + (q * (1 - q)) / second.n) +
    yates * (1 / first.n + 1 / second.n);
  const limits = { lower: Math.max(-1, p - q - half), upper: Math.min(1, p - q + half) };
  return { ...oneSided(limits, alternative, [-1, 1]), level, method: "Wald" };
}

/** Two-sided limits, or the one that the alternative leaves with the other at the end of the range. */
export function oneSided(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  alternative: Alternative,
  [lowest, highest]: readonly [number, number],
): { readonly lower: number; readonly upper: number } {
  return {
    lower: alternative === "less" ? lowest : lower,
    upper: alternative === "greater" ? highest : upper,
  };
}
