import type { Pool, PoolClient } from "pg";
import type { Sha256, StudyId } from "#kernel";
import type { Checkpoint, FiledCheckpoint, SignedCheckpoint, StreamHead, StreamId } from "#ledger";
import type { LedgerArchive } from "#usecases";
import { alongIndexes, filedEvents, filedRecords, headOf, pagesFrom } from "./filed-records.ts";

type HeadRow = { readonly stream_id: StreamId; readonly version: number; readonly hash: Sha256 };
type CheckpointRow = { readonly number: number; readonly checkpoint: Checkpoint; readonly signature: string };
type KnownHeadRow = HeadRow & {
  /** As the last checkpoint that saw the stream moving saw it. */
  readonly known_version: number | null;
  readonly known_hash: Sha256 | null;
  /** Of the event at the head, where the head has moved since. */
  readonly event_hash: Sha256 | null;
};
type ChangeRow = HeadRow & { readonly number: number };

const uniqueViolation = "23505";
const checkpointsAtOnce = 500;

/** The whole ledger over a pool of the maintenance role. */
export function postgresLedgerArchive(pool: Pool): LedgerArchive {
  return {
    studies: async () => {
      const { rows } = await pool.query<{ study_id: StudyId }>("SELECT DISTINCT study_id FROM ledger.stream");
      return rows.map((row) => row.study_id);
    },
    heads: (study) => atOneMoment(pool, (client) => readHeads(client, study)),
    fileCheckpoint: (filed) => fileCheckpoint(pool, filed),
    checkpoints: (study) => readCheckpoints(pool, study),
    changes: (study, upToCheckpoint) => readChanges(pool, study, upToCheckpoint),
    records: (study, wanted) => filedRecords(pagesFrom(pool), study, wanted),
    events: async function* (study, streams) {
      for await (const page of filedEvents(pagesFrom(pool), study, streams ? { streams } : {})) yield* page;
    },
    streamsOfSite: async (study, site) => {
      const { rows } = await pool.query<HeadRow>(
        `SELECT stream_id FROM ledger.stream WHERE study_id = $1 AND (sites = '{}' OR $2 = ANY (sites)) ORDER BY stream_id`,
        [study, site],
      );
      return rows.map(({ stream_id }) => stream_id);
    },
    atOneMoment: (use) =>
      atOneMoment(pool, async (client) => {
        await client.query(alongIndexes);
        return use({
          checkpoints: (study) => readCheckpoints(client, study),
          records: (study, wanted) => filedRecords(client, study, wanted),
        });
      }),
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
  const { rows } = await client.query<KnownHeadRow>(
    `SELECT s.stream_id, s.version, s.hash, c.version AS known_version, c.hash AS known_hash,
        CASE WHEN c.version IS DISTINCT FROM s.version THEN coalesce(
          (SELECT e.hash FROM ledger.event e WHERE e.study_id = s.study_id AND e.stream_id = s.stream_id AND e.version = s.version),
          (SELECT e.hash FROM sealed.event e WHERE e.study_id = s.study_id AND e.stream_id = s.stream_id AND e.version = s.version)
        ) END AS event_hash
      FROM (SELECT study_id, stream_id, version, hash FROM ledger.stream
        UNION ALL SELECT study_id, stream_id, version, hash FROM sealed.stream) s LEFT JOIN LATERAL (SELECT version, hash FROM ledger.checkpoint_change
        WHERE study_id = s.study_id AND stream_id = s.stream_id ORDER BY version DESC, number DESC LIMIT 1) c ON true
      WHERE s.study_id = $1`,
    [study],
  );
  return {
    last: last.rows[0] && signedOf(last.rows[0]),
    heads: rows.map(headOf),
    changes: rows.filter(({ version, known_version }) => version !== known_version).map(headOf),
    astray: rows.filter(isAstray).map(({ stream_id }) => stream_id),
  };
}

/** A head goes on from the last that was signed, and its event is there. */
function isAstray({ version, hash, known_version, known_hash, event_hash }: KnownHeadRow): boolean {
  if (known_version !== null && version < known_version) return true;
  return hash !== (version === known_version ? known_hash : event_hash);
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

async function readCheckpoints(
  connection: Pool | PoolClient,
  study: StudyId,
): Promise<readonly SignedCheckpoint[]> {
  const { rows } = await connection.query<CheckpointRow>(
    "SELECT number, checkpoint, signature FROM ledger.checkpoint WHERE study_id = $1 ORDER BY number",
    [study],
  );
  return rows.map(signedOf);
}

/** Under the number that it is filed under: one that is not its own breaks its signature. */
function signedOf({ number, checkpoint, signature }: CheckpointRow): SignedCheckpoint {
  return { checkpoint: { ...checkpoint, number }, signature };
}

async function* readChanges(
  pool: Pool,
  study: StudyId,
  upToCheckpoint: number,
): ReturnType<LedgerArchive["changes"]> {
  for (let from = 0; from < upToCheckpoint; from += checkpointsAtOnce) {
    const upTo = Math.min(from + checkpointsAtOnce, upToCheckpoint);
    const { rows } = await pool.query<ChangeRow>(
      `SELECT number, stream_id, version, hash FROM ledger.checkpoint_change
        WHERE study_id = $1 AND number > $2 AND number <= $3 ORDER BY number`,
      [study, from, upTo],
    );
    const byNumber = new Map<number, StreamHead[]>();
    for (const row of rows) {
      const changes = byNumber.get(row.number);
      if (changes) changes.push(headOf(row));
      else byNumber.set(row.number, [headOf(row)]);
    }
    for (const [number, changes] of byNumber) yield { number, changes };
  }
}
