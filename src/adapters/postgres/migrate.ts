import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Client } from "pg";

/** One numbered file of SQL. */
type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

const folder = fileURLToPath(new URL("./migrations/", import.meta.url));
const lockKey = 8_417_102;

/**
 * Brings the database to the newest schema, each file in a transaction of its own, once. Two processes at
 * once wait for each other.
 * @returns the names of the files that were applied
 * @throws Error where a file was changed after it had been applied: what an inspector read must stay what ran.
 */
export async function migrate(client: Client): Promise<readonly string[]> {
  await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
  try {
    await client.query(`CREATE TABLE IF NOT EXISTS public.vigil_migration (
      name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    const pending = await readPending(client);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [lockKey]);
  }
}

/**
 * Asks whether the schema is the newest, of a connection that may only read.
 * @param remedy what to do where it is not
 * @throws Error where a migration is pending, was changed or is unknown here
 */
export async function requireNewestSchema(client: Client, remedy: string): Promise<void> {
  const { rows } = await client.query<{ found: string | null }>(
    "SELECT to_regclass('public.vigil_migration') AS found",
  );
  if (!rows[0]?.found) throw new Error(`Cannot use this database: Vigil has made no tables in it. ${remedy}`);
  const pending = (await readPending(client)).map(({ name }) => name);
  if (pending.length === 0) return;
  throw new Error(
    `Cannot use this database: its tables are older than this version of Vigil; ${pending.join(", ")} would have to be applied. ${remedy}`,
  );
}

/** The migrations that were not applied yet, in their order. */
async function readPending(client: Client): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "SELECT name, checksum FROM public.vigil_migration",
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const migrations = readMigrations();
  refuseChanged(migrations, applied);
  return migrations.filter(({ name }) => !applied.has(name));
}

function readMigrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

function refuseChanged(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): void {
  const names = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !names.has(name));
  if (unknown) {
    throw new Error(
      `Cannot use this database: it has ${unknown}, which this version of Vigil does not know. Use a newer version.`,
    );
  }
  const changed = migrations.find(
    ({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum,
  );
  if (changed) {
    throw new Error(
      `Cannot use this database: ${changed.name} was changed after it had been applied. Restore the file and add a new one.`,
    );
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    // Whatever it changed about the projections, their writers change with it.
    const { rows } = await client.query<{ writers: string | null }>(
      "SELECT to_regprocedure('ledger.make_row_writers()') AS writers",
    );
    if (rows[0]?.writers) await client.query("SELECT ledger.make_row_writers()");
    await client.query("INSERT INTO public.vigil_migration (name, checksum) VALUES ($1, $2)", [
      name,
      checksum,
    ]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`Cannot apply the migration ${name}: ${(error as Error).message}`, { cause: error });
  }
}
