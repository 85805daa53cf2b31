import { Button, Group, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useRefresh } from "../../api/use-answer.ts";
import { useCall } from "../../api/use-call.ts";
import { Moment } from "../../components/moment.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";

type OwnSession = Answer<"GET /api/account">["sessions"][number];

/** Where one is signed in, and how to end all of it but this. */
export function OwnSessions({ sessions }: { readonly sessions: readonly OwnSession[] }): ReactNode {
  const { account } = useMessages();
  const refresh = useRefresh();
  const end = useCall("POST /api/account/sessions/end-others");
  const [isDone, setDone] = useState(false);
  const endOthers = async (): Promise<void> => {
    if (!(await end.send({}))) return;
    setDone(true);
    await refresh();
  };
  return (
    <Section
      title={account.sessions}
      actions={
        sessions.length > 1 ? (
          <Button variant="default" onClick={endOthers} loading={end.isSending}>
            {account.endOthers}
          </Button>
        ) : undefined
      }
    >
      <RowsTable
        label={account.sessions}
        rows={sessions}
        rowKey={({ createdAt, device }) => `${createdAt} ${device}`}
        empty=""
        columns={[
          {
            key: "device",
            head: account.device,
            cell: ({ device, isThis }) => (
              <Group gap="xs" wrap="nowrap">
                {device === "" ? account.unknownDevice : device}
                {isThis ? <StatusBadge tone="info">{account.thisDevice}</StatusBadge> : null}
              </Group>
            ),
          },
          {
            key: "since",
            head: account.since,
            isOneLine: true,
            cell: ({ createdAt }) => <Moment at={createdAt} />,
          },
          {
            key: "seen",
            head: account.lastSeen,
            isOneLine: true,
            cell: ({ seenAt }) => <Moment at={seenAt} />,
          },
        ]}
      />
      <ProblemNote problem={end.problem} />
      <Text size="sm" role="status">
        {isDone && sessions.length === 1 ? account.othersEnded : ""}
      </Text>
    </Section>
  );
}
