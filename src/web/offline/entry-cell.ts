import type { Halt, OutboxStorage } from "./outbox-ports.ts";
import type { PreparedCommand } from "./queued-command.ts";
import { bySequence, type StoredEntry } from "./stored-entry.ts";

/** What the outbox shows of itself. */
export type OutboxStanding = {
  /** Shown at once, and not yet on disk. */
  readonly unsaved: readonly PreparedCommand[];
  readonly entries: readonly StoredEntry[];
  readonly isSending: boolean;
  /** Why sending stands still; undefined: it does not. */
  readonly halt: Halt | undefined;
};

/** The entries as they are known in this tab; what is written is on disk before it is known. */
export type EntryCell = {
  readonly standing: () => OutboxStanding;
  readonly all: () => readonly StoredEntry[];
  readonly set: (change: Partial<Omit<OutboxStanding, "entries">>) => void;
  readonly replace: (...entries: readonly StoredEntry[]) => Promise<void>;
  readonly remove: (...entries: readonly StoredEntry[]) => Promise<void>;
  /** Reads anew what lies on the device. */
  readonly reload: () => Promise<void>;
  readonly onChange: (listener: () => void) => () => void;
};

/** @throws Error where the device's storage cannot be read */
export async function openEntryCell(storage: OutboxStorage): Promise<EntryCell> {
  const listeners = new Set<() => void>();
  let standing: OutboxStanding = { unsaved: [], entries: [], isSending: false, halt: undefined };
  const put = (change: Partial<OutboxStanding>): void => {
    standing = { ...standing, ...change };
    for (const listener of listeners) listener();
  };
  // What is on disk is no longer unsaved, in the same change: whoever looks draws it once.
  const putEntries = (entries: readonly StoredEntry[]): void => {
    const stored = new Set(entries.map(idOf));
    const unsaved = standing.unsaved.filter(({ commandId }) => !stored.has(commandId));
    put({ entries: [...entries].sort(bySequence), unsaved });
  };
  const reload = async (): Promise<void> => putEntries(await storage.read());
  await reload();
  return {
    standing: () => standing,
    all: () => standing.entries,
    set: put,
    replace: async (...changed) => {
      await storage.write(...changed);
      const ids = new Set(changed.map(idOf));
      putEntries([...standing.entries.filter((entry) => !ids.has(idOf(entry))), ...changed]);
    },
    remove: async (...removed) => {
      await storage.remove(...removed);
      const ids = new Set(removed.map(idOf));
      putEntries(standing.entries.filter((entry) => !ids.has(idOf(entry))));
    },
    reload,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function idOf({ sealed }: StoredEntry): string {
  return sealed.header.commandId;
}
