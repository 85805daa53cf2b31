import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import type { Client } from "pg";
import { grantedRoles } from "../server/roles.ts";
import { type BackupManifest, backedUpTables } from "./manifest.ts";

const batch = 2_000;
const [looks, pause] = [20, 100];
// Rows that bring their own numbers move no sequence.
const logGoesOn =
  "SELECT setval('security.log_position_seq', max(position)) FROM security.log HAVING count(*) > 0";

/**
 * Fills an empty database from a backup that was read and proved, in one transaction.
 * @param owner a connection of the tables' owner
 * @throws Error where anything is in the database already, for a restore never mixes two histories; where the backup is of a newer
 *   version
 */
export async function fillFromBackup(owner: Client, folder: string, manifest: BackupManifest): Promise<void> {
  await requireKnownMigrations(owner, manifest);
  await owner.query("BEGIN");
  try {
    await owner.query(`LOCK TABLE ${backedUpTables.join(", ")} IN SHARE ROW EXCLUSIVE MODE`);
    await requireEmpty(owner);
    for (const { table, file } of manifest.tables) await fillTable(owner, table, path.join(folder, file));
    await owner.query(logGoesOn);
    await owner.query("COMMIT");
  } catch (error) {
    await owner.query("ROLLBACK");
    throw error;
  }
}

async function requireKnownMigrations(owner: Client, { migrations }: BackupManifest): Promise<void> {
  const { rows } = await owner.query<{ name: string }>("SELECT name FROM public.vigil_migration");
  const known = new Set(rows.map(({ name }) => name));
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new Error(
    `Cannot restore this backup: it has ${unknown}, which this version of Vigil does not know. Use a newer version.`,
  );
}

/**
 * Asks whether nobody uses the database. A server looks at it every second; connections that have just been closed may need a moment to
 * be gone.
 * @throws Error where a server is running on it
 */
export async function requireNobody(owner: Client): Promise<void> {
  for (let look = 0; look < looks; look++) {
    const { rowCount } = await owner.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = ANY ($1)",
      [grantedRoles],
    );
    if (rowCount === 0) return;
    await sleep(pause);
  }
  throw new Error("Cannot restore: the server is running. Stop it first.");
}

async function requireEmpty(owner: Client): Promise<void> {
  const filled = backedUpTables.map((table) => `EXISTS (SELECT FROM ${table})`).join(" OR ");
  const { rows } = await owner.query<{ filled: boolean }>(`SELECT ${filled} AS filled`);
  if (rows[0]?.filled === false) return;
  throw new Error("Cannot restore into this database: it is not empty. Make another one and name it.");
}

async function fillTable(owner: Client, table: string, file: string): Promise<void> {
  const flush = async (lines: readonly string[]): Promise<void> => {
    await owner.query(
      `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT d.* FROM unnest($1::text[]) WITH ORDINALITY AS l(line, n),
        jsonb_populate_record(NULL::${table}, l.line::jsonb) d ORDER BY l.n`,
      [lines],
    );
  };
  let waiting: string[] = [];
  for await (const line of readLines(file)) {
    waiting.push(line);
    if (waiting.length < batch) continue;
    await flush(waiting);
    waiting = [];
  }
  if (waiting.length > 0) await flush(waiting);
}

function readLines(file: string): AsyncIterable<string> {
  return createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
}
