import type { Pool, PoolClient } from "pg";
import type { Sha256, StudyId } from "#kernel";
import type { Checkpoint, FiledCheckpoint, FiledEvent, StreamHead, StreamId } from "#ledger";
import type { LedgerArchive } from "#usecases";

type HeadRow = { readonly stream_id: StreamId; readonly version: number; readonly hash: Sha256 };
type CheckpointRow = { readonly number: number; readonly checkpoint: Checkpoint; readonly signature: string };
type ChangeRow = HeadRow & { readonly number: number };
type EventRow = HeadRow & { readonly canonical: string };

const batch = 5_000;
const uniqueViolation = "23505";

/** The whole ledger over a pool of the maintenance role. */
export function postgresLedgerArchive(pool: Pool): LedgerArchive {
  return {
    studies: async () =>
      (await pool.query<{ study_id: StudyId }>("SELECT DISTINCT study_id FROM ledger.stream")).rows.map(
        (row) => row.study_id,
      ),
    heads: (study) => atOneMoment(pool, (client) => readHeads(client, study)),
    fileCheckpoint: (filed) => fileCheckpoint(pool, filed),
    checkpoints: (study) => atOneMoment(pool, (client) => readCheckpoints(client, study)),
    events: (study, streams) => readEvents(pool, study, streams),
    streamsOfSite: async (study, site) => {
      const { rows } = await pool.query<HeadRow>(
        `SELECT stream_id FROM ledger.stream WHERE study_id = $1 AND (sites = '{}' OR $2 = ANY (sites)) ORDER BY stream_id`,
        [study, site],
      );
      return rows.map(({ stream_id }) => stream_id);
    },
    headsAstray: async (study) => {
      const { rows } = await pool.query<HeadRow>(
        `SELECT coalesce(s.stream_id, e.stream_id) AS stream_id
          FROM (SELECT stream_id, version, hash FROM ledger.stream WHERE study_id = $1) s
          FULL JOIN (SELECT DISTINCT ON (stream_id) stream_id, version, hash FROM ledger.event
            WHERE study_id = $1 ORDER BY stream_id, version DESC) e USING (stream_id)
          WHERE (s.version, s.hash) IS DISTINCT FROM (e.version, e.hash)`,
        [study],
      );
      return rows.map(({ stream_id }) => stream_id);
    },
  };
}

/** All queries see the ledger as it stood at one moment, whoever writes meanwhile. */
async function atOneMoment<Value>(pool: Pool, use: (client: PoolClient) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
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

async function readHeads(client: PoolClient, study: StudyId): ReturnType<LedgerArchive["heads"]> {
  const last = await client.query<CheckpointRow>(
    "SELECT number, checkpoint, signature FROM ledger.checkpoint WHERE study_id = $1 ORDER BY number DESC LIMIT 1",
    [study],
  );
  const heads = await client.query<HeadRow & { readonly known: number | null }>(
    `SELECT s.stream_id, s.version, s.hash, c.version AS known FROM ledger.stream s
      LEFT JOIN (SELECT stream_id, max(version) AS version FROM ledger.checkpoint_change
        WHERE study_id = $1 GROUP BY stream_id) c USING (stream_id)
      WHERE s.study_id = $1`,
    [study],
  );
  const row = last.rows[0];
  return {
    last: row && { checkpoint: row.checkpoint, signature: row.signature },
    heads: heads.rows.map(headOf),
    changes: heads.rows.filter(({ version, known }) => version !== known).map(headOf),
  };
}

async function fileCheckpoint(
  pool: Pool,
  { checkpoint, signature, changes }: FiledCheckpoint,
): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      "INSERT INTO ledger.checkpoint (study_id, number, checkpoint, signature) VALUES ($1, $2, $3, $4)",
      [checkpoint.study, checkpoint.number, JSON.stringify(checkpoint), signature],
    );
    await client.query(
      `INSERT INTO ledger.checkpoint_change (study_id, number, stream_id, version, hash)
        SELECT $1, $2, * FROM unnest($3::text[], $4::integer[], $5::text[])`,
      [
        checkpoint.study,
        checkpoint.number,
        changes.map(({ stream }) => stream),
        changes.map(({ version }) => version),
        changes.map(({ hash }) => hash),
      ],
    );
    await client.query("COMMIT");
    return true;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    if ((error as { code?: string }).code === uniqueViolation) return false;
    throw error;
  } finally {
    client.release();
  }
}

async function readCheckpoints(client: PoolClient, study: StudyId): Promise<readonly FiledCheckpoint[]> {
  const checkpoints = await client.query<CheckpointRow>(
    "SELECT number, checkpoint, signature FROM ledger.checkpoint WHERE study_id = $1 ORDER BY number",
    [study],
  );
  const changes = await client.query<ChangeRow>(
    "SELECT number, stream_id, version, hash FROM ledger.checkpoint_change WHERE study_id = $1",
    [study],
  );
  const byNumber = new Map<number, StreamHead[]>(checkpoints.rows.map(({ number }) => [number, []]));
  for (const row of changes.rows) byNumber.get(row.number)?.push(headOf(row));
  return checkpoints.rows.map(({ number, checkpoint, signature }) => ({
    checkpoint,
    signature,
    changes: byNumber.get(number) ?? [],
  }));
}

/** In batches, so that a large ledger never lies in memory whole. */
async function* readEvents(
  pool: Pool,
  study: StudyId,
  streams: readonly StreamId[] | undefined,
): AsyncIterable<FiledEvent> {
  let [stream, version]: [string, number] = ["", 0];
  for (;;) {
    const { rows } = await pool.query<EventRow>({
      name: "read-events",
      text: `SELECT stream_id, version, hash, canonical FROM ledger.event
        WHERE study_id = $1 AND (stream_id, version) > ($2, $3) AND ($4::text[] IS NULL OR stream_id = ANY ($4))
        ORDER BY stream_id, version LIMIT ${batch}`,
      values: [study, stream, version, streams ?? null],
    });
    for (const row of rows) yield { ...headOf(row), canonical: row.canonical };
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    [stream, version] = [last.stream_id, last.version];
  }
}

function headOf({ stream_id, version, hash }: HeadRow): StreamHead {
  return { stream: stream_id, version, hash };
}
