import type { Sha256 } from "#kernel";
import { noHash, type StoredEvent, type StreamId } from "#ledger";
import { type AnyRecorded, recordedEvent } from "#trial";
import type { EventStore, Scope, StreamRead } from "../ports/event-store.ts";
import type { KeyRing } from "../ports/key-ring.ts";
import { sealersOf } from "./sealers.ts";
import { openSealed } from "./sealing.ts";

/** A stream folded into its state. `version` 0: it has no events, or the scope does not reach it. */
export type Loaded<State> = { readonly state: State; readonly version: number; readonly hash: Sha256 };

/** How the events of a kind of stream are folded. */
export type Folding<State> = {
  readonly initial: State;
  readonly evolve: (state: State, event: AnyRecorded) => State;
};

/** A stream to load, and under whose key its free text lies. */
export type StreamToLoad<State> = {
  readonly stream: StreamId;
  readonly folding: Folding<State>;
  readonly keyOwner?: string;
};

/**
 * Loads streams as states, and keeps what it has folded, so that only what is new is read. It asks the database each time whether
 * the scope still reaches the stream.
 */
export type StateReader = {
  readonly load: <States extends readonly unknown[]>(
    scope: Scope,
    ...streams: { readonly [Index in keyof States]: StreamToLoad<States[Index]> }
  ) => Promise<{ readonly [Index in keyof States]: Loaded<States[Index]> }>;
  /** Takes a stream as it stands after an append that was just written: what its writer has folded need not be read back. */
  readonly learn: (scope: Scope, stream: StreamId, loaded: Loaded<unknown>) => void;
  /** The events of one stream, opened, oldest first. */
  readonly events: (scope: Scope, stream: StreamId, keyOwner?: string) => Promise<readonly AnyRecorded[]>;
};

const mostKept = 5_000;

type Reading = Pick<EventStore, "read">;

export function stateReader(store: Reading, keys: KeyRing): StateReader {
  return keepingStates(store, keys, "moving");
}

/** Over streams that do not move meanwhile: what is known already is not asked for again. */
export function frozenStates(store: Reading, keys: KeyRing): StateReader {
  return keepingStates(store, keys, "frozen");
}

function keepingStates(store: Reading, keys: KeyRing, streamsAre: "moving" | "frozen"): StateReader {
  const kept = new Map<string, Loaded<unknown>>();
  const keep = (key: string, loaded: Loaded<unknown>): void => {
    kept.delete(key);
    kept.set(key, loaded);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string);
  };

  const loadOne = async (
    scope: Scope,
    { stream, folding, keyOwner }: StreamToLoad<unknown>,
    known: Loaded<unknown> | undefined,
    read: StreamRead | undefined,
  ): Promise<Loaded<unknown>> => {
    const before = known ?? nothing(folding);
    // Not reached by this scope, or not there; where streams are frozen, not asked for again.
    if (!read) return streamsAre === "frozen" ? before : nothing(folding);
    checkChain(stream, before, read);
    if (read.events.length === 0) return before;
    const events = await openAll(keys, scope, read.events, keyOwner);
    const state = events.reduce<unknown>(folding.evolve, before.state);
    const after = { state, version: read.version, hash: read.hash };
    keep(`${scope.study} ${stream}`, after);
    return after;
  };

  return {
    load: async (scope, ...streams) => {
      const known = streams.map(({ stream }) => kept.get(`${scope.study} ${stream}`));
      // A stream may be named twice, as that of the study and as that of the subject.
      const asked = new Map(streams.map(({ stream }, index) => [stream, known[index]?.version ?? 0]));
      if (streamsAre === "frozen") for (const [stream, after] of asked) if (after > 0) asked.delete(stream);
      const reads = await store.read(
        scope,
        [...asked].map(([stream, after]) => ({ stream, after })),
      );
      const loaded = streams.map((toLoad, index) =>
        loadOne(scope, toLoad as StreamToLoad<unknown>, known[index], reads.get(toLoad.stream)),
      );
      return (await Promise.all(loaded)) as never;
    },
    learn: ({ study }, stream, loaded) => {
      const key = `${study} ${stream}`;
      if (loaded.version > (kept.get(key)?.version ?? 0)) keep(key, loaded);
    },
    events: async (scope, stream, keyOwner) => {
      const reads = await store.read(scope, [{ stream, after: 0 }]);
      return openAll(keys, scope, reads.get(stream)?.events ?? [], keyOwner);
    },
  };
}

function nothing({ initial }: Folding<unknown>): Loaded<unknown> {
  return { state: initial, version: 0, hash: noHash };
}

/**
 * What was read must go on from what was known.
 * @throws Error where it does not: nothing is decided on a history that was rewritten.
 */
function checkChain(stream: StreamId, { version, hash }: Loaded<unknown>, read: StreamRead): void {
  let last = hash;
  for (const { event, hash: next } of read.events) {
    if (event.previousHash !== last) throw new Error(rewritten(stream));
    last = next;
  }
  if (read.version !== version + read.events.length || read.hash !== last) throw new Error(rewritten(stream));
}

function rewritten(stream: StreamId): string {
  return `Cannot read ${stream}: its history is not the one that it was. Run \`vigil verify\`.`;
}

async function openAll(
  keys: KeyRing,
  { study }: Scope,
  events: readonly StoredEvent[],
  keyOwner: string | undefined,
): Promise<readonly AnyRecorded[]> {
  if (events.length === 0) return [];
  if (keyOwner === undefined) return events.map(recordedEvent);
  const sealers = await sealersOf(keys, study, keyOwner);
  return events.map(({ event, hash }) => recordedEvent({ event: openSealed(event, sealers), hash }));
}
