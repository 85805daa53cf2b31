import { Button, Loader, Stack, Text, Title } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ApiError } from "../api/call.ts";
import { useMessages } from "../messages/messages.tsx";
import { ProblemNote } from "./problem-note.tsx";

type AnsweredProps<Value> = {
  readonly query: UseQueryResult<Value, ApiError>;
  readonly children: (value: Value) => ReactNode;
};

/**
 * Shows what a question was answered. What is on the screen already stays there while it is asked again or the network is gone:
 * nothing that somebody is typing into ever disappears.
 */
export function Answered<Value>({ query, children }: AnsweredProps<Value>): ReactNode {
  const { common } = useMessages();
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return <Loader aria-label={common.loading} />;
  const { problem } = query.error;
  if (problem.status === 404) {
    return (
      <Stack gap={4}>
        <Title order={2} size="h3">
          {common.notFound}
        </Title>
        <Text c="dimmed">{common.notFoundHelp}</Text>
      </Stack>
    );
  }
  return (
    <Stack align="flex-start">
      <ProblemNote problem={problem} />
      <Button variant="light" onClick={() => query.refetch()}>
        {common.retry}
      </Button>
    </Stack>
  );
}
