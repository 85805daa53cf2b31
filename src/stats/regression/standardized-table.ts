import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Column, type DataTable, rowCount, sortedLevels } from "../formula/data-table.ts";
import type { Design } from "../formula/model-matrix.ts";
import { columnOf, type Matrix, submatrix } from "../linear/matrix.ts";

/** The arms of a table, in their order, and which of them others are compared with. */
export type Arms = {
  readonly column: string;
  readonly levels: readonly string[];
  readonly reference: string;
};

export type ArmOptions = {
  /** The column of the arm, which the formula must use. */
  readonly arm: string;
  /** The arm that the others are compared with; the first where it is not given. */
  readonly reference?: string;
};

/** The arms that are in the complete rows: of a factor in the order of its levels, of numbers by size. */
export function armsOf(
  design: Design,
  table: DataTable,
  { arm, reference }: ArmOptions,
): Result<Arms, InvalidInput> {
  const column = table.get(arm);
  const variable = design.variables.find(({ columns }) => columns.includes(arm));
  if (column === undefined || variable === undefined)
    return failed(invalidInput({ path: "arm", message: `expected a column of the formula, got "${arm}"` }));
  const present = sortedLevels(column, design.rows);
  const levels =
    variable.kind === "factor" ? variable.levels.filter((level) => present.includes(level)) : present;
  const first = reference ?? levels[0] ?? "";
  if (!levels.includes(first) && levels.length > 0)
    return failed(
      invalidInput({ path: "reference", message: `expected one of ${levels.join(", ")}, got "${first}"` }),
    );
  return ok({ column: arm, levels, reference: first });
}

/** The table with one value in a column. */
export function withValue(table: DataTable, name: string, value: string): DataTable {
  const column = table.get(name);
  const length = rowCount(table);
  const filled: Column = new Array(length).fill(isNumeric(column) ? Number(value) : value);
  return new Map([...table, [name, filled]]);
}

export function isNumeric(column: Column | undefined): boolean {
  return (
    column !== undefined &&
    !Array.from({ length: column.length }, (_, row) => column[row]).some((value) => typeof value === "string")
  );
}

/** The rows of the design if all had been in that arm. */
export function designUnder(design: Design, table: DataTable, { column }: Arms, level: string): Matrix {
  const all = design.encode(withValue(table, column, level));
  return submatrix(
    all,
    design.rows,
    Array.from({ length: all.columns }, (_, index) => index),
  );
}

/** The means of the columns, each row weighed. */
export function weightedMeans(x: Matrix, weights: ArrayLike<number>): Float64Array {
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from({ length: x.columns }, (_, column) =>
    columnOf(x, column).reduce((sum, value, row) => sum + (value * (weights[row] ?? 0)) / total, 0),
  );
}
