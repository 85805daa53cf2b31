import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { LatencyFigure } from "./latency-figure.tsx";
import type { Reviews } from "./reviews-page.tsx";

type Row = Reviews["latency"] & { readonly siteNumber: string | null };

/** How long recordings wait for their review: each as a point, and in numbers by site. */
export function LatencySection({ known }: { readonly known: Reviews }): ReactNode {
  const { reviews: words, recordings } = useMessages();
  const rows: readonly Row[] = [...known.bySite, { ...known.latency, siteNumber: null }];
  const columns: readonly Column<Row>[] = [
    {
      key: "site",
      head: recordings.site,
      isOneLine: true,
      cell: ({ siteNumber }) => (siteNumber === null ? words.everySite : words.siteNumber(siteNumber)),
    },
    {
      key: "median",
      head: words.median,
      isOneLine: true,
      cell: ({ medianDays }) => (medianDays === null ? "–" : words.days(medianDays.toFixed(1))),
    },
    {
      key: "in-time",
      head: words.inTime,
      isOneLine: true,
      cell: ({ inTime, known: judged }) => words.share(inTime, judged),
    },
    {
      key: "waiting",
      head: words.waiting,
      isOneLine: true,
      cell: ({ required, reviewed }) => required - reviewed,
    },
  ];
  return (
    <Section title={words.latency} lead={words.latencyLead(known.within)}>
      {known.points.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.noFigure}
        </Text>
      ) : (
        <>
          <LatencyFigure points={known.points} within={known.within} />
          <RowsTable
            label={words.latency}
            rows={rows}
            columns={columns}
            rowKey={({ siteNumber }) => siteNumber ?? "all"}
            empty={words.noFigure}
          />
        </>
      )}
    </Section>
  );
}
