import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { rowIssues, sum } from "../counts.ts";
import { marginsOf } from "../cross-table.ts";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import type { HypothesisTest } from "../hypothesis-test.ts";
import { cholesky, solveCholesky } from "../linear/cholesky.ts";
import { at, columnVector, dot, type Matrix, zeros } from "../linear/matrix.ts";
import { type ContingencyTable, contingencyIssues } from "./contingency.ts";

export type GeneralizedCmhOptions = {
  /**
   * What the test is strong against: `general` any association, `means` rows that differ in their mean score, `correlation` a trend of the
   * column scores with the row scores. `general` where it is not given.
   */
  readonly against?: "general" | "means" | "correlation";
  /** Of the rows and of the columns; 1, 2, 3 … where they are not given. */
  readonly rowScores?: readonly number[];
  readonly columnScores?: readonly number[];
};

/**
 * The test that rows and columns are independent in every stratum of an I × J × K table.
 *
 * Landis, Heyman and Koch (1978), Average partial association in three-way contingency tables, Int. Stat. Rev. 46:237.
 */
export function generalizedCmhTest(
  strata: readonly ContingencyTable[],
  { against = "general", rowScores, columnScores }: GeneralizedCmhOptions = {},
): Result<HypothesisTest, InvalidInput> {
  const [rows, columns] = [strata[0]?.length ?? 0, strata[0]?.[0]?.length ?? 0];
  const issues = [
    ...shapeIssues(strata, rows, columns),
    ...scoreIssues("rowScores", rowScores, rows),
    ...scoreIssues("columnScores", columnScores, columns),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const used = strata.filter((table) => sum(table.flat()) > 1);
  const present = {
    rows: presentIn(used, rows, (table, row) => sum(table[row] ?? [])),
    columns: presentIn(used, columns, (table, column) => sum(table.map((cells) => cells[column] ?? 0))),
  };
  const left = against === "correlation" ? [scoresOf(rowScores, present.rows)] : indicators(present.rows);
  const right =
    against === "general" ? indicators(present.columns) : [scoresOf(columnScores, present.columns)];
  const degreesOfFreedom = left.length * right.length;
  const statistic = quadratic(used, present, left, right);
  return ok({
    method: `Generalized Cochran–Mantel–Haenszel test (Landis, Heyman and Koch 1978), ${against}`,
    statistic,
    degreesOfFreedom,
    pValue: statistic === null ? null : chiSquaredTails(statistic, degreesOfFreedom).upper,
    alternative: "two-sided",
    n: sum(used.flatMap((table) => table.flat())),
    warnings: warningsOf(statistic, strata.length - used.length),
  });
}

/** Which rows and columns are not empty in all strata: the others tell nothing. */
type Present = { readonly rows: readonly number[]; readonly columns: readonly number[] };

function presentIn(
  strata: readonly ContingencyTable[],
  size: number,
  margin: (table: ContingencyTable, index: number) => number,
): readonly number[] {
  return Array.from({ length: size }, (_, index) => index).filter((index) =>
    strata.some((table) => margin(table, index) > 0),
  );
}

/** One contrast for each category but the last. */
function indicators(present: readonly number[]): readonly (readonly number[])[] {
  return present.slice(0, -1).map((chosen) => present.map((index) => (index === chosen ? 1 : 0)));
}

function scoresOf(scores: readonly number[] | undefined, present: readonly number[]): readonly number[] {
  return present.map((index) => scores?.[index] ?? index + 1);
}

/** g′ V⁻¹ g of the summed excess and its covariance, which is a Kronecker product in each stratum. */
function quadratic(
  strata: readonly ContingencyTable[],
  present: Present,
  left: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
): number | null {
  const size = left.length * right.length;
  const excess = new Float64Array(size);
  const covariance = zeros(size, size);
  for (const table of strata) {
    const cells = present.rows.map((row) => present.columns.map((column) => table[row]?.[column] ?? 0));
    addStratum(cells, left, right, excess, covariance);
  }
  const factor = size === 0 ? undefined : cholesky(covariance, 1e-12);
  return factor === undefined ? null : dot(excess, solveCholesky(factor, columnVector(excess)).values);
}

function addStratum(
  cells: ContingencyTable,
  left: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
  excess: Float64Array,
  covariance: Matrix,
): void {
  const margins = marginsOf(cells);
  const n = sum(margins.rows);
  const spreadLeft = left.map((one) => left.map((other) => spread(one, other, margins.rows)));
  const spreadRight = right.map((one) => right.map((other) => spread(one, other, margins.columns)));
  left.forEach((byRow, i) => {
    right.forEach((byColumn, j) => {
      const place = i * right.length + j;
      const observed = sum(cells.map((row, r) => (byRow[r] ?? 0) * weighted(byColumn, row)));
      excess[place] =
        at(excess, place) +
        observed -
        (weighted(byRow, margins.rows) * weighted(byColumn, margins.columns)) / n;
      spreadLeft[i]?.forEach((a, k) => {
        spreadRight[j]?.forEach((b, l) => {
          const index = place * covariance.columns + k * right.length + l;
          covariance.values[index] = at(covariance.values, index) + (a * b * n * n) / (n - 1);
        });
      });
    });
  });
}

/** The covariance of two scores over the categories of a margin. */
function spread(one: readonly number[], other: readonly number[], margin: readonly number[]): number {
  const n = sum(margin);
  const product = sum(margin.map((count, index) => count * (one[index] ?? 0) * (other[index] ?? 0))) / n;
  return product - (weighted(one, margin) * weighted(other, margin)) / (n * n);
}

function weighted(scores: readonly number[], counts: readonly number[]): number {
  return sum(counts.map((count, index) => count * (scores[index] ?? 0)));
}

function shapeIssues(
  strata: readonly ContingencyTable[],
  rows: number,
  columns: number,
): readonly InputIssue[] {
  if (strata.length === 0) return [{ path: "strata", message: "expected at least one table, got none" }];
  return strata.flatMap((table, index) => {
    if (index === 0) return contingencyIssues("strata.0", table);
    if (table.length !== rows)
      return [{ path: `strata.${index}`, message: `expected ${rows} rows, got ${table.length}` }];
    return table.flatMap((row, at) => rowIssues(`strata.${index}.${at}`, row, columns));
  });
}

function scoreIssues(
  path: string,
  scores: readonly number[] | undefined,
  size: number,
): readonly InputIssue[] {
  if (scores === undefined || (scores.length === size && scores.every(Number.isFinite))) return [];
  return [{ path, message: `expected ${size} finite scores, got ${scores.join(", ")}` }];
}

function warningsOf(statistic: number | null, leftOut: number): readonly StatisticalWarning[] {
  return [
    ...(statistic === null ? [warning("not-estimable", "The strata leave no association to test.")] : []),
    ...(leftOut > 0
      ? [warning("left-out", `Strata of fewer than two observations were left out: ${leftOut}.`)]
      : []),
  ];
}
