import type { Pool } from "pg";
import type { ProjectionStore } from "#usecases";

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
];

/** The projections, over a pool of the maintenance role. */
export function postgresProjectionStore(pool: Pool): ProjectionStore {
  return {
    replaceAll: async (study, rows) => {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        for (const table of tables)
          await client.query(`DELETE FROM projection.${table} WHERE study_id = $1`, [study]);
        if (rows.length > 0)
          await client.query("SELECT ledger.write_rows($1, $2)", [study, JSON.stringify(rows)]);
        await client.query("COMMIT");
      } catch (error) {
        await client.query("ROLLBACK").catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
