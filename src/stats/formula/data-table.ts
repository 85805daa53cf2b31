/**
 * A column of a data table. Numbers are numeric, text is categorical; null and NaN are missing. A column of text and numbers is text.
 */
export type Column = ArrayLike<number | string | null>;

/** Columns of one length by their names. */
export type DataTable = ReadonlyMap<string, Column>;

/** How many rows the table has: those of its first column. */
export function rowCount(table: DataTable): number {
  for (const column of table.values()) return column.length;
  return 0;
}

export function isMissing(value: number | string | null | undefined): boolean {
  return value === null || value === undefined || (typeof value === "number" && Number.isNaN(value));
}

/** Whether the column holds text. */
export function isText(column: Column): boolean {
  for (let row = 0; row < column.length; row += 1) if (typeof column[row] === "string") return true;
  return false;
}

/**
 * The table of columns of text, as of a CSV file: an empty cell or `NA` is missing, and a column of which every other cell is a number is
 * numeric unless it is among `labels`.
 */
export function tableFromText(
  columns: Iterable<readonly [string, readonly string[]]>,
  labels: readonly string[] = [],
): DataTable {
  return new Map(
    [...columns].map(([name, cells]) => [name, labels.includes(name) ? texts(cells) : numbersOrTexts(cells)]),
  );
}

function texts(cells: readonly string[]): readonly (string | null)[] {
  return cells.map((cell) => (isBlank(cell) ? null : cell));
}

function numbersOrTexts(cells: readonly string[]): Column {
  const numbers = cells.map((cell) => (isBlank(cell) ? null : Number(cell)));
  return numbers.some((value) => Number.isNaN(value)) ? texts(cells) : numbers;
}

function isBlank(cell: string): boolean {
  return cell.trim() === "" || cell === "NA";
}

/** The different values of a column as text: numbers by size, text by its code points. */
export function sortedLevels(column: Column, rows: Iterable<number>): readonly string[] {
  const values = new Set<number | string>();
  for (const row of rows) {
    const value = column[row];
    if (value !== undefined && value !== null && !isMissing(value)) values.add(value);
  }
  const bySize = [...values].every((value) => typeof value === "number");
  const sorted = bySize ? [...values].sort((a, b) => Number(a) - Number(b)) : [...values].map(String).sort();
  return sorted.map(String);
}
