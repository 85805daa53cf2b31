import type { Pool, PoolClient } from "pg";
import type { CommandId, Sha256, UserId } from "#kernel";
import { noHash, readEvent, type StreamId } from "#ledger";
import type {
  Append,
  AppendOutcome,
  EarlierCommand,
  EventStore,
  Scope,
  StreamRead,
  VaultEntry,
} from "#usecases";

type ReadRow = {
  readonly stream: StreamId;
  readonly version: number;
  readonly head: Sha256;
  readonly canonical: string | null;
  readonly hash: Sha256 | null;
};
type CommandRow = {
  readonly stream_id: StreamId;
  readonly version: number;
  readonly canonical: string;
  readonly command_hash: Sha256;
};
type RefusedRow = { readonly answer: unknown; readonly hash: Sha256; readonly user: UserId };

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
    findCommand: (scope, id) => withScope(pool, scope, (client) => findCommand(client, scope, id)),
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

export function renderSites({ sites }: Scope): string {
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

/** The append as a statement of its own. */
async function appendWith(connection: Pool | PoolClient, append: Append): Promise<AppendOutcome> {
  try {
    await connection.query({
      name: "append",
      text: "SELECT ledger.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
      values: renderAppend(append),
    });
    return { outcome: "appended" };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome) return outcome;
    throw error;
  }
}

/** The identity and the events that tell of it are written together or not at all. */
async function appendWithVault(pool: Pool, append: Append, entry: VaultEntry): Promise<AppendOutcome> {
  try {
    return await withScope(pool, append.scope, async (client) => {
      await client.query(
        "SELECT ledger.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        renderAppend(append),
      );
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

function outcomeOf(error: unknown): AppendOutcome | undefined {
  const { code, detail, constraint } = error as { code?: string; detail?: string; constraint?: string };
  if (code === uniqueViolation && constraint === "event_by_command") return { outcome: "done-before" };
  if (code !== streamMoved || detail === undefined) return undefined;
  const moved = JSON.parse(detail) as { conflict: StreamId; version: number };
  return { outcome: "conflict", stream: moved.conflict, version: moved.version };
}

function renderAppend({ scope, streams, command, rows, outbox }: Append): unknown[] {
  // Heads are locked in the order of their ids, so that no two appends wait for each other.
  const ordered = [...streams].sort((a, b) => (a.stream < b.stream ? -1 : 1));
  const events = streams.flatMap((stream) => stream.events);
  return [
    scope.study,
    renderSites(scope),
    ordered.map(({ stream }) => stream),
    ordered.map(({ expected }) => expected),
    ordered.map((stream) => stream.events[0]?.event.previousHash ?? noHash),
    ordered.map((stream) => stream.events.at(-1)?.hash ?? noHash),
    ordered.map((stream) => stream.events.length),
    ordered.map(({ sites }) => sites?.join(",") ?? null),
    events.map(({ event }) => event.stream),
    events.map(({ event }) => event.version),
    events.map(({ hash }) => hash),
    events.map(({ canonical }) => canonical),
    command?.id ?? null,
    command?.hash ?? null,
    rows && rows.length > 0 ? JSON.stringify(rows) : null,
    outbox && outbox.length > 0 ? JSON.stringify(outbox) : null,
  ];
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
  const reads = new Map<StreamId, StreamRead & { events: ReturnType<typeof readEvent>[] }>();
  for (const { stream, version, head, canonical, hash } of rows) {
    const read = reads.get(stream) ?? { version, hash: head, events: [] };
    if (canonical !== null && hash !== null) read.events.push(readEvent(canonical, hash));
    reads.set(stream, read);
  }
  return reads;
}

async function findCommand(
  client: PoolClient,
  { study }: Scope,
  id: CommandId,
): Promise<EarlierCommand | undefined> {
  const { rows } = await client.query<CommandRow>({
    name: "find-command",
    text: `SELECT e.stream_id, e.canonical, e.command_hash,
        (SELECT max(b.version) FROM ledger.event_body b WHERE b.study_id = e.study_id AND b.stream_id = e.stream_id
          AND b.version >= e.version AND b.body ->> 'commandId' = $2) AS version
      FROM ledger.event e WHERE e.study_id = $1 AND e.command_id = $2`,
    values: [study, id],
  });
  const first = rows[0];
  if (first) {
    const { event } = readEvent(first.canonical, noHash);
    const position = { stream: first.stream_id, version: first.version };
    return { became: "events", user: event.actor.user, hash: first.command_hash, position };
  }
  const refused = await client.query<RefusedRow>({
    name: "find-refused",
    text: `SELECT answer, command_hash AS hash, user_id AS "user" FROM ledger.refused_command
      WHERE study_id = $1 AND command_id = $2`,
    values: [study, id],
  });
  const row = refused.rows[0];
  return row && { became: "refused", user: row.user, hash: row.hash, answer: row.answer };
}
