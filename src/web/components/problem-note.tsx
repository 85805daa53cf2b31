import { Alert, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Problem } from "../api/call.ts";
import { useMessages } from "../messages/messages.tsx";

/** Why something was not done: what, why, and the clause. Read out as soon as it appears. */
export function ProblemNote({ problem }: { readonly problem: Problem | undefined }): ReactNode {
  const { common } = useMessages();
  if (!problem) return null;
  const isOffline = problem.code === "offline";
  const title = isOffline
    ? common.error
    : problem.status === 422
      ? common.refused
      : problem.status === 409
        ? common.conflict
        : common.error;
  return (
    <Alert
      role="alert"
      color={problem.status === 422 || problem.status === 409 ? "yellow" : "red"}
      variant="light"
      title={title}
    >
      <Text size="sm">{isOffline ? common.offline : problem.detail}</Text>
      {problem.cites === undefined ? null : (
        <Text size="xs" c="dimmed" mt={4}>
          {common.cites(problem.cites)}
        </Text>
      )}
    </Alert>
  );
}
