import type { InputIssue } from "#kernel";
import { sum } from "./counts.ts";

/** Shares or weights by row and column. */
export type CrossTable = readonly (readonly number[])[];

export type Margins = { readonly rows: readonly number[]; readonly columns: readonly number[] };

export function marginsOf(table: CrossTable): Margins {
  const columns = (table[0] ?? []).map((_, column) => sum(table.map((row) => row[column] ?? 0)));
  return { rows: table.map(sum), columns };
}

/** The sum over all cells of what `value` gives for a cell's number and its place. */
export function sumOfCells(
  table: CrossTable,
  value: (cell: number, row: number, column: number) => number,
): number {
  return sum(table.flatMap((cells, row) => cells.map((cell, column) => value(cell, row, column))));
}

/** The weighted sum of the shares. */
export function observedSum(weights: CrossTable, shares: CrossTable): number {
  return sumOfCells(weights, (weight, row, column) => weight * (shares[row]?.[column] ?? 0));
}

/** The weighted sum of what the shares would be if rows and columns were independent. */
export function expectedSum(weights: CrossTable, { rows, columns }: Margins): number {
  return sumOfCells(weights, (weight, row, column) => weight * (rows[row] ?? 0) * (columns[column] ?? 0));
}

/** How much `expectedSum` grows with the share of a cell. */
export function expectedSlope(
  weights: CrossTable,
  { rows, columns }: Margins,
  row: number,
  column: number,
): number {
  const along = columns.map((share, other) => share * (weights[row]?.[other] ?? 0));
  const across = rows.map((share, other) => share * (weights[other]?.[column] ?? 0));
  return sum(along) + sum(across);
}

/** What is wrong with weights for a square table of that size. */
export function weightIssues(weights: CrossTable, size: number): readonly InputIssue[] {
  if (weights.length !== size || weights.some((row) => row.length !== size)) {
    return [{ path: "weights", message: `expected ${size} rows of ${size} weights` }];
  }
  return weights.flatMap((row, index) =>
    row.flatMap((weight, column) =>
      weight >= 0 && weight <= 1
        ? []
        : [{ path: `weights.${index}.${column}`, message: `expected a weight from 0 to 1, got ${weight}` }],
    ),
  );
}
