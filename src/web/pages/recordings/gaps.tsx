import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { minutesOf, type Recording } from "./recording.ts";

/** What is missing of a recording, and why. */
export function Gaps({ gaps }: Pick<Recording, "gaps">): ReactNode {
  const { recordings: words } = useMessages();
  if (gaps.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.noGaps}
      </Text>
    );
  }
  const wordOf: Readonly<Record<string, string>> = words.why;
  return (
    <Stack gap={0}>
      {gaps.map((gap) => (
        <Text key={gap.from} size="xs">
          {words.gap(minutesOf(gap), wordOf[gap.why] ?? gap.why)}
        </Text>
      ))}
    </Stack>
  );
}
