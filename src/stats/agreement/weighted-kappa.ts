import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { sum, tableIssues } from "../counts.ts";
import {
  type CrossTable,
  expectedSlope,
  expectedSum,
  marginsOf,
  observedSum,
  sumOfCells,
  weightIssues,
} from "../cross-table.ts";
import { type Estimate, noEstimate } from "../estimate.ts";
import { waldInterval, waldWarnings } from "../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";

/** Counts by the category of the first rater (row) and of the second (column), as `countPairs` gives them. */
export type RatingTable = readonly (readonly number[])[];

/**
 * How much agreement there is in two categories, from 0 to 1. For ordered categories `linear` takes off as much as they
 * are steps apart (Cicchetti and Allison 1971), `quadratic` the square of it (Fleiss and Cohen 1973).
 */
export type KappaWeights = "linear" | "quadratic" | CrossTable;

export type KappaOptions = LevelOption & { readonly weights: KappaWeights };

/**
 * Agreement of two raters beyond chance, where every disagreement weighs the same.
 *
 * Cohen (1960), A coefficient of agreement for nominal scales, Educ. Psychol. Meas. 20:37.
 */
export function kappa(
  table: RatingTable,
  { level = usualLevel }: LevelOption = {},
): Result<Estimate, InvalidInput> {
  const weights = table.map((_, row) => table.map((__, column) => (row === column ? 1 : 0)));
  return checked(table, weights, { method: "Kappa (Cohen 1960)", level });
}

/**
 * Agreement of two raters beyond chance, where some disagreements are graver than others. 1: they always agree. 0: as often as
 * their margins give by chance.
 *
 * Cohen (1968), Weighted kappa, Psychol. Bull. 70:213. The standard error is the one for large samples of Fleiss, Cohen and
 * Everitt (1969), Psychol. Bull. 72:323; the interval is normal.
 */
export function weightedKappa(
  table: RatingTable,
  { weights, level = usualLevel }: KappaOptions,
): Result<Estimate, InvalidInput> {
  const name = typeof weights === "string" ? `${weights} weights` : "given weights";
  const used =
    typeof weights === "string" ? stepWeights(table.length, weights === "linear" ? 1 : 2) : weights;
  return checked(table, used, { method: `Weighted kappa (Cohen 1968), ${name}`, level });
}

type Settings = { readonly method: string; readonly level: number };

function stepWeights(categories: number, power: number): CrossTable {
  const all = Array.from({ length: categories }, (_, category) => category);
  return all.map((row) => all.map((column) => 1 - (Math.abs(row - column) / (categories - 1)) ** power));
}

function checked(
  table: RatingTable,
  weights: CrossTable,
  settings: Settings,
): Result<Estimate, InvalidInput> {
  const issues = [...shapeIssues(table), ...levelIssues(settings.level)];
  if (issues.length === 0) issues.push(...weightIssues(weights, table.length));
  if (issues.length > 0) return failed(invalidInput(...issues));
  const disagreements = weights.map((row) => row.map((weight) => 1 - weight));
  return ok(estimateOf(table, disagreements, settings));
}

/** 1 − q / Q, with the weighted disagreement q and what Q the margins give of it by chance; its variance by the delta method. */
function estimateOf(table: RatingTable, disagreements: CrossTable, { method, level }: Settings): Estimate {
  const n = sum(table.flat());
  if (n === 0) return noEstimate(method, 0, "no-observations", "Nothing was rated by both.");
  const shares = table.map((row) => row.map((count) => count / n));
  const margins = marginsOf(shares);
  const expected = expectedSum(disagreements, margins);
  if (expected === 0) {
    const why =
      "By their margins the raters could not have disagreed: there is nothing to compare their agreement with.";
    return noEstimate(method, n, "not-estimable", why);
  }
  const observed = observedSum(disagreements, shares);
  const squares = sumOfCells(shares, (share, row, column) => {
    const byChance = (observed / expected) * expectedSlope(disagreements, margins, row, column);
    return share * ((disagreements[row]?.[column] ?? 0) - byChance) ** 2;
  });
  const estimate = 1 - observed / expected;
  const standardError = Math.sqrt(Math.max(0, squares - observed ** 2) / n) / expected;
  const interval = waldInterval(estimate, standardError, level);
  const warnings = waldWarnings(interval, { lowest: -1, highest: 1 });
  return { method, estimate, standardError, interval, n, warnings };
}

function shapeIssues(table: RatingTable): readonly InputIssue[] {
  const categories = table.length;
  if (categories < 2)
    return [{ path: "table", message: `expected at least two categories, got ${categories}` }];
  return tableIssues("table", table, { rows: categories, columns: categories });
}
