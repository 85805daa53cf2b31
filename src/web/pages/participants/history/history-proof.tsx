import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { HistoryEntry } from "../history-page.tsx";

/** For the curious and for inspectors: the entry's place in the record, its hash, and the device. */
export function HistoryProof({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  const { history: texts } = useMessages().participants;
  return (
    <details className="vigil-history-proof">
      <summary>{texts.proof}</summary>
      <Text size="xs" c="dimmed">
        {texts.entryNumber(entry.version)}
      </Text>
      <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: "anywhere" }}>
        {texts.hash}: {entry.hash}
      </Text>
      {entry.device === null || entry.device === "" ? null : (
        <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {texts.from}: {entry.device}
        </Text>
      )}
    </details>
  );
}
