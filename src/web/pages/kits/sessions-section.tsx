import { Anchor, List, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Moment } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { type Kit, type Stock, toneOfKit } from "./kit-data.ts";

/** Kits that are assigned or handed out, and sessions that wait for some. */
export function SessionsSection({ stock }: { readonly stock: Stock }): ReactNode {
  const { sessions: say } = useMessages().kits;
  const kind = useWord("kitKind");
  const state = useWord("kitState");
  const rows = stock.kits
    .filter((kit) => kit.state === "assigned" || kit.state === "dispensed")
    .sort((a, b) => (a.session?.plannedFor ?? "9").localeCompare(b.session?.plannedFor ?? "9"));
  const columns: readonly Column<Kit>[] = [
    { key: "who", head: say.columns.who, cell: (kit) => <KitHolder kit={kit} /> },
    {
      key: "visit",
      head: say.columns.visit,
      cell: ({ session }) => session?.visit ?? session?.visitId ?? "",
    },
    {
      key: "when",
      head: say.columns.when,
      isOneLine: true,
      cell: ({ session }) =>
        session?.plannedFor ? <Moment at={session.plannedFor} zone={stock.zone} /> : say.notPlanned,
    },
    {
      key: "code",
      head: say.columns.code,
      isOneLine: true,
      cell: ({ code }) => <Text ff="monospace">{code}</Text>,
    },
    { key: "kind", head: say.columns.kind, cell: (kit) => kind(kit.kind) },
    {
      key: "state",
      head: say.columns.state,
      cell: (kit) => <StatusBadge tone={toneOfKit(kit.state)}>{state(kit.state)}</StatusBadge>,
    },
  ];
  return (
    <Section title={say.title}>
      <RowsTable
        label={say.title}
        rows={rows}
        columns={columns}
        rowKey={({ code }) => code}
        empty={say.none}
      />
      {stock.awaited.length === 0 ? null : (
        <>
          <Text fw={600} size="sm">
            {say.awaitedTitle}
          </Text>
          <List size="sm">
            {stock.awaited.map((one) => (
              <List.Item key={`${one.participantId} ${one.visitId}`}>
                {say.awaited(one.number, one.visit ?? one.visitId, one.level)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Section>
  );
}

/** The participant of a kit, with a way to their page for whoever may open it. */
export function KitHolder({ kit: { session } }: { readonly kit: Kit }): ReactNode {
  const { studyId, may } = useStudy();
  if (!session) return null;
  if (!may("see-participant")) return session.number;
  return (
    <Anchor
      component={Link}
      to={`/studies/${studyId}/participants/${session.participantId}`}
      hash="kits"
      size="sm"
    >
      {session.number}
    </Anchor>
  );
}
