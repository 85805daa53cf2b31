/** What stands in a cell: a code or a name, a number, or nothing. */
export type Cell = string | number | null;

/** A table of a report, its columns by codes: every way of showing it gives them its own words. */
export type ReportTable = {
  readonly id: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** The tables as a CSV file (RFC 4180), one below the other, each headed by its id; above them what they stand under. */
export function renderCsv(head: readonly (readonly Cell[])[], tables: readonly ReportTable[]): string {
  const lines = [...head, ...tables.flatMap(({ id, columns, rows }) => [[], [id], columns, ...rows])];
  return `${lines.map((cells) => cells.map(renderCell).join(",")).join("\r\n")}\r\n`;
}

/**
 * A cell that no spreadsheet takes for a formula: text that begins as one does gets an apostrophe before it (OWASP, CSV Injection). Numbers
 * are what they are, a minus before them too.
 */
function renderCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
