import { Button, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { HistoryEntry } from "../history-page.tsx";
import type { Participant } from "../participant-context.tsx";
import { HistoryItem } from "./history-item.tsx";
import "./history.css";
import type { RecordNames } from "./history-filter.ts";

const page = 60;

/** The entries, some at a time: a record of years is long. */
export function HistoryList({
  entries,
  names,
  participant,
  path,
  onItem,
}: {
  readonly entries: readonly HistoryEntry[];
  readonly names: RecordNames;
  readonly participant: Participant;
  readonly path: string | null;
  readonly onItem: (formKey: string, path: string) => void;
}): ReactNode {
  const { history: texts } = useMessages().participants;
  const [shown, setShown] = useState(page);
  if (entries.length === 0) return <Text c="dimmed">{texts.nothing}</Text>;
  const rest = entries.length - shown;
  return (
    <Stack gap="sm">
      <ol className="vigil-history">
        {entries.slice(0, shown).map((entry) => (
          <HistoryItem
            key={entry.version}
            entry={entry}
            names={names}
            participant={participant}
            path={path}
            onItem={onItem}
          />
        ))}
      </ol>
      {rest > 0 ? (
        <Button variant="default" onClick={() => setShown(shown + page)}>
          {texts.showMore(rest)}
        </Button>
      ) : null}
    </Stack>
  );
}
