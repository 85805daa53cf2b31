import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { idOf } from "../../offline/entry-cell.ts";
import { useOfflineCommand } from "../../offline/use-offline-command.ts";
import { UnresolvedEntry } from "./unresolved-entry.tsx";
import { useContents } from "./use-contents.ts";

/** What the server did not take, until a person has decided on each. */
export function UnresolvedSection(): ReactNode {
  const { unresolved: words } = useMessages().offline;
  const { unresolved } = useOfflineCommand();
  const contents = useContents(unresolved);
  return (
    <Section title={words.title} lead={words.lead}>
      {unresolved.length === 0 ? (
        <Text c="dimmed" size="sm">
          {words.empty}
        </Text>
      ) : (
        <Stack>
          {unresolved.map((entry) => (
            <UnresolvedEntry key={idOf(entry)} entry={entry} opened={contents.get(idOf(entry))} />
          ))}
        </Stack>
      )}
    </Section>
  );
}
