import type { ReactNode } from "react";
import { RowsTable } from "../../../components/rows-table.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import type { Flow } from "../funnel-page.tsx";
import { percent } from "./flow-table.tsx";

/** How people heard of the study, the commonest first. */
export function SourceList({ flow }: { readonly flow: Flow }): ReactNode {
  const { funnel: texts } = useMessages().participants;
  const rows = Object.entries(flow.sources)
    .map(([source, count]) => ({ source, count }))
    .sort((a, b) => b.count - a.count || a.source.localeCompare(b.source));
  return (
    <RowsTable
      label={texts.sources}
      rows={rows}
      rowKey={({ source }) => source}
      empty={texts.empty}
      columns={[
        { key: "source", head: texts.source, cell: ({ source }) => source, sortBy: ({ source }) => source },
        {
          key: "count",
          head: texts.people,
          align: "end",
          cell: ({ count }) => count,
          sortBy: ({ count }) => count,
        },
        {
          key: "share",
          head: texts.sourceShare,
          align: "end",
          cell: ({ count }) => percent(count, flow.contacted),
        },
      ]}
    />
  );
}
