import { within } from "./device-database.ts";
import type { OutboxStorage } from "./outbox-ports.ts";
import type { StoredEntry } from "./stored-entry.ts";

const writeLock = "vigil-outbox-write";

/** The outbox in the browser's database. Tabs take turns by a lock that the browser gives back when one of them dies. */
export const indexedStorage: OutboxStorage = {
  exclusively: async (work) => navigator.locks.request(writeLock, work) as ReturnType<typeof work>,
  read: async () => (await within<StoredEntry[]>("entries", "readonly", (store) => store.getAll())) ?? [],
  lastSequence: async (device) => {
    const range = IDBKeyRange.bound([device, 0], [device, Number.MAX_SAFE_INTEGER]);
    const cursor = await within("entries", "readonly", (store) => store.openKeyCursor(range, "prev"));
    const [, sequence = 0] = (cursor?.key ?? []) as [string?, number?];
    return sequence;
  },
  write: async (...entries) => {
    await within("entries", "readwrite", (store) => {
      for (const entry of entries) store.put(entry, keyOf(entry));
      return undefined;
    });
  },
  remove: async (...entries) => {
    await within("entries", "readwrite", (store) => {
      for (const entry of entries) store.delete(keyOf(entry));
      return undefined;
    });
  },
};

function keyOf({ sealed: { header } }: StoredEntry): [string, number] {
  return [header.device, header.sequence];
}
