import { readEvent, type StoredEvent } from "#ledger";
import type { Append, EventStore, Scope, StreamAppend, StreamRead } from "#usecases";

type Written = {
  readonly events: readonly StoredEvent[];
  /** The sites that may see the stream; none: the whole study. */
  readonly sites: StreamAppend["sites"];
};

/** What was written, by study and stream; shared by all stores through which somebody writes. */
export type Streams = Map<string, Written>;

/**
 * The store of somebody who writes alone. What they have appended they need not read from the database again; that nobody else has
 * written meanwhile is proved by each append, which names the heads that it rests on.
 */
export function soleWriter(store: EventStore, streams: Streams = new Map()): EventStore {
  return {
    ...store,
    append: async (append) => {
      const outcome = await store.append(append);
      if (outcome.outcome === "appended") remember(streams, append);
      return outcome;
    },
    read: async (scope, wanted) => {
      const known = new Map(wanted.map(({ stream }) => [stream, streams.get(keyOf(scope, stream))]));
      const isKnown = [...known.values()].every((written) => written && isSeen(scope, written));
      if (!isKnown) return store.read(scope, wanted);
      return new Map(
        wanted.map(({ stream, after }) => [stream, readOf(known.get(stream) as Written, after)]),
      );
    },
  };
}

function remember(streams: Streams, { scope, streams: appended }: Append): void {
  for (const { stream, expected, events, sites } of appended) {
    const key = keyOf(scope, stream);
    const before = streams.get(key) ?? { events: [], sites: undefined };
    if (events.length === 0 || before.events.length !== expected) continue;
    streams.set(key, { events: [...before.events, ...events], sites: sites ?? before.sites });
  }
}

function isSeen({ sites }: Scope, written: Written): boolean {
  return sites === "all" || !written.sites || written.sites.some((site) => sites.includes(site));
}

function readOf({ events }: Written, after: number): StreamRead {
  const head = events.at(-1) as StoredEvent;
  return {
    version: events.length,
    hash: head.hash,
    // Read from the text that was hashed, as from the database.
    events: events.slice(after).map(({ canonical, hash }) => readEvent(canonical, hash)),
  };
}

function keyOf({ study }: Scope, stream: string): string {
  return `${study} ${stream}`;
}
