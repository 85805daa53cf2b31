import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { logBetaPower } from "../distributions/beta-power.ts";
import { incompleteBeta } from "../distributions/incomplete-beta.ts";
import { type Estimate, warning } from "../estimate.ts";
import type { Alternative, AlternativeOption, HypothesisTest } from "../hypothesis-test.ts";
import { type Occurrences, occurrenceIssues } from "../intervals/occurrences.ts";
import { proportionLimits } from "../intervals/proportion-interval.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";

export type BinomialTest = HypothesisTest & Pick<Estimate, "estimate" | "interval">;

/**
 * The exact test that a proportion is `nullValue` (½ where it is not given), with its exact interval. Two-sided it counts all outcomes that
 * are no more probable than the one observed.
 *
 * Clopper and Pearson (1934), Biometrika 26:404.
 */
export function binomialTest(
  occurrences: Occurrences,
  {
    nullValue = 0.5,
    alternative = "two-sided",
    level = usualLevel,
  }: LevelOption & AlternativeOption & { readonly nullValue?: number } = {},
): Result<BinomialTest, InvalidInput> {
  const issues = [...occurrenceIssues("", occurrences), ...levelIssues(level), ...shareIssues(nullValue)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const method = "Exact binomial test (Clopper and Pearson 1934)";
  const { events, n } = occurrences;
  const shared = { method, statistic: null, degreesOfFreedom: null, alternative, n };
  if (n === 0) {
    const none = [warning("no-observations", "Nothing was observed.")];
    return ok({ ...shared, pValue: null, estimate: null, interval: null, warnings: none });
  }
  const limits = proportionLimits(occurrences, "clopper-pearson", { level, alternative });
  return ok({
    ...shared,
    pValue: exactPValue(occurrences, nullValue, alternative),
    estimate: events / n,
    interval: limits && { ...limits, level, method: "Clopper and Pearson 1934" },
    warnings: [],
  });
}

export function shareIssues(nullValue: number): readonly InputIssue[] {
  if (nullValue >= 0 && nullValue <= 1) return [];
  return [{ path: "nullValue", message: `expected a proportion from 0 to 1, got ${nullValue}` }];
}

/** How likely the counts are, if the proportion is `share`, to lie as far out. */
export function exactPValue({ events, n }: Occurrences, share: number, alternative: Alternative): number {
  if (alternative === "less") return atMost(events, n, share);
  if (alternative === "greater") return atLeast(events, n, share);
  if (share === 0 || share === 1) return events === n * share ? 1 : 0;
  const expected = n * share;
  if (events === expected) return 1;
  const limit = logDensity(events, n, share) + 1e-7;
  return events < expected
    ? atMost(events, n, share) +
        atLeast(
          firstWithin(Math.ceil(expected), n + 1, (k) => logDensity(k, n, share) <= limit),
          n,
          share,
        )
    : atLeast(events, n, share) +
        atMost(
          firstWithin(-1, Math.floor(expected) + 1, (k) => k >= 0 && logDensity(k, n, share) > limit) - 1,
          n,
          share,
        );
}

/** The first whole number of the range from which on `holds` is true; the end of the range where it never is. */
function firstWithin(from: number, to: number, holds: (k: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function atLeast(events: number, n: number, share: number): number {
  if (events <= 0) return 1;
  return events > n ? 0 : incompleteBeta({ x: share, y: 1 - share }, events, n - events + 1).lower;
}

function atMost(events: number, n: number, share: number): number {
  if (events < 0) return 0;
  return events >= n ? 1 : incompleteBeta({ x: share, y: 1 - share }, events + 1, n - events).upper;
}

/** The logarithm of the binomial probability, by the beta density that it is a part of. */
function logDensity(events: number, n: number, share: number): number {
  const point = { x: share, y: 1 - share };
  return logBetaPower(point, events + 1, n - events + 1) - Math.log(share * (1 - share) * (n + 1));
}
