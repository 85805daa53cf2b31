import { Button, Group } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { formatDate } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { DecideQuarantineDialog } from "./decide-quarantine-dialog.tsx";
import type { Shipment, Stock } from "./kit-data.ts";
import { ReceiveDialog } from "./receive-dialog.tsx";

type Opened = { readonly act: "receive" | "decide"; readonly shipment: Shipment };

/** What was sent to the site, to be received or decided on. */
export function ShipmentsSection({ stock }: { readonly stock: Stock }): ReactNode {
  const { shipments: say } = useMessages().kits;
  const { mayAt } = useStudy();
  const [opened, setOpened] = useState<Opened>();
  const close = (): void => setOpened(undefined);
  const columns: readonly Column<Shipment>[] = [
    {
      key: "shipped",
      head: say.columns.shipped,
      isOneLine: true,
      cell: ({ shippedOn }) => formatDate(shippedOn),
    },
    {
      key: "received",
      head: say.columns.received,
      isOneLine: true,
      cell: ({ receivedOn }) => (receivedOn === null ? "" : formatDate(receivedOn)),
    },
    {
      key: "expires",
      head: say.columns.expires,
      isOneLine: true,
      cell: ({ expiresOn }) => formatDate(expiresOn),
    },
    { key: "kits", head: say.columns.kits, align: "end", cell: ({ kits }) => kits },
    { key: "state", head: say.columns.state, cell: (shipment) => <ShipmentState shipment={shipment} /> },
    {
      key: "act",
      head: "",
      cell: (shipment) => (
        <Group gap="xs" justify="flex-end">
          {shipment.receivedOn === null && mayAt("receive-shipment", stock.siteId) ? (
            <Button onClick={() => setOpened({ act: "receive", shipment })}>{say.receive}</Button>
          ) : null}
          {shipment.quarantined > 0 && mayAt("decide-quarantine", stock.siteId) ? (
            <Button variant="light" onClick={() => setOpened({ act: "decide", shipment })}>
              {say.decide}
            </Button>
          ) : null}
        </Group>
      ),
    },
  ];
  return (
    <Section title={say.title}>
      <RowsTable
        label={say.title}
        rows={stock.shipments.toReversed()}
        columns={columns}
        rowKey={({ shipmentId }) => shipmentId}
        empty={say.none}
      />
      {opened?.act === "receive" ? (
        <ReceiveDialog stock={stock} shipment={opened.shipment} onClose={close} />
      ) : null}
      {opened?.act === "decide" ? (
        <DecideQuarantineDialog siteId={stock.siteId} shipment={opened.shipment} onClose={close} />
      ) : null}
    </Section>
  );
}

function ShipmentState({ shipment }: { readonly shipment: Shipment }): ReactNode {
  const { shipments: say } = useMessages().kits;
  const { receivedOn, isExpired, temperature, quarantined } = shipment;
  return (
    <Group gap={4}>
      {receivedOn === null ? (
        <StatusBadge tone="attention">{say.onItsWay}</StatusBadge>
      ) : (
        <StatusBadge tone="good">{say.here}</StatusBadge>
      )}
      {isExpired ? <StatusBadge tone="bad">{say.expired}</StatusBadge> : null}
      {temperature === "excursion" ? <StatusBadge tone="attention">{say.excursion}</StatusBadge> : null}
      {quarantined > 0 ? <StatusBadge tone="attention">{say.quarantined(quarantined)}</StatusBadge> : null}
    </Group>
  );
}
