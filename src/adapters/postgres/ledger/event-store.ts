import type { Pool, PoolClient, QueryConfig } from "pg";
import type { CommandId, Sha256, UserId } from "#kernel";
import { noHash, readEvent, type StoredEvent, type StreamId } from "#ledger";
import type {
  Append,
  AppendOutcome,
  EarlierCommand,
  EventStore,
  ProjectionRow,
  Scope,
  StreamAppend,
  StreamRead,
  VaultEntry,
} from "#usecases";

export type ReadRow = {
  readonly stream: StreamId;
  readonly version: number;
  readonly head: Sha256;
  readonly canonical: string | null;
  readonly hash: Sha256 | null;
};
type CommandRow = { readonly asked_by: UserId; readonly hash: Sha256 } & (
  | { readonly became: "events"; readonly stream: StreamId; readonly version: number }
  | { readonly became: "refused"; readonly answer: unknown }
);

const streamMoved = "VG409";
const uniqueViolation = "23505";

/** The event store over a pool of the application's role. */
export function postgresEventStore(pool: Pool): EventStore {
  return {
    read: (scope, streams) => readStreams(pool, scope, streams),
    append: (append) =>
      append.vault ? appendWithVault(pool, append, append.vault) : appendWith(pool, append),
    refuse: (scope, { id, user, hash }, answer, { type, subjectId }) =>
      withScope(pool, scope, async (client) => {
        await client.query({
          name: "refuse",
          text: `INSERT INTO ledger.refused_command (study_id, command_id, user_id, command_hash, answer, command_type, subject_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
          values: [scope.study, id, user, hash, JSON.stringify(answer), type, subjectId],
        });
      }),
    findCommand: (scope, id) => findCommand(pool, scope, id),
  };
}

/** Runs the queries in one transaction that sees the scope and nothing else. */
export async function withScope<Value>(
  pool: Pool,
  scope: Scope,
  use: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query({
      name: "set-scope",
      text: "SELECT set_config('vigil.study', $1, true), set_config('vigil.sites', $2, true)",
      values: [scope.study, renderSites(scope)],
    });
    const value = await use(client);
    await client.query("COMMIT");
    return value;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

function renderSites({ sites }: Scope): string {
  return sites === "all" ? "*" : sites.join(",");
}

/**
 * The append within a transaction that is already open, which a conflict then ends.
 * @throws Error where a stream has moved
 */
export async function appendWithin(client: PoolClient, append: Append): Promise<void> {
  const outcome = await appendWith(client, append);
  if (outcome.outcome !== "appended")
    throw new Error("Cannot append: somebody else changed the same just now. Try again.");
}

const appendText = "SELECT ledger.append($1, $2, $3, $4, $5, $6, $7, $8)";

const appendEventText =
  "SELECT ledger.append_event($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

/** The append as a statement of its own. */
async function appendWith(connection: Pool | PoolClient, append: Append): Promise<AppendOutcome> {
  try {
    await connection.query(appendStatement(append));
    return { outcome: "appended" };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome) return outcome;
    throw error;
  }
}

/** Most commands write one event: it goes a shorter way. */
export function appendStatement(append: Append): QueryConfig {
  const [written, ...others] = append.streams.filter(({ events }) => events.length > 0);
  const [event, ...more] = written?.events ?? [];
  return written && event && others.length === 0 && more.length === 0
    ? { name: "append-event", text: appendEventText, values: renderOne(append, written, event) }
    : { name: "append", text: appendText, values: renderAppend(append) };
}

/** The identity and the events that tell of it are written together or not at all. */
async function appendWithVault(pool: Pool, append: Append, entry: VaultEntry): Promise<AppendOutcome> {
  try {
    return await withScope(pool, append.scope, async (client) => {
      await client.query(appendStatement(append));
      await client.query(
        "INSERT INTO vault.identity (study_id, participant_id, version, sealed) VALUES ($1, $2, $3, $4)",
        [append.scope.study, entry.participant, entry.version, entry.sealed],
      );
      return { outcome: "appended" };
    });
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome) return outcome;
    throw error;
  }
}

export function outcomeOf(error: unknown): AppendOutcome | undefined {
  const { code, detail, constraint } = error as { code?: string; detail?: string; constraint?: string };
  if (code === uniqueViolation && constraint === "event_by_command") return { outcome: "done-before" };
  if (code !== streamMoved || detail === undefined) return undefined;
  const moved = JSON.parse(detail) as { conflict: StreamId; version: number };
  return { outcome: "conflict", stream: moved.conflict, version: moved.version };
}

function renderAppend({ scope, streams, command, rows, outbox }: Append): unknown[] {
  return [
    scope.study,
    renderSites(scope),
    [...streams].sort(byStream).flatMap(renderHead),
    streams.flatMap(({ events }) =>
      events.flatMap(({ event, hash, canonical }) => [event.stream, event.version, hash, canonical]),
    ),
    command?.id ?? null,
    command?.hash ?? null,
    rows && rows.length > 0 ? renderRows(rows) : null,
    outbox && outbox.length > 0 ? JSON.stringify(outbox) : null,
  ];
}

function renderOne(
  { scope, streams, command, rows, outbox }: Append,
  { stream, expected, sites }: StreamAppend,
  { event, hash, canonical }: StoredEvent,
): unknown[] {
  const reads = streams.filter((one) => one.events.length === 0).sort(byStream);
  return [
    scope.study,
    renderSites(scope),
    stream,
    expected,
    event.previousHash,
    hash,
    canonical,
    sites?.join(",") ?? null,
    command?.id ?? null,
    command?.hash ?? null,
    reads.length > 0 ? reads.map((read) => read.stream) : null,
    reads.length > 0 ? reads.map((read) => read.expected) : null,
    reads.filter((read) => read.stream < stream).length,
    rows && rows.length > 0 ? renderRows(rows) : null,
    outbox && outbox.length > 0 ? JSON.stringify(outbox) : null,
  ];
}

/** Heads are locked in the order of their ids, so that no two appends wait for each other. */
function byStream(a: StreamAppend, b: StreamAppend): number {
  return a.stream < b.stream ? -1 : 1;
}

function renderHead({ stream, expected, events, sites }: StreamAppend): readonly unknown[] {
  const [previous, newest] = [events[0]?.event.previousHash ?? noHash, events.at(-1)?.hash ?? noHash];
  return [stream, expected, previous, newest, events.length, sites?.join(",") ?? null];
}

/** Rows of projections as the database takes them: by table, those to put and those to remove. */
export function renderRows(rows: readonly ProjectionRow[]): string {
  const changes: Record<string, { put?: object[]; delete?: object[] }> = {};
  for (const { table, row, ...change } of rows) {
    changes[table] ??= {};
    const of = changes[table];
    const kind = change.delete ? "delete" : "put";
    of[kind] ??= [];
    of[kind].push(row);
  }
  return JSON.stringify(changes);
}

/** The read as a statement of its own, which sees the scope and nothing else. */
export async function readStreams(
  connection: Pool | PoolClient,
  scope: Scope,
  streams: readonly { readonly stream: StreamId; readonly after: number }[],
): Promise<ReadonlyMap<StreamId, StreamRead>> {
  if (streams.length === 0) return new Map();
  const { rows } = await connection.query<ReadRow>({
    name: "read",
    text: "SELECT * FROM ledger.read($1, $2, $3, $4)",
    values: [
      scope.study,
      renderSites(scope),
      streams.map(({ stream }) => stream),
      streams.map(({ after }) => after),
    ],
  });
  return readsOf(rows);
}

/** The rows of a read, stream by stream. */
export function readsOf(rows: readonly ReadRow[]): ReadonlyMap<StreamId, StreamRead> {
  const reads = new Map<StreamId, StreamRead & { events: ReturnType<typeof readEvent>[] }>();
  for (const { stream, version, head, canonical, hash } of rows) {
    const read = reads.get(stream) ?? { version, hash: head, events: [] };
    if (canonical !== null && hash !== null) read.events.push(readEvent(canonical, hash));
    reads.set(stream, read);
  }
  return reads;
}

async function findCommand(pool: Pool, scope: Scope, id: CommandId): Promise<EarlierCommand | undefined> {
  const { rows } = await pool.query<CommandRow>({
    name: "find-command",
    text: "SELECT * FROM ledger.find_command($1, $2, $3)",
    values: [scope.study, renderSites(scope), id],
  });
  const [row] = rows;
  if (!row) return undefined;
  const asked = { user: row.asked_by, hash: row.hash };
  return row.became === "events"
    ? { became: "events", ...asked, position: { stream: row.stream, version: row.version } }
    : { became: "refused", ...asked, answer: row.answer };
}
