import { Box, Center, Flex, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";

type DoorFrameProps = {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
  /** Another way in, beside the first on a wide screen and above it on a narrow one. */
  readonly beside?: ReactNode;
  /** As wide as what has much to show. */
  readonly isWide?: boolean;
};

/** The frame of the pages before somebody is signed in. */
export function DoorFrame({ title, lead, children, beside, isWide = false }: DoorFrameProps): ReactNode {
  const { shell } = useMessages();
  useDocumentTitle(`${title} · ${shell.appName}`);
  return (
    <Center component="main" mih="100vh" p="md">
      <Box w="100%" maw={beside ? 1040 : isWide ? 820 : 440}>
        <Group justify="center" gap={10} mb="lg">
          <img src="/icon.svg" alt="" width={40} height={40} />
          <Title order={1} size="h3">
            {shell.appName}
          </Title>
        </Group>
        <Flex gap="xl" align="flex-start" justify="center" direction={{ base: "column", md: "row" }}>
          {beside ? (
            <Box flex={1} w="100%">
              {beside}
            </Box>
          ) : null}
          <Paper
            withBorder
            p="xl"
            radius="md"
            w="100%"
            maw={beside ? { base: "100%", md: 400 } : isWide ? 820 : 440}
          >
            <Stack>
              <Title order={2} size="h3">
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
        </Flex>
      </Box>
    </Center>
  );
}
