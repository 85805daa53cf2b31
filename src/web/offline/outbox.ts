import { canonicalJson, contentHash } from "#kernel";
import type { Problem } from "../api/call.ts";
import { deliverAll, problemOfEntry } from "./deliver.ts";
import { type EntryCell, idOf, type OutboxStanding, openEntryCell } from "./entry-cell.ts";
import type { Halt, OutboxPorts } from "./outbox-ports.ts";
import type { OfflineCommand, PreparedCommand, QueuedCommand } from "./queued-command.ts";
import { isUnresolved, isWaiting, type Resolution, type StoredEntry } from "./stored-entry.ts";

/** A command that was handed to the outbox. */
export type Pending = {
  readonly commandId: string;
  /** Resolves once it is strictly on disk: from then on nothing loses it. */
  readonly saved: Promise<void>;
};

export type Outbox = {
  readonly standing: () => OutboxStanding;
  readonly onChange: (listener: () => void) => () => void;
  /** Gives a command its id and its moment, so that it can be signed before it is queued. */
  readonly prepare: (command: OfflineCommand) => PreparedCommand;
  readonly queue: (command: OfflineCommand | PreparedCommand) => Pending;
  /** Sends what waits. One run at a time; a call while one is under way is answered by another run after it. */
  readonly deliver: () => Promise<Halt | undefined>;
  /** Reads anew what lies on the device: another tab wrote. */
  readonly reload: () => Promise<void>;
  /** Undefined while the device is locked, and for what is another device's. */
  readonly contentOf: (entry: StoredEntry) => Promise<QueuedCommand | undefined>;
  /** What was answered to one that was refused; undefined while the device is locked. */
  readonly problemOf: (entry: StoredEntry) => Promise<Problem | undefined>;
  /** Sends another command in the place of one that was refused, which stays and says so. Both are written at once. */
  readonly sendAnew: (entry: StoredEntry, command: OfflineCommand) => Pending;
  /** Leaves a refused command. That a person did, and why, is a command of its own, which is written at once with it. */
  readonly putAside: (entry: StoredEntry, telling: OfflineCommand) => Pending;
  /** Takes entries that were handed over from another device. */
  readonly take: (entries: readonly StoredEntry[]) => Promise<void>;
};

/** So many commands that were carried out stay, so that they can be sent again to a server that was put back to an earlier state. */
const mostKept = 5_000;

/** @throws Error where the device's storage cannot be read */
export async function openOutbox(device: string, ports: OutboxPorts): Promise<Outbox> {
  const cell = await openEntryCell(ports.storage);
  const prepare = (command: OfflineCommand): PreparedCommand => ({
    ...command,
    commandId: ports.newId(),
    occurredAt: command.occurredAt ?? new Date(ports.now()).toISOString(),
    zone: ports.zone(),
  });
  const enqueue = queueing(device, cell, ports);
  return {
    standing: cell.standing,
    onChange: cell.onChange,
    prepare,
    queue: (command) => enqueue(isPrepared(command) ? command : prepare(command)),
    deliver: delivering(device, cell, ports),
    reload: cell.reload,
    contentOf: async ({ sealed }) => {
      const content = await ports.keys.open(sealed, sealed.header);
      return content === undefined ? undefined : (JSON.parse(content) as QueuedCommand);
    },
    problemOf: (entry) => problemOfEntry(ports, entry),
    sendAnew: (entry, command) => {
      const prepared = prepare({ ...command, resolves: idOf(entry) });
      return enqueue(prepared, resolved(cell, entry, { how: "sent-anew", commandId: prepared.commandId }));
    },
    putAside: (entry, telling) => enqueue(prepare(telling), resolved(cell, entry, { how: "put-aside" })),
    take: async (taken) => {
      const known = new Set(cell.all().map(idOf));
      const fresh = taken.filter((entry) => !known.has(idOf(entry)));
      if (fresh.length > 0) await cell.replace(...fresh);
    },
  };
}

type Enqueue = (prepared: PreparedCommand, ...alongside: readonly StoredEntry[]) => Pending;

/** One after the other, in the order in which they were given, each with the next number of the device. */
function queueing(device: string, cell: EntryCell, ports: OutboxPorts): Enqueue {
  let writing: Promise<unknown> = Promise.resolve();
  return (prepared, ...alongside) => {
    const { unsaved } = cell.standing();
    cell.set({ unsaved: [...unsaved, prepared] });
    const user = ports.author();
    const saved = writing.then(() =>
      ports.storage.exclusively(async () => {
        if (user === undefined) throw new Error("Cannot queue a command: nobody is known whose it would be.");
        if (cell.all().some((entry) => idOf(entry) === prepared.commandId)) return;
        const sequence = 1 + (await ports.storage.lastSequence(device));
        await cell.replace(await entryOf({ ...prepared, device, sequence, user }, ports), ...alongside);
      }),
    );
    writing = saved.catch(() => {});
    saved.catch(() => cell.set({ unsaved: cell.standing().unsaved.filter((one) => one !== prepared) }));
    return { commandId: prepared.commandId, saved };
  };
}

async function entryOf(command: QueuedCommand, { keys, offset }: OutboxPorts): Promise<StoredEntry> {
  const { commandId, study, user, device, sequence, chain, resolves } = command;
  const clock = offset();
  const content = canonicalJson({ ...command, ...(clock ? { clock } : {}) });
  return {
    sealed: await keys.seal({ commandId, study, user, device, sequence }, content),
    state: "saved",
    faults: 0,
    ...(chain === undefined ? {} : { chain: contentHash({ device, chain }) }),
    ...(resolves === undefined ? {} : { resolves }),
  };
}

function delivering(device: string, cell: EntryCell, ports: OutboxPorts): () => Promise<Halt | undefined> {
  let underway: Promise<Halt | undefined> | undefined;
  let isAskedAgain = false;
  const run = async (): Promise<Halt | undefined> => {
    cell.set({ isSending: true });
    try {
      let halt: Halt | undefined;
      do {
        isAskedAgain = false;
        halt = await deliverAll(cell, ports);
        await prune(device, cell);
      } while (isAskedAgain && halt === undefined);
      cell.set({ halt });
      return halt;
    } finally {
      underway = undefined;
      cell.set({ isSending: false });
    }
  };
  return () => {
    isAskedAgain = true;
    underway ??= run();
    return underway;
  };
}

async function prune(device: string, cell: EntryCell): Promise<void> {
  const done = cell
    .all()
    .filter(({ state, sealed }) => state === "acknowledged" && sealed.header.device === device);
  const old = done.slice(0, Math.max(0, done.length - mostKept));
  if (old.length > 0) await cell.remove(...old);
}

/** @throws Error where there is nothing to resolve */
function resolved(cell: EntryCell, entry: StoredEntry, resolution: Resolution): StoredEntry {
  const present = cell.all().find((one) => idOf(one) === idOf(entry)) ?? entry;
  if (!isUnresolved(present) && !isStuck(present))
    throw new Error("Cannot resolve what was not refused, or was resolved already.");
  return { ...present, resolution };
}

/** The server failed on it again and again: a person may leave it, as if it had been refused. */
export function isStuck(entry: StoredEntry): boolean {
  return isWaiting(entry) && entry.faults >= 5;
}

function isPrepared(command: OfflineCommand | PreparedCommand): command is PreparedCommand {
  return "commandId" in command;
}
