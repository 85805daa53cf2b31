import type { OutboxStorage } from "../outbox-ports.ts";
import type { StoredEntry } from "../stored-entry.ts";

/** The process is gone: nothing that was not on disk is left, and nobody hears the answer. */
export class Crash extends Error {}

/** When the next write dies: before it is on disk, or after, before anybody hears of it. */
export type CrashPoint = "before-write" | "after-write";

/** The disk of a device. It outlives crashes; each `open` is another start of the app on it. */
export type Disk = {
  readonly open: () => OutboxStorage;
  /** The next write of whoever is running dies there; from then on their storage is dead. */
  readonly crashAt: (point: CrashPoint) => void;
  /** Kills whoever is running now. */
  readonly kill: () => void;
  readonly entries: () => readonly StoredEntry[];
  /** All that lies on it, as a thief would read it. */
  readonly text: () => string;
};

export function aDisk(): Disk {
  // As text, as a disk has it: nothing is shared with whoever wrote it.
  const written = new Map<string, string>();
  let start = 0;
  let planned: CrashPoint | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const kill = (): void => {
    start++;
    turn = Promise.resolve();
    planned = undefined;
  };
  const change = (own: number, apply: () => void): void => {
    if (own !== start) throw new Crash();
    const point = planned;
    if (point !== "before-write") apply();
    if (point === undefined) return;
    kill();
    throw new Crash();
  };
  const read = (): readonly StoredEntry[] =>
    [...written.values()].map((text) => JSON.parse(text) as StoredEntry);
  const open = (): OutboxStorage => {
    const own = start;
    const alive = (): void => {
      if (own !== start) throw new Crash();
    };
    return {
      exclusively: (work) => {
        const done = turn.then(work, work);
        turn = done.catch(() => {});
        return done;
      },
      read: async () => {
        alive();
        return read();
      },
      lastSequence: async (device) => {
        alive();
        const own = read().filter(({ sealed }) => sealed.header.device === device);
        return Math.max(0, ...own.map(({ sealed }) => sealed.header.sequence));
      },
      write: async (...entries) =>
        change(own, () => {
          for (const entry of entries) written.set(entry.sealed.header.commandId, JSON.stringify(entry));
        }),
      remove: async (...entries) =>
        change(own, () => {
          for (const { sealed } of entries) written.delete(sealed.header.commandId);
        }),
    };
  };
  return {
    open,
    crashAt: (point) => {
      planned = point;
    },
    kill,
    entries: read,
    text: () => [...written.values()].join("\n"),
  };
}
