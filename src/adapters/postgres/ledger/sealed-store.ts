import type { Pool, PoolClient } from "pg";
import { noHash, type StreamId } from "#ledger";
import type { Append, AppendOutcome, EventStore, Scope, StreamAppend, StreamRead } from "#usecases";
import {
  appendStatement,
  outcomeOf,
  postgresEventStore,
  type ReadRow,
  readStreams,
  readsOf,
  withScope,
} from "./event-store.ts";

/**
 * The event store of randomization, dispensing and unblinding, over a pool of the login that alone reaches what is sealed. What is
 * sealed and what is not are written in one transaction, or neither.
 */
export function postgresSealedStore(pool: Pool): EventStore {
  return {
    ...postgresEventStore(pool),
    read: async (scope, streams) => {
      const [sealed, others] = apart(streams);
      const reads = new Map(await readStreams(pool, scope, others));
      for (const [stream, read] of await readSealed(pool, scope, sealed)) reads.set(stream, read);
      return reads;
    },
    append: (append) => appendSealed(pool, append),
  };
}

function apart<Named extends { readonly stream: StreamId }>(
  streams: readonly Named[],
): readonly [sealed: readonly Named[], others: readonly Named[]] {
  const isSealed = ({ stream }: Named): boolean => stream.startsWith("sealed:");
  return [streams.filter(isSealed), streams.filter((one) => !isSealed(one))];
}

async function readSealed(
  pool: Pool,
  { study }: Scope,
  streams: readonly { readonly stream: StreamId; readonly after: number }[],
): Promise<ReadonlyMap<StreamId, StreamRead>> {
  if (streams.length === 0) return new Map();
  const { rows } = await pool.query<ReadRow>({
    name: "read-sealed",
    text: "SELECT * FROM sealed.read($1, $2, $3)",
    values: [study, streams.map(({ stream }) => stream), streams.map(({ after }) => after)],
  });
  return readsOf(rows);
}

async function appendSealed(pool: Pool, append: Append): Promise<AppendOutcome> {
  const [sealed, others] = apart(append.streams);
  try {
    return await withScope(pool, append.scope, async (client) => {
      // The sealed stream's head first: two that randomize at once wait for each other there, and nowhere else.
      for (const stream of sealed) await appendStream(client, append.scope, stream);
      await client.query(appendStatement({ ...append, streams: others }));
      return { outcome: "appended" };
    });
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome) return outcome;
    throw error;
  }
}

async function appendStream(
  client: PoolClient,
  { study }: Scope,
  { stream, expected, events }: StreamAppend,
): Promise<void> {
  await client.query({
    name: "append-sealed",
    text: "SELECT sealed.append($1, $2, $3, $4, $5, $6)",
    values: [
      study,
      stream,
      expected,
      events[0]?.event.previousHash ?? noHash,
      events.at(-1)?.hash ?? noHash,
      events.flatMap(({ event, hash, canonical }) => [event.version, hash, canonical]),
    ],
  });
}
