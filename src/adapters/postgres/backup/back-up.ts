import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Client } from "pg";
import type { Clock, KeyRing, Signer } from "#usecases";
import { markOf } from "../../crypto/key-ring.ts";
import { syncFile, syncFolder, writeDurably } from "../../files/durable-file.ts";
import { type BackupManifest, backedUpTables, manifestFile, manifestText } from "./manifest.ts";

type BackupPorts = {
  readonly clock: Clock;
  readonly keys: Pick<KeyRing, "fingerprint">;
  readonly signer: Pick<Signer, "keyId" | "sign">;
};

const batch = 2_000;

/**
 * Copies all that cannot be made again, as it stood at one moment, whoever writes meanwhile: a folder of compressed JSON lines that any
 * PostgreSQL can take back, and a signed list of them. Projections, sessions and the outbox are left out; keys are backed up apart. The
 * folder is there whole, or not at all.
 * @param owner a connection that may read every table
 * @throws Error where something is in the folder already
 */
export async function backUp(owner: Client, folder: string, ports: BackupPorts): Promise<BackupManifest> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`Cannot back up to ${folder}: it is not empty.`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  try {
    const manifest = await copyTables(owner, partial, ports);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    syncFolder(path.dirname(folder));
    return manifest;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

async function copyTables(
  owner: Client,
  folder: string,
  { clock, keys, signer }: BackupPorts,
): Promise<BackupManifest> {
  // Rather an error than a copy without the rows that policies hide: they do from any but the tables' owner.
  await owner.query("SET row_security = off");
  await owner.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    // Before the first query, which is the moment that is copied.
    const takenAt = clock.now();
    const { rows } = await owner.query<{ name: string }>(
      "SELECT name FROM public.vigil_migration ORDER BY name",
    );
    const migrations = rows.map(({ name }) => name);
    const tables: BackupManifest["tables"][number][] = [];
    for (const table of backedUpTables) tables.push(await copyTable(owner, table, folder));
    const masterKeyMark = markOf(keys);
    const manifest: BackupManifest = { format: "vigil-backup/1", takenAt, migrations, masterKeyMark, tables };
    const signed = { manifest, keyId: signer.keyId, signature: signer.sign(manifestText(manifest)) };
    writeDurably(path.join(folder, manifestFile), `${JSON.stringify(signed, null, 2)}\n`);
    return manifest;
  } finally {
    await owner.query("ROLLBACK");
  }
}

async function copyTable(
  owner: Client,
  table: string,
  folder: string,
): Promise<BackupManifest["tables"][number]> {
  const name = `${table}.ndjson.gz`;
  const file = path.join(folder, name);
  const hash = createHash("sha256");
  let [rows, bytes] = [0, 0];
  await owner.query(`DECLARE backup NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS line FROM ${table} t`);
  async function* lines(): AsyncIterable<string> {
    for (;;) {
      const fetched = await owner.query<{ line: string }>(`FETCH ${batch} FROM backup`);
      if (fetched.rows.length === 0) return;
      rows += fetched.rows.length;
      yield `${fetched.rows.map(({ line }) => line).join("\n")}\n`;
    }
  }
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, pass) => {
      hash.update(chunk);
      bytes += chunk.length;
      pass(null, chunk);
    },
  });
  await pipeline(
    Readable.from(lines()),
    createGzip(),
    measure,
    createWriteStream(file, { mode: 0o600, flags: "wx" }),
  );
  syncFile(file);
  await owner.query("CLOSE backup");
  return { table, file: name, rows, bytes, sha256: hash.digest("hex") };
}
