import type { Sha256 } from "#kernel";
import { noHash, type StoredEvent, type StreamId } from "#ledger";
import { type AnyRecorded, catalogue, upcastData } from "#trial";
import type { EventStore, Scope } from "../ports/event-store.ts";
import type { KeyRing } from "../ports/key-ring.ts";
import { openFreeText } from "./sealing.ts";

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
  /** The events of one stream, opened, oldest first. */
  readonly events: (scope: Scope, stream: StreamId, keyOwner?: string) => Promise<readonly AnyRecorded[]>;
};

const mostKept = 5_000;

export function stateReader(store: EventStore, keys: KeyRing): StateReader {
  const kept = new Map<string, Loaded<unknown>>();
  const keep = (key: string, loaded: Loaded<unknown>): void => {
    kept.delete(key);
    kept.set(key, loaded);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string);
  };

  return {
    load: async (scope, ...streams) => {
      const known = streams.map(({ stream }) => kept.get(`${scope.study} ${stream}`));
      const reads = await store.read(
        scope,
        streams.map(({ stream }, index) => ({ stream, after: known[index]?.version ?? 0 })),
      );
      const loaded = await Promise.all(
        streams.map(async ({ stream, folding, keyOwner }, index) => {
          const nothing: Loaded<unknown> = { state: folding.initial, version: 0, hash: noHash };
          const read = reads.get(stream);
          if (!read) return nothing;
          const before = known[index] ?? nothing;
          if (read.events.length === 0) return before;
          const events = await openAll(keys, scope, read.events, keyOwner);
          const state = events.reduce<unknown>(
            folding.evolve as (state: unknown, event: AnyRecorded) => unknown,
            before.state,
          );
          const after = { state, version: read.version, hash: read.hash };
          keep(`${scope.study} ${stream}`, after);
          return after;
        }),
      );
      return loaded as never;
    },
    events: async (scope, stream, keyOwner) => {
      const reads = await store.read(scope, [{ stream, after: 0 }]);
      return openAll(keys, scope, reads.get(stream)?.events ?? [], keyOwner);
    },
  };
}

async function openAll(
  keys: KeyRing,
  { study }: Scope,
  events: readonly StoredEvent[],
  keyOwner: string | undefined,
): Promise<readonly AnyRecorded[]> {
  const sealer = keyOwner === undefined ? undefined : await keys.sealerOf(study, keyOwner);
  return events.map((stored) => {
    const recorded = recordedEvent(stored);
    return sealer ? openFreeText(recorded, sealer) : recorded;
  });
}

/** An event as rules read it, its data in the newest version of its shape. */
function recordedEvent({ event, hash }: StoredEvent): AnyRecorded {
  const {
    stream,
    version,
    occurredAt,
    recordedAt,
    zone,
    actor,
    source,
    reason,
    signatureMeaning,
    commandId,
  } = event;
  const meta = { stream, version, occurredAt, recordedAt, zone, actor, source, commandId, hash };
  return {
    type: event.type,
    data: upcastData(catalogue, event),
    meta: {
      ...meta,
      ...(reason ? { reason: reason as { freeText: string } } : {}),
      ...(signatureMeaning ? { signatureMeaning } : {}),
    },
  };
}
