import type { Pool } from "pg";
import type { Outbox, OutboxRow } from "#usecases";

/** The outbox table. Rows that another worker holds are passed over. */
export function postgresOutbox(pool: Pool): Outbox {
  return {
    take: async (most, handle) => {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const { rows } = await client.query<OutboxRow>(
          `DELETE FROM ledger.outbox WHERE position IN (
             SELECT position FROM ledger.outbox ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED)
           RETURNING study_id AS study, topic, payload`,
          [most],
        );
        if (rows.length > 0) await handle(rows);
        await client.query("COMMIT");
        return rows.length;
      } catch (error) {
        await client.query("ROLLBACK").catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
