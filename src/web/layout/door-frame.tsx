import { Box, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";

/** The frame of the pages before somebody is signed in. */
export function DoorFrame({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}): ReactNode {
  const { shell } = useMessages();
  useDocumentTitle(`${title} · ${shell.appName}`);
  return (
    <Center component="main" mih="100vh" p="md">
      <Box w="100%" maw={440}>
        <Group justify="center" gap={10} mb="lg">
          <img src="/icon.svg" alt="" width={40} height={40} />
          <Text fw={700} size="xl">
            {shell.appName}
          </Text>
        </Group>
        <Paper withBorder p="xl" radius="md">
          <Stack>
            <Title order={1} size="h3">
              {title}
            </Title>
            {lead === undefined ? null : (
              <Text size="sm" c="dimmed">
                {lead}
              </Text>
            )}
            {children}
          </Stack>
        </Paper>
      </Box>
    </Center>
  );
}
