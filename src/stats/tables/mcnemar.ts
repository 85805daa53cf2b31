import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { sum, tableIssues } from "../counts.ts";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { warning } from "../estimate.ts";
import type { HypothesisTest } from "../hypothesis-test.ts";
import { exactPValue } from "../proportions/binomial-test.ts";
import type { ContingencyTable } from "./contingency.ts";

/**
 * McNemar's test that a square table of pairs is symmetric; with more than two categories Bowker's. The correction is for two categories
 * and is made unless it is switched off.
 *
 * McNemar (1947), Psychometrika 12:153; Edwards (1948), Psychometrika 13:185, for the correction; Bowker (1948), J. Am. Stat. Assoc. 43:572.
 */
export function mcnemarTest(
  table: ContingencyTable,
  { correction = true }: { readonly correction?: boolean } = {},
): Result<HypothesisTest, InvalidInput> {
  const size = table.length;
  const issues = squareIssues(table);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const discordant = discordantPairs(table);
  const isCorrected = correction && size === 2 && discordant.some(([above, below]) => above !== below);
  const statistic = sum(
    discordant.map(
      ([above, below]) => (Math.abs(above - below) - (isCorrected ? 1 : 0)) ** 2 / (above + below),
    ),
  );
  const degreesOfFreedom = (size * (size - 1)) / 2;
  const isFound = Number.isFinite(statistic);
  return ok({
    method: `${size === 2 ? "McNemar's test (1947)" : "Bowker's test (1948)"}${isCorrected ? ", continuity corrected" : ""}`,
    statistic: isFound ? statistic : null,
    degreesOfFreedom,
    pValue: isFound ? chiSquaredTails(statistic, degreesOfFreedom).upper : null,
    alternative: "two-sided",
    n: sum(table.flat()),
    warnings: isFound ? [] : [warning("not-estimable", "No pair differs: there is nothing to compare.")],
  });
}

/**
 * McNemar's test by the binomial distribution of the pairs that differ; with `midP` half of the probability of what was observed is taken
 * off, which tests at the level and not far below it.
 *
 * McNemar (1947), Psychometrika 12:153; mid-P: Fagerland, Lydersen and Laake (2013), BMC Med. Res. Methodol. 13:91.
 */
export function mcnemarExact(
  table: ContingencyTable,
  { midP = false }: { readonly midP?: boolean } = {},
): Result<HypothesisTest, InvalidInput> {
  const issues = tableIssues("table", table, { rows: 2, columns: 2 });
  if (issues.length > 0) return failed(invalidInput(...issues));
  const [[above, below] = [0, 0]] = discordantPairs(table);
  const differing = above + below;
  const exact = exactPValue({ events: Math.min(above, below), n: differing }, 0.5, "two-sided");
  return ok({
    method: midP ? "McNemar's test, mid-P (Fagerland et al. 2013)" : "McNemar's exact test (1947)",
    statistic: null,
    degreesOfFreedom: null,
    pValue: midP && differing > 0 ? midPValue(Math.min(above, below), differing) : exact,
    alternative: "two-sided",
    n: sum(table.flat()),
    warnings:
      differing === 0 ? [warning("not-estimable", "No pair differs: there is nothing to compare.")] : [],
  });
}

function midPValue(events: number, n: number): number {
  if (events * 2 === n) return 1;
  const atMost = (most: number): number => (most < 0 ? 0 : exactPValue({ events: most, n }, 0.5, "less"));
  return atMost(events) + atMost(events - 1);
}

function squareIssues(table: ContingencyTable): ReturnType<typeof tableIssues> {
  const size = table.length;
  if (size < 2) return [{ path: "table", message: `expected at least two categories, got ${size}` }];
  return tableIssues("table", table, { rows: size, columns: size });
}

/** The counts of each pair of categories, one way and the other. */
function discordantPairs(table: ContingencyTable): readonly (readonly [number, number])[] {
  return table.flatMap((row, index) =>
    row
      .slice(index + 1)
      .map((count, offset): readonly [number, number] => [count, table[index + 1 + offset]?.[index] ?? 0]),
  );
}
