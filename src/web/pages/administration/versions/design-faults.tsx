import { Alert, Code, List, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { FileFault } from "./read-design.ts";

const mostShown = 50;

/** The faults of a design file, those that stand in the way first. Read out as soon as they are found. */
export function DesignFaults({ faults }: { readonly faults: readonly FileFault[] }): ReactNode {
  const { administration } = useMessages();
  const errors = faults.filter(({ severity }) => severity === "error");
  const warnings = faults.filter(({ severity }) => severity === "warning");
  return (
    <Stack gap="sm" role="status">
      {faults.length === 0 ? <Text size="sm">{administration.noFaults}</Text> : null}
      {errors.length > 0 ? (
        <Alert color="red" variant="light" title={administration.errorsFound(errors.length)} role="none">
          <FaultList faults={errors} />
        </Alert>
      ) : null}
      {warnings.length > 0 ? (
        <Alert
          color="yellow"
          variant="light"
          title={administration.warningsFound(warnings.length)}
          role="none"
        >
          <FaultList faults={warnings} />
        </Alert>
      ) : null}
    </Stack>
  );
}

function FaultList({ faults }: { readonly faults: readonly FileFault[] }): ReactNode {
  const { administration } = useMessages();
  return (
    <List size="sm" spacing={6} listStyleType="none">
      {faults.slice(0, mostShown).map(({ path, message, remedy }) => (
        <List.Item key={`${path} ${message}`}>
          {path === "" ? null : <Code>{path}</Code>}
          <Text size="sm">{message}</Text>
          {remedy === undefined ? null : (
            <Text size="xs" c="dimmed">
              {remedy}
            </Text>
          )}
        </List.Item>
      ))}
      {faults.length > mostShown ? (
        <List.Item>{administration.more(faults.length - mostShown)}</List.Item>
      ) : null}
    </List>
  );
}
