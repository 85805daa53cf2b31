import { Button, Text } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { lastServerContact } from "../../api/contact.ts";
import { formatMoment, Moment } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { deliverNow } from "../../offline/delivery-run.ts";
import { idOf } from "../../offline/entry-cell.ts";
import { heldBack } from "../../offline/next-to-send.ts";
import type { StoredEntry } from "../../offline/stored-entry.ts";
import { useOutbox } from "../../offline/use-device.ts";
import { useOfflineCommand } from "../../offline/use-offline-command.ts";
import { useContents } from "./use-contents.ts";

/** What waits to be sent, in its order, and why it still waits. */
export function QueueSection(): ReactNode {
  const { offline } = useMessages();
  const { queue, status } = offline;
  const action = useWord("action");
  const { pending, contact } = useOfflineCommand();
  const { entries } = useOutbox();
  const contents = useContents(pending.saved);
  const held = useMemo(() => new Set(heldBack(entries).map(idOf)), [entries]);
  const commandOf = (entry: StoredEntry) => contents.get(idOf(entry))?.command;
  const columns: readonly Column<StoredEntry>[] = [
    {
      key: "number",
      head: queue.number,
      cell: ({ sealed }) => sealed.header.sequence,
      isOneLine: true,
    },
    {
      key: "what",
      head: queue.what,
      cell: (entry) => {
        const command = commandOf(entry);
        return command ? (
          action(command.type)
        ) : (
          <Text c="dimmed" inherit>
            {queue.unreadable}
          </Text>
        );
      },
    },
    {
      key: "when",
      head: queue.when,
      cell: (entry) => {
        const command = commandOf(entry);
        return command ? <Moment at={command.occurredAt} zone={command.zone} /> : "";
      },
      isOneLine: true,
    },
    {
      key: "standing",
      head: queue.standing,
      cell: (entry) =>
        held.has(idOf(entry)) ? (
          <StatusBadge tone="attention">{queue.held}</StatusBadge>
        ) : (
          <StatusBadge tone="info">{entry.state === "sent" ? queue.sent : queue.saved}</StatusBadge>
        ),
      isOneLine: true,
    },
  ];
  const last = contact.last ?? lastServerContact();
  const lead = [
    last === undefined ? status.noContact : status.lastContact(formatMoment(new Date(last).toISOString())),
    ...(contact.halt && pending.saved.length > 0 ? [status.halt[contact.halt]] : []),
  ];
  return (
    <Section
      title={queue.title}
      lead={lead.join(". ")}
      actions={
        pending.saved.length > 0 ? (
          <Button loading={contact.isSending} onClick={() => void deliverNow()}>
            {queue.send}
          </Button>
        ) : undefined
      }
    >
      <RowsTable
        label={queue.title}
        rows={pending.saved}
        columns={columns}
        rowKey={idOf}
        empty={queue.empty}
      />
    </Section>
  );
}
