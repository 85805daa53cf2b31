import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer, useRefresh } from "../../api/use-answer.ts";
import { useCall } from "../../api/use-call.ts";
import { Answered } from "../../components/answered.tsx";
import { Moment } from "../../components/moment.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useDevice } from "../../offline/use-device.ts";

type OwnKey = Answer<"GET /api/account/devices">["devices"][number];

/** The devices on which this person has a key, and how they take one away: of a tablet that was stolen, say. */
export function OwnDevicesSection(): ReactNode {
  const { own } = useMessages().offline;
  const devices = useAnswer("GET /api/account/devices", {});
  const remove = useCall("POST /api/account/devices/:keyId/remove");
  const refresh = useRefresh();
  const { record } = useDevice();
  const columns: readonly Column<OwnKey>[] = [
    {
      key: "device",
      head: own.device,
      cell: ({ label, deviceId }) => (
        <>
          {label} {deviceId === record?.deviceId ? <StatusBadge tone="info">{own.here}</StatusBadge> : null}
        </>
      ),
    },
    { key: "since", head: own.since, cell: ({ enrolledAt }) => <Moment at={enrolledAt} />, isOneLine: true },
    {
      key: "until",
      head: own.until,
      cell: ({ removedAt }) => (removedAt === null ? "" : <Moment at={removedAt} />),
      isOneLine: true,
    },
    {
      key: "act",
      head: "",
      align: "end",
      cell: ({ keyId, removedAt }) =>
        removedAt === null ? (
          <Button
            variant="subtle"
            color="red"
            size="compact-md"
            onClick={async () => {
              if (await remove.send({ params: { keyId } })) await refresh();
            }}
          >
            {own.remove}
          </Button>
        ) : null,
    },
  ];
  return (
    <Section title={own.title}>
      <ProblemNote problem={remove.problem} />
      <Answered query={devices}>
        {(known) => (
          <RowsTable
            label={own.title}
            rows={known.devices}
            columns={columns}
            rowKey={({ keyId }) => keyId}
            empty={own.empty}
          />
        )}
      </Answered>
    </Section>
  );
}
