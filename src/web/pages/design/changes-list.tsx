import { Box, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { Version } from "./version-card.tsx";

type Change = Version["changes"][number];

const tones: Readonly<Record<Change["change"], Tone>> = {
  added: "good",
  removed: "bad",
  changed: "info",
};

/** What a version changed, each in a sentence, with what to take care of when participants move to it. */
export function ChangesList({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  const { design: words } = useMessages();
  return (
    <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
      {changes.map((change) => (
        <Box component="li" key={`${change.kind} ${change.id}`}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <StatusBadge tone={tones[change.change]}>{words.changeWords[change.change]}</StatusBadge>
            <Box>
              <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                {change.sentence}
              </Text>
              {change.hazards.map((hazard) => (
                <Text key={hazard} size="sm" fw={600}>
                  {words.hazard(hazard)}
                </Text>
              ))}
            </Box>
          </Group>
        </Box>
      ))}
    </Stack>
  );
}
