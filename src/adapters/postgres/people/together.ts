import type { Pool, PoolClient } from "pg";

/** Runs it in one transaction: all of it is written, or, where it throws, nothing. */
export async function together<Value>(
  pool: Pool,
  change: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const value = await change(client);
    await client.query("COMMIT");
    return value;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
