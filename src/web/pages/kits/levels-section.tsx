import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatDate } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { Stock } from "./kit-data.ts";

type Level = Stock["levels"][number];

/** How many sessions of each level the site can serve, whatever the arms of those who come. */
export function LevelsSection({ stock }: { readonly stock: Stock }): ReactNode {
  const { stock: say } = useMessages().kits;
  const columns: readonly Column<Level>[] = [
    { key: "level", head: say.columns.level, cell: ({ label }) => label },
    {
      key: "sessions",
      head: say.columns.sessions,
      align: "end",
      cell: ({ sessions }) => (
        <StatusBadge tone={sessions > stock.resupplyBelow ? "good" : "attention"}>
          {String(sessions)}
        </StatusBadge>
      ),
    },
    { key: "initial", head: say.columns.initial, align: "end", cell: ({ onShelf }) => onShelf.initial },
    {
      key: "supplemental",
      head: say.columns.supplemental,
      align: "end",
      cell: ({ onShelf }) => onShelf.supplemental,
    },
    { key: "awaited", head: say.columns.awaited, align: "end", cell: ({ awaited }) => awaited },
  ];
  return (
    <Section title={say.title} lead={say.lead}>
      <RowsTable
        label={say.title}
        rows={stock.levels}
        columns={columns}
        rowKey={({ level }) => level}
        empty={say.none}
      />
      {stock.nextCountOn === null ? null : (
        <Text size="sm">{say.nextCount(formatDate(stock.nextCountOn))}</Text>
      )}
    </Section>
  );
}
