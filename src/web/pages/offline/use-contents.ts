import { useEffect, useState } from "react";
import type { Problem } from "../../api/call.ts";
import { idOf } from "../../offline/entry-cell.ts";
import type { QueuedCommand } from "../../offline/queued-command.ts";
import type { StoredEntry } from "../../offline/stored-entry.ts";
import { useDevice } from "../../offline/use-device.ts";

/** What an entry says, where the device is unlocked and it is its own. */
export type OpenedEntry = {
  readonly command?: QueuedCommand | undefined;
  readonly problem?: Problem | undefined;
};

/** The entries' contents, by the ids of their commands, as far as they can be read. */
export function useContents(entries: readonly StoredEntry[]): ReadonlyMap<string, OpenedEntry> {
  const { outbox, unlocked } = useDevice();
  const [contents, setContents] = useState<ReadonlyMap<string, OpenedEntry>>(new Map());
  useEffect(() => {
    let isOver = false;
    const read = async (): Promise<void> => {
      const opened = await Promise.all(
        entries.map(async (entry) => {
          const command = unlocked && (await outbox?.contentOf(entry));
          const problem = unlocked && (await outbox?.problemOf(entry));
          return [idOf(entry), { command, problem }] as const;
        }),
      );
      if (!isOver) setContents(new Map(opened));
    };
    void read();
    return () => {
      isOver = true;
    };
  }, [entries, outbox, unlocked]);
  return contents;
}
