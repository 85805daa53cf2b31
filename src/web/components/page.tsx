import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";

type PageProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  /** What can be done with the page as a whole. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** The frame of every page: one heading, what it is about, what can be done. */
export function Page({ title, lead, actions, children }: PageProps): ReactNode {
  const { shell } = useMessages();
  useDocumentTitle(`${title} · ${shell.appName}`);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end" wrap="wrap" gap="sm">
        <Stack gap={2}>
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text c="dimmed" size="sm" component="div">
              {lead}
            </Text>
          )}
        </Stack>
        {actions === undefined ? null : (
          <Group gap="xs" className="vigil-no-print">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}
