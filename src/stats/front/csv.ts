import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type CsvSeparator, readRecords } from "./csv-records.ts";

/** A file of columns: the names of the first line, the cells below each as text, and the line at which each row begins. */
export type CsvTable = {
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly rows: number;
  readonly lines: readonly number[];
};

/**
 * Reads comma-separated values as RFC 4180 has them: quotes, doubled quotes, line breaks within quotes; lines may end in CRLF or LF, and a
 * byte-order mark is passed over. A first line that has no comma but semicolons or tabs makes those the separator. Blank lines are passed
 * over. Refuses rows of another length than the first line, names that come twice, and quotes that do not close, each with its line.
 */
export function readCsv(text: string): Result<CsvTable, InvalidInput> {
  const bare = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const { records, lines, issue } = readRecords(bare, separatorOf(bare));
  if (issue) return failed(invalidInput(issue));
  const [header, ...rows] = records;
  if (header === undefined) return refused("line 1", "expected names of columns, got an empty file");
  const names = header.map((name) => name.trim());
  const issues = [...nameIssues(names), ...lengthIssues(names, rows, lines)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const columns = new Map(names.map((name, column) => [name, rows.map((row) => row[column] ?? "")]));
  return ok({ names, columns, rows: rows.length, lines: lines.slice(1) });
}

function refused(path: string, message: string): Result<never, InvalidInput> {
  return failed(invalidInput({ path, message }));
}

/** The separator of the first line: a comma, unless it has only semicolons or tabs. */
function separatorOf(text: string): CsvSeparator {
  const [first = ""] = text.split(/[\r\n]/, 1);
  if (first.includes(",")) return ",";
  if (first.includes("\t")) return "\t";
  return first.includes(";") ? ";" : ",";
}

function nameIssues(names: readonly string[]): readonly InputIssue[] {
  return names.flatMap((name, column) => {
    const first = names.indexOf(name);
    const message = `expected different names, got "${name}" at columns ${first + 1} and ${column + 1}`;
    return first < column ? [{ path: "line 1", message }] : [];
  });
}

const mostIssues = 10;

function lengthIssues(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  lines: readonly number[],
): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.length === names.length) continue;
    const hint = row.length > names.length ? "; a cell that holds the separator needs quotes" : "";
    const message = `expected ${names.length} cells, got ${row.length}${hint}`;
    issues.push({ path: `line ${lines[index + 1]}`, message });
    if (issues.length === mostIssues) break;
  }
  return issues;
}
