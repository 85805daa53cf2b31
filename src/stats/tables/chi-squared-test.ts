import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { rowIssues, sum } from "../counts.ts";
import { type CrossTable, marginsOf } from "../cross-table.ts";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import type { HypothesisTest } from "../hypothesis-test.ts";
import { type ContingencyTable, contingencyIssues, expectedCounts } from "./contingency.ts";

export type ChiSquaredTest = HypothesisTest & {
  readonly expected: CrossTable;
  /** (count − expected) / √expected. */
  readonly residuals: CrossTable;
  /** Residuals over their standard deviation under independence. */
  readonly standardizedResiduals: CrossTable;
};

/**
 * The χ² test that rows and columns are independent; of a fourfold table with Yates's correction unless that is switched off.
 *
 * Pearson (1900), Philos. Mag. 50:157; Yates (1934), J. R. Stat. Soc. Suppl. 1:217; residuals: Haberman (1973), Biometrics 29:205.
 */
export function chiSquaredTest(
  table: ContingencyTable,
  { correction = true }: { readonly correction?: boolean } = {},
): Result<ChiSquaredTest, InvalidInput> {
  const issues = contingencyIssues("table", table);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const expected = expectedCounts(table);
  const { rows, columns } = marginsOf(table);
  const n = sum(rows);
  const isFourfold = rows.length === 2 && columns.length === 2;
  const gaps = cellsOf(table, (count, row, column) => Math.abs(count - cell(expected, row, column)));
  const yates = correction && isFourfold ? Math.min(0.5, ...gaps.flat()) : 0;
  const statistic = sum(
    gaps.flatMap((gap, row) => gap.map((one, column) => (one - yates) ** 2 / cell(expected, row, column))),
  );
  const residuals = cellsOf(
    table,
    (count, row, column) => (count - cell(expected, row, column)) / Math.sqrt(cell(expected, row, column)),
  );
  return ok({
    ...tested(statistic, (rows.length - 1) * (columns.length - 1), { n, corrected: yates > 0, expected }),
    expected,
    residuals,
    standardizedResiduals: cellsOf(
      residuals,
      (residual, row, column) =>
        residual / Math.sqrt((1 - (rows[row] ?? 0) / n) * (1 - (columns[column] ?? 0) / n)),
    ),
  });
}

/**
 * The χ² test that counts fall into classes by given probabilities, which are equal where they are not given.
 *
 * Pearson (1900), Philos. Mag. 50:157.
 */
export function goodnessOfFit(
  counts: readonly number[],
  {
    probabilities = counts.map(() => 1 / counts.length),
  }: { readonly probabilities?: readonly number[] } = {},
): Result<HypothesisTest, InvalidInput> {
  const issues = [...rowIssues("counts", counts, counts.length)];
  if (counts.length < 2)
    issues.push({ path: "counts", message: `expected at least two counts, got ${counts.length}` });
  const isSound =
    probabilities.length === counts.length &&
    probabilities.every((p) => p > 0) &&
    Math.abs(sum(probabilities) - 1) < 1e-8;
  if (!isSound)
    issues.push({
      path: "probabilities",
      message: `expected ${counts.length} probabilities above 0 that sum to 1, got ${probabilities.join(", ")}`,
    });
  if (issues.length > 0) return failed(invalidInput(...issues));
  const n = sum(counts);
  const expected = probabilities.map((p) => n * p);
  const statistic = sum(
    counts.map((count, index) => (count - (expected[index] ?? 0)) ** 2 / (expected[index] ?? 0)),
  );
  return ok(tested(statistic, counts.length - 1, { n, corrected: false, expected: [expected] }));
}

function tested(
  statistic: number,
  degreesOfFreedom: number,
  {
    n,
    corrected,
    expected,
  }: { readonly n: number; readonly corrected: boolean; readonly expected: CrossTable },
): HypothesisTest {
  const isFound = Number.isFinite(statistic);
  return {
    method: corrected ? "χ² test (Pearson 1900), Yates's correction" : "χ² test (Pearson 1900)",
    statistic: isFound ? statistic : null,
    degreesOfFreedom,
    pValue: isFound ? chiSquaredTails(statistic, degreesOfFreedom).upper : null,
    alternative: "two-sided",
    n,
    warnings: expectedWarnings(isFound, n, expected),
  };
}

function expectedWarnings(isFound: boolean, n: number, expected: CrossTable): readonly StatisticalWarning[] {
  if (n === 0) return [warning("no-observations", "The table is empty.")];
  if (!isFound) return [warning("not-estimable", "A row or a column is empty: there is nothing to compare.")];
  if (expected.flat().every((count) => count >= 5)) return [];
  return [
    warning(
      "small-counts",
      "Some expected counts are below 5: the χ² approximation is poor, an exact test is not.",
    ),
  ];
}

function cell(table: CrossTable, row: number, column: number): number {
  return table[row]?.[column] ?? 0;
}

function cellsOf(
  table: CrossTable,
  value: (cell: number, row: number, column: number) => number,
): CrossTable {
  return table.map((cells, row) => cells.map((one, column) => value(one, row, column)));
}
