import type { ReactNode } from "react";
import { RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { type ReportRow, rowsOf, useCellText } from "./report-cells.ts";
import type { ReportTable } from "./use-closed-report.ts";

/** A table of a report under its name. Columns of an interval's limits stand with their estimate. */
export function ReportTableSection({ table }: { readonly table: ReportTable }): ReactNode {
  const { closed: texts } = useMessages();
  const title = useWord("reportTable")(table.id);
  const heads = useMessages().words["reportColumn"] ?? {};
  const text = useCellText(table.id);
  const rows = rowsOf(table);
  const columns = table.columns.filter((column) => !/-(lower|upper)$/.test(column));
  const isNumeric = (column: string): boolean => rows.some(({ cells }) => typeof cells[column] === "number");
  return (
    <Section title={title}>
      <RowsTable
        label={title}
        rows={rows}
        rowKey={({ key }) => key}
        empty={texts.noRows}
        columns={columns.map((column) => ({
          key: column,
          // An arm of the design heads its column with its own name.
          head: heads[column] ?? column,
          cell: (row: ReportRow) => text(column, row),
          align: isNumeric(column) ? ("end" as const) : ("start" as const),
          isOneLine: isNumeric(column) || ["role", "arm", "compared-with"].includes(column),
        }))}
      />
    </Section>
  );
}
