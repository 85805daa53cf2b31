import type { InputIssue } from "#kernel";

export type CsvSeparator = "," | ";" | "\t";

export type Records = {
  readonly records: readonly (readonly string[])[];
  /** The line at which each record begins, from 1. */
  readonly lines: readonly number[];
  readonly issue: InputIssue | undefined;
};

/** Splits the text into records of cells; stops at the first quote that is out of place. Blank lines are no records. */
export function readRecords(text: string, separator: CsvSeparator): Records {
  const records: (readonly string[])[] = [];
  const lines: number[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const record = readRecord(text, separator, at);
    if ("fault" in record) {
      const place = `line ${line + record.linesBefore}, cell ${record.cell}`;
      return { records, lines, issue: { path: place, message: record.fault } };
    }
    if (record.cells.length > 1 || record.cells[0] !== "") {
      records.push(record.cells);
      lines.push(line);
    }
    at = record.next;
    line += record.lines;
  }
  return { records, lines, issue: undefined };
}

type RecordRead =
  | { readonly cells: readonly string[]; readonly next: number; readonly lines: number }
  | { readonly fault: string; readonly cell: number; readonly linesBefore: number };

function readRecord(text: string, separator: CsvSeparator, from: number): RecordRead {
  const cells: string[] = [];
  let at = from;
  let lines = 1;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, separator, at);
    if ("fault" in cell) return { fault: cell.fault, cell: cells.length + 1, linesBefore: lines - 1 };
    cells.push(cell.value);
    lines += cell.breaks;
    at = cell.next;
    if (text[at] === separator) {
      at += 1;
      continue;
    }
    if (at >= text.length) return { cells, next: at, lines };
    if (text[at] === "\n") return { cells, next: at + 1, lines };
    if (text[at] === "\r") return { cells, next: at + (text[at + 1] === "\n" ? 2 : 1), lines };
    const fault = "expected the end of the cell after its closing quote";
    return { fault, cell: cells.length, linesBefore: lines - 1 };
  }
}

type CellRead =
  | { readonly value: string; readonly next: number; readonly breaks: number }
  | { readonly fault: string };

function bareCell(text: string, separator: CsvSeparator, from: number): CellRead {
  const stop = separator.charCodeAt(0);
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === stop || code === 10 || code === 13) break;
  }
  const value = text.slice(from, at);
  if (value.includes('"')) return { fault: "expected quotes around the whole cell, got one within it" };
  return { value, next: at, breaks: 0 };
}

function quotedCell(text: string, from: number): CellRead {
  let value = "";
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return { fault: "expected a closing quote, got the end of the file" };
    value += text.slice(at, close);
    if (text[close + 1] !== '"') return { value, next: close + 1, breaks: value.split("\n").length - 1 };
    value += '"';
    at = close + 2;
  }
}
