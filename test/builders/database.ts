import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";
import type { DatabaseAccess } from "#adapters";
import { withClient } from "../../src/adapters/postgres/database.ts";

/** A database of its own, copied from the migrated template, or from another that nobody uses, and dropped at the end. */
export async function aDatabase(template = "vigil_template"): Promise<DatabaseAccess> {
  const host = inject("databaseHost");
  const database = `test_${randomBytes(8).toString("hex")}`;
  const admin = { host, user: "postgres", database: "postgres" };
  await withClient(admin, (client) =>
    client.query(
      `CREATE DATABASE ${pg.escapeIdentifier(database)} TEMPLATE ${pg.escapeIdentifier(template)}`,
    ),
  );
  return {
    owner: { host, user: "postgres", database },
    app: { host, user: "vigil_app", database },
    maintenance: { host, user: "vigil_maintenance", database },
    sealed: { host, user: "vigil_sealed", database },
    ended: new Promise(() => {}),
    close: () => withClient(admin, (client) => drop(client, database)),
  };
}

/** Waits a little for connections that are just ending: cut off, they would tell of it to nobody who listens. */
async function drop(admin: pg.Client, database: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const { rowCount } = await admin.query("SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1", [
      database,
    ]);
    if (rowCount === 0) break;
    await sleep(10);
  }
  await admin.query(`DROP DATABASE ${pg.escapeIdentifier(database)} WITH (FORCE)`);
}
