import type { Pool, PoolClient } from "pg";
import type { StudyId } from "#kernel";
import type { StreamId } from "#ledger";
import type { ProjectionStore, StoredRow, StudyMoment } from "#usecases";
import { readStreams, renderRows } from "./ledger/event-store.ts";

const tables = [
  "study",
  "site",
  "staff_role",
  "participant",
  "task",
  "query",
  "deviation",
  "rating",
  "rating_link",
  "unblinding",
  "kit",
  "incident",
  "session",
];

/** The projections, over a pool of the maintenance role. */
export function postgresProjectionStore(pool: Pool): ProjectionStore {
  return {
    look: (study, use) =>
      within(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", async (client) =>
        use(await momentOf(client, study)),
      ),
    replaceAll: (study, rowsOf) =>
      within(pool, "BEGIN", async (client) => {
        // Every append moves a head: with the heads locked nobody writes until the rows are in their place.
        await client.query("LOCK TABLE ledger.stream IN SHARE ROW EXCLUSIVE MODE");
        const rows = await rowsOf(await momentOf(client, study));
        for (const table of tables)
          await client.query(`DELETE FROM projection.${table} WHERE study_id = $1`, [study]);
        if (rows.length > 0)
          await client.query("SELECT ledger.write_rows($1, $2)", [study, renderRows(rows)]);
      }),
  };
}

async function within<Value>(
  pool: Pool,
  begin: string,
  use: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query(begin);
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

async function momentOf(client: PoolClient, study: StudyId): Promise<StudyMoment> {
  const { rows } = await client.query<{ stream: StreamId; sites: readonly string[] }>(
    "SELECT stream_id AS stream, sites FROM ledger.stream WHERE study_id = $1 ORDER BY stream_id",
    [study],
  );
  return {
    streams: rows,
    read: (scope, streams) => readStreams(client, scope, streams),
    rows: async () => {
      const all: StoredRow[] = [];
      for (const table of tables) all.push(...(await rowsOf(client, study, table)));
      return all;
    },
  };
}

async function rowsOf(client: PoolClient, study: StudyId, table: string): Promise<readonly StoredRow[]> {
  const { rows } = await client.query<{ row: StoredRow["row"] }>(
    `SELECT to_jsonb(t) AS row FROM projection.${table} t WHERE study_id = $1`,
    [study],
  );
  return rows.map(({ row }) => ({ table, row }));
}
