import type { InputIssue } from "#kernel";

/** What is wrong with numbers that should count something. */
export function countIssues(path: string, counts: Readonly<Record<string, number>>): readonly InputIssue[] {
  return Object.entries(counts)
    .filter(([, count]) => !Number.isSafeInteger(count) || count < 0)
    .map(([name, count]) => ({
      path: path === "" ? name : `${path}.${name}`,
      message: `expected a count (0, 1, 2 …), got ${count}`,
    }));
}

/** What is wrong with a table of counts that should have `rows` rows and `columns` columns. */
export function tableIssues(
  path: string,
  table: readonly (readonly number[])[],
  { rows, columns }: { readonly rows: number; readonly columns: number },
): readonly InputIssue[] {
  if (table.length !== rows) return [{ path, message: `expected ${rows} rows, got ${table.length}` }];
  return table.flatMap((row, index) => rowIssues(`${path}.${index}`, row, columns));
}

/** What is wrong with a row of `columns` counts. */
export function rowIssues(path: string, row: readonly number[], columns: number): readonly InputIssue[] {
  if (row.length !== columns) return [{ path, message: `expected ${columns} counts, got ${row.length}` }];
  return countIssues(path, Object.fromEntries(row.map((count, index) => [index, count])));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
