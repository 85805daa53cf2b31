import { useMessages, useWord } from "../../messages/messages.tsx";
import type { ReportTable } from "./use-closed-report.ts";

export type Cell = ReportTable["rows"][number][number];

/** The rows of a table with their cells by column. */
export type ReportRow = { readonly key: string; readonly cells: Readonly<Record<string, Cell>> };

export function rowsOf({ columns, rows }: ReportTable): readonly ReportRow[] {
  return rows.map((cells, at) => ({
    key: String(at),
    cells: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null])),
  }));
}

/** Numbers to two places, whole ones as they are; nothing as a dash. */
export function showNumber(value: Cell | undefined): string {
  if (typeof value !== "number") return value ?? "–";
  const text = Number.isInteger(value) ? value.toLocaleString("en-US") : value.toFixed(2);
  return text.replace("-", "−");
}

/** Which codes a column holds, and where that is another thing in another table. */
function kindOf(table: string, column: string, value: string): Kind | undefined {
  switch (column) {
    case "role":
      return "guesser";
    case "moment":
      return "expectancyMoment";
    case "standing":
      return "disposition";
    case "reason":
      return table === "missing" ? "guessMissing" : "endReason";
    case "what":
    case "value":
      return ["all", "true", "false"].includes(value) ? "eventValue" : undefined;
    default:
      return undefined;
  }
}

type Kind = "guesser" | "guessMissing" | "expectancyMoment" | "disposition" | "endReason" | "eventValue";

/** How a cell reads: codes in words, numbers to two places, an estimate with its interval. */
export function useCellText(table: string): (column: string, row: ReportRow) => string {
  const { closed: texts } = useMessages();
  const words: Readonly<Record<Kind, (code: string) => string>> = {
    guesser: useWord("guesser"),
    guessMissing: useWord("guessMissing"),
    expectancyMoment: useWord("expectancyMoment"),
    disposition: useWord("disposition"),
    endReason: useWord("endReason"),
    eventValue: useWord("eventValue"),
  };
  const note = useWord("estimateNote");
  return (column, { cells }) => {
    const value = cells[column];
    if (column === "notes")
      return String(value ?? "")
        .split(" ")
        .filter(Boolean)
        .map(note)
        .join("; ");
    const kind = typeof value === "string" ? kindOf(table, column, value) : undefined;
    if (kind) return words[kind](String(value));
    const [lower, upper] = [cells[`${column}-lower`], cells[`${column}-upper`]];
    if (typeof lower !== "number" || typeof upper !== "number") return showNumber(value);
    return `${showNumber(value)} (${texts.intervalWords(showNumber(lower), showNumber(upper))})`;
  };
}
