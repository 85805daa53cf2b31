import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Client } from "pg";

/** One table of a backup: its rows as JSON, one a line, compressed. */
type BackedUpTable = {
  readonly table: string;
  readonly file: string;
  readonly rows: number;
  readonly sha256: string;
};

export type BackupManifest = {
  readonly format: "vigil-backup/1";
  readonly takenAt: string;
  /** The schema that it was taken of; a restore brings it to the newest. */
  readonly migrations: readonly string[];
  readonly tables: readonly BackedUpTable[];
};

const tables = [
  "ledger.stream",
  "ledger.event",
  "ledger.refused_command",
  "ledger.checkpoint",
  "ledger.checkpoint_change",
  "people.account",
  "people.passkey",
  "security.log",
  "vault.identity",
] as const;

const batch = 2_000;

/**
 * Copies all that cannot be made again, as it stood at one moment, whoever writes meanwhile: a folder of compressed JSON lines that any
 * PostgreSQL can take back. Projections, sessions and the outbox are left out; keys are backed up apart.
 * @param owner a connection that may read every table
 */
export async function backUp(owner: Client, folder: string, takenAt: string): Promise<BackupManifest> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`Cannot back up to ${folder}: it is not empty.`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  // Rather an error than a copy without the rows that policies hide: they do from any but the tables' owner.
  await owner.query("SET row_security = off");
  await owner.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    const written: BackedUpTable[] = [];
    for (const table of tables) written.push(await copyTable(owner, table, partial));
    const { rows } = await owner.query<{ name: string }>(
      "SELECT name FROM public.vigil_migration ORDER BY name",
    );
    const manifest: BackupManifest = {
      format: "vigil-backup/1",
      takenAt,
      migrations: rows.map(({ name }) => name),
      tables: written,
    };
    writeFileSync(path.join(partial, "backup.json"), JSON.stringify(manifest, null, 2), { mode: 0o600 });
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    return manifest;
  } finally {
    await owner.query("ROLLBACK");
  }
}

async function copyTable(owner: Client, table: string, folder: string): Promise<BackedUpTable> {
  const file = `${table}.ndjson.gz`;
  const hash = createHash("sha256");
  let count = 0;
  await owner.query(`DECLARE backup NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS line FROM ${table} t`);
  async function* lines(): AsyncIterable<string> {
    for (;;) {
      const { rows } = await owner.query<{ line: string }>(`FETCH ${batch} FROM backup`);
      if (rows.length === 0) return;
      count += rows.length;
      const text = `${rows.map(({ line }) => line).join("\n")}\n`;
      hash.update(text);
      yield text;
    }
  }
  await pipeline(
    Readable.from(lines()),
    createGzip(),
    createWriteStream(path.join(folder, file), { mode: 0o600 }),
  );
  await owner.query("CLOSE backup");
  return { table, file, rows: count, sha256: hash.digest("hex") };
}

/** Reads a backup's manifest and proves its files whole, before anything is touched. */
export async function readBackup(folder: string): Promise<BackupManifest> {
  const file = path.join(folder, "backup.json");
  if (!existsSync(file)) throw new Error(`Cannot restore from ${folder}: it holds no backup.json.`);
  const manifest = JSON.parse(readFileSync(file, "utf8")) as BackupManifest;
  if (manifest.format !== "vigil-backup/1")
    throw new Error(`Cannot restore from ${folder}: its format is ${String(manifest.format)}.`);
  for (const table of manifest.tables) {
    const hash = createHash("sha256");
    let rows = 0;
    for await (const line of readLines(path.join(folder, table.file))) {
      hash.update(`${line}\n`);
      rows++;
    }
    if (rows !== table.rows || hash.digest("hex") !== table.sha256) {
      throw new Error(`Cannot restore from ${folder}: ${table.file} is not as it was written.`);
    }
  }
  return manifest;
}

/**
 * Fills an empty database from a backup that was read and proved, in one transaction.
 * @param owner a connection of the tables' owner
 * @throws Error where the database holds events or accounts already: a restore never mixes two histories
 */
export async function fillFromBackup(owner: Client, folder: string, manifest: BackupManifest): Promise<void> {
  const { rows } = await owner.query<{ filled: boolean }>(
    "SELECT EXISTS (SELECT FROM ledger.event) OR EXISTS (SELECT FROM people.account) AS filled",
  );
  if (rows[0]?.filled !== false) throw new Error("Cannot restore into this database: it is not empty.");
  await owner.query("BEGIN");
  try {
    for (const { table, file } of manifest.tables) await fillTable(owner, table, path.join(folder, file));
    await owner.query("COMMIT");
  } catch (error) {
    await owner.query("ROLLBACK");
    throw error;
  }
}

async function fillTable(owner: Client, table: string, file: string): Promise<void> {
  if (!(tables as readonly string[]).includes(table))
    throw new Error(`Cannot restore ${table}: no backup holds such a table.`);
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
