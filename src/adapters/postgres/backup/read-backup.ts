import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { VerificationTools } from "#ledger";
import {
  type BackupManifest,
  backedUpTables,
  manifestFile,
  manifestText,
  type SignedManifest,
} from "./manifest.ts";

/**
 * Reads what a backup holds and proves it whole, before anything is touched: a key that is trusted has signed the list, and each file is
 * the one that it lists.
 * @throws Error which names the file that is missing, torn or not as it was written
 */
export async function readBackup(
  folder: string,
  isSignedBy: VerificationTools["isSignedBy"],
): Promise<BackupManifest> {
  const { manifest, keyId, signature } = readManifest(folder);
  const { format } = manifest;
  if (format !== "vigil-backup/1") throw cannot(folder, `its format is ${String(format)}.`);
  if (!isSignedBy(keyId, manifestText(manifest), signature)) {
    throw cannot(
      folder,
      `none of the keys here has signed it. Put the keys back first; if they are here, ${manifestFile} was edited.`,
    );
  }
  const listed = new Set(manifest.tables.map(({ table }) => table));
  const missing = backedUpTables.filter((table) => !listed.has(table));
  if (missing.length > 0 || listed.size !== backedUpTables.length)
    throw cannot(folder, "it is of another version of Vigil, with other tables.");
  for (const table of manifest.tables) await proveFile(folder, table);
  return manifest;
}

function readManifest(folder: string): SignedManifest {
  const file = path.join(folder, manifestFile);
  if (!existsSync(file)) throw cannot(folder, `it holds no ${manifestFile}.`);
  const text = readFileSync(file, "utf8");
  const signed = parse(text);
  if (signed && Array.isArray(signed.manifest?.tables)) return signed;
  throw cannot(
    folder,
    `${manifestFile} ${text.trimEnd().endsWith("}") ? "is not as it was written" : "is torn"}. ${takeAnother}`,
  );
}

function parse(text: string): Partial<SignedManifest> & SignedManifest {
  try {
    return JSON.parse(text);
  } catch {
    return undefined as never;
  }
}

async function proveFile(
  folder: string,
  { file, bytes, sha256 }: BackupManifest["tables"][number],
): Promise<void> {
  const place = path.join(folder, file);
  if (!existsSync(place)) throw cannot(folder, `${file} is missing. ${takeAnother}`);
  if (statSync(place).size < bytes) throw cannot(folder, `${file} is torn. ${takeAnother}`);
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(place)) hash.update(chunk as Buffer);
  if (hash.digest("hex") !== sha256) throw cannot(folder, `${file} is not as it was written. ${takeAnother}`);
}

const takeAnother = "Take another backup.";

function cannot(folder: string, why: string): Error {
  return new Error(`Cannot restore from ${folder}: ${why}`);
}
