import type { InputIssue } from "#kernel";
import { rowIssues, sum } from "../counts.ts";
import { type CrossTable, marginsOf } from "../cross-table.ts";

/** Counts by row and column. */
export type ContingencyTable = readonly (readonly number[])[];

/** What is wrong with a table that should be rectangular, of two rows and two columns at least. */
export function contingencyIssues(path: string, table: ContingencyTable): readonly InputIssue[] {
  if (table.length < 2) return [{ path, message: `expected at least two rows, got ${table.length}` }];
  const columns = table[0]?.length ?? 0;
  if (columns < 2) return [{ path: `${path}.0`, message: `expected at least two counts, got ${columns}` }];
  return table.flatMap((row, index) => rowIssues(`${path}.${index}`, row, columns));
}

/** The counts that the margins let expect if rows and columns are independent. */
export function expectedCounts(table: CrossTable): CrossTable {
  const { rows, columns } = marginsOf(table);
  const n = sum(rows);
  return rows.map((row) => columns.map((column) => (row * column) / n));
}
