import { Anchor, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Moment } from "../../components/moment.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { RefusedItem } from "./task.ts";

/** What a rule did not allow lately, and why, so that nobody wonders the next morning. */
export function RefusedList({ refused }: { readonly refused: readonly RefusedItem[] }): ReactNode {
  const { worklist, common } = useMessages();
  const { studyId, may } = useStudy();
  const action = useWord("action");
  if (refused.length === 0) return null;
  const columns: readonly Column<RefusedItem>[] = [
    {
      key: "when",
      head: worklist.refusedColumns.when,
      cell: ({ at }) => <Moment at={at} />,
      sortBy: ({ at }) => at,
    },
    {
      key: "what",
      head: worklist.refusedColumns.what,
      cell: ({ type }) => (type ? action(type) : ""),
      sortBy: ({ type }) => type ?? "",
    },
    {
      key: "who",
      head: worklist.refusedColumns.who,
      cell: ({ participantId, number }) =>
        participantId && may("see-participant") ? (
          <Anchor component={Link} inherit to={`/studies/${studyId}/participants/${participantId}`}>
            {number ?? worklist.unnumbered}
          </Anchor>
        ) : (
          (number ?? "")
        ),
    },
    {
      key: "why",
      head: worklist.refusedColumns.why,
      cell: ({ answer }) => (
        <>
          <Text size="sm">{answer.message}</Text>
          <Text size="xs" c="dimmed">
            {common.cites(answer.cites)}
          </Text>
        </>
      ),
    },
  ];
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {worklist.refusedTitle}
      </Title>
      <Text size="sm" c="dimmed">
        {worklist.refusedHelp}
      </Text>
      <RowsTable
        label={worklist.refusedTitle}
        rows={refused}
        columns={columns}
        rowKey={({ at, type }) => `${at} ${type}`}
        empty=""
      />
    </Stack>
  );
}
