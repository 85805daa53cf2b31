import type { Pool, QueryConfig, QueryResultRow } from "pg";
import type { Sha256, StudyId } from "#kernel";
import type { FiledEnd, FiledEvent, FiledHead, FiledRecord, StreamHead, StreamId } from "#ledger";
import type { RecordsWanted } from "#usecases";

/** Where pages are asked for. */
type Connection = {
  readonly query: <Row extends QueryResultRow>(config: QueryConfig) => Promise<{ readonly rows: Row[] }>;
};
type HeadRow = { readonly stream_id: StreamId; readonly version: number; readonly hash: Sha256 };
type EventRow = HeadRow & {
  readonly canonical: string;
  readonly command_id: string | null;
  readonly command_hash: string | null;
};
type ChangeRow = HeadRow & { readonly number: number };

const pageSize = 5_000;
const beforeAll = { stream_id: "" as StreamId, version: 0 };
const kinds = { event: 0, head: 1, end: 2 } as const;

/**
 * Streams lie in the table in the order in which they were written to. Left alone, the database would sort all of it for every page;
 * along its index it reads a page alone.
 */
export const alongIndexes =
  "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off";

/** Each page in a transaction of its own, so that a copy that somebody fetches slowly holds nothing up. */
export function pagesFrom(pool: Pool): Connection {
  return {
    query: async <Row extends QueryResultRow>(config: QueryConfig) => {
      const client = await pool.connect();
      try {
        await client.query(`BEGIN; ${alongIndexes}`);
        const { rows } = await client.query<Row>(config);
        await client.query("COMMIT");
        return { rows };
      } catch (error) {
        await client.query("ROLLBACK").catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
  };
}

/** Events, heads and ends merged into one order, page by page, so that a large ledger never lies in memory whole. */
export async function* filedRecords(
  connection: Connection,
  study: StudyId,
  wanted: RecordsWanted,
): AsyncIterable<readonly FiledRecord[]> {
  const heads = aheadOf(filedHeads(connection, study, wanted));
  const ends = aheadOf(wanted.asFiled ? filedEnds(connection, study, wanted) : []);
  for await (const events of filedEvents(connection, study, wanted)) {
    const merged: FiledRecord[] = [];
    for (const event of events) {
      await takeBefore(event, heads, ends, merged);
      merged.push(event);
    }
    yield merged;
  }
  const rest: FiledRecord[] = [];
  await takeBefore(undefined, heads, ends, rest);
  yield rest;
}

/** Events in pages; while one is worked on, the next is read. */
export async function* filedEvents(
  connection: Connection,
  study: StudyId,
  { streams, asFiled }: RecordsWanted,
): AsyncIterable<readonly FiledEvent[]> {
  const pageAfter = (
    last: Pick<HeadRow, "stream_id" | "version">,
  ): Promise<{ readonly rows: EventRow[] }> => {
    const page = connection.query<EventRow>({
      name: "read-events",
      text: `SELECT stream_id, version, hash, canonical, command_id, command_hash FROM (
          SELECT study_id, stream_id, version, hash, canonical, command_id, command_hash FROM ledger.event
          UNION ALL SELECT study_id, stream_id, version, hash, canonical, NULL::text COLLATE "C", NULL::text FROM sealed.event) e
        WHERE study_id = $1 AND (stream_id, version) > ($2, $3) AND ($4::text[] IS NULL OR stream_id = ANY ($4))
        ORDER BY stream_id, version LIMIT ${pageSize}`,
      values: [study, last.stream_id, last.version, streams ?? null],
    });
    // Whoever stops early never asks for it.
    page.catch(() => {});
    return page;
  };
  let reading: Promise<{ readonly rows: EventRow[] }> | undefined = pageAfter(beforeAll);
  while (reading) {
    const { rows }: { readonly rows: EventRow[] } = await reading;
    const last: EventRow | undefined = rows.at(-1);
    reading = last && rows.length === pageSize ? pageAfter(last) : undefined;
    yield rows.map((row) => eventOf(row, asFiled === true));
  }
}

function eventOf(row: EventRow, asFiled: boolean): FiledEvent {
  const event = { kind: "event", ...headOf(row), canonical: row.canonical } as const;
  if (!asFiled) return event;
  return {
    ...event,
    command: row.command_id === null ? null : { id: row.command_id, hash: row.command_hash },
  };
}

async function* filedHeads(
  connection: Connection,
  study: StudyId,
  { streams, upToCheckpoint }: RecordsWanted,
): AsyncIterable<FiledHead> {
  let [stream, version, number]: [string, number, number] = ["", 0, 0];
  for (;;) {
    const { rows } = await connection.query<ChangeRow>({
      name: "read-heads",
      text: `SELECT stream_id, version, hash, number FROM ledger.checkpoint_change
        WHERE study_id = $1 AND (stream_id, version, number) > ($2, $3, $4) AND ($5::text[] IS NULL OR stream_id = ANY ($5))
          AND ($6::integer IS NULL OR number <= $6)
        ORDER BY stream_id, version, number LIMIT ${pageSize}`,
      values: [study, stream, version, number, streams ?? null, upToCheckpoint ?? null],
    });
    for (const row of rows) yield { kind: "head", ...headOf(row), checkpoint: row.number };
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    [stream, version, number] = [last.stream_id, last.version, last.number];
  }
}

async function* filedEnds(
  connection: Connection,
  study: StudyId,
  { streams }: RecordsWanted,
): AsyncIterable<FiledEnd> {
  let stream = "";
  for (;;) {
    const { rows } = await connection.query<HeadRow>({
      name: "read-ends",
      text: `SELECT stream_id, version, hash FROM (SELECT study_id, stream_id, version, hash FROM ledger.stream
          UNION ALL SELECT study_id, stream_id, version, hash FROM sealed.stream) s
        WHERE study_id = $1 AND stream_id > $2 AND ($3::text[] IS NULL OR stream_id = ANY ($3))
        ORDER BY stream_id LIMIT ${pageSize}`,
      values: [study, stream, streams ?? null],
    });
    for (const row of rows) yield { kind: "end", ...headOf(row) };
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    stream = last.stream_id;
  }
}

export function headOf({ stream_id, version, hash }: HeadRow): StreamHead {
  return { stream: stream_id, version, hash };
}

/** A source of which the next one can be looked at before it is taken. */
type Ahead<Value> = { next: Value | undefined; readonly take: () => Promise<void>; isBegun: boolean };

function aheadOf<Value>(source: AsyncIterable<Value> | Iterable<Value>): Ahead<Value> {
  const iterator = (async function* () {
    yield* source;
  })();
  const ahead: Ahead<Value> = {
    next: undefined,
    isBegun: false,
    take: async () => {
      ahead.isBegun = true;
      const { value, done } = await iterator.next();
      ahead.next = done ? undefined : value;
    },
  };
  return ahead;
}

/** Moves all heads and ends that stand before the event, or all that are left, to the records. */
async function takeBefore(
  event: FiledEvent | undefined,
  heads: Ahead<FiledHead>,
  ends: Ahead<FiledEnd>,
  records: FiledRecord[],
): Promise<void> {
  if (!heads.isBegun) await heads.take();
  if (!ends.isBegun) await ends.take();
  for (;;) {
    const { next: head } = heads;
    const { next: end } = ends;
    const isHeadFirst = head !== undefined && (end === undefined || standsBefore(head, end));
    const first = isHeadFirst ? head : end;
    if (first === undefined || (event && !standsBefore(first, event))) return;
    records.push(first);
    await (isHeadFirst ? heads.take() : ends.take());
  }
}

function standsBefore(a: FiledRecord, b: FiledRecord): boolean {
  if (a.stream !== b.stream) return a.stream < b.stream;
  // Where the database holds a stream to end stands after all that is of the stream, wherever it says that is.
  if (a.kind === "end" || b.kind === "end") return b.kind === "end";
  return a.version !== b.version ? a.version < b.version : kinds[a.kind] < kinds[b.kind];
}
