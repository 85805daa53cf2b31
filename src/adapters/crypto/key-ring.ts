import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Sha256, StudyId } from "#kernel";
import type { KeyRing, Sealer } from "#usecases";
import { createDurably, removePartials, writeDurably } from "../files/durable-file.ts";
import { aesGcmSealer, type FreshBytes } from "./sealer.ts";

const destroyedMark = "destroyed";
const mostKept = 10_000;

/**
 * Keys in a folder, one small file each, wrapped under the master key of the same folder. The folder is kept and backed up apart from the
 * database; a destroyed key leaves a mark in its place, which no restore of the database undoes.
 */
export function fileKeyRing(folder: string, fresh: FreshBytes = randomBytes): KeyRing {
  const partials = path.join(folder, "partial");
  removePartials(folder);
  removePartials(partials);
  const instanceKey = masterKey(folder);
  const master = aesGcmSealer(instanceKey);
  const fingerprintKey = Buffer.from(hkdfSync("sha256", instanceKey, "", "vigil fingerprints", 32));
  const kept = new Map<string, { readonly stamp: string; readonly sealer: Sealer }>();
  const sealerIn = (file: string): Sealer | "destroyed" => {
    const known = kept.get(file);
    const stamp = stampOf(file);
    // Another process may have destroyed the key since.
    if (known?.stamp === stamp) return known.sealer;
    const key = readKey(master, file);
    if (key === "destroyed") return "destroyed";
    const sealer = aesGcmSealer(key, fresh);
    kept.set(file, { stamp, sealer });
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string);
    return sealer;
  };
  return {
    sealerOf: async (study, owner) => {
      const file = keyFile(folder, study, owner);
      return existsSync(file) ? sealerIn(file) : "missing";
    },
    makeSealer: async (study, owner) => {
      const file = keyFile(folder, study, owner);
      if (!existsSync(file)) makeKey(master, file, partials, fresh);
      return sealerIn(file);
    },
    destroy: async (study, owner) => {
      const file = keyFile(folder, study, owner);
      writeDurably(file, destroyedMark);
      kept.delete(file);
    },
    fingerprint: (text) => createHmac("sha256", fingerprintKey).update(text).digest("hex") as Sha256,
  };
}

/** By which a backup knows the master key again under which its sealed data lie. */
export function markOf({ fingerprint }: Pick<KeyRing, "fingerprint">): Sha256 {
  return fingerprint("vigil backup");
}

/** The mark of the master key that is in the folder; undefined where there is none. Makes none. */
export function markInFolder(folder: string): Sha256 | undefined {
  return existsSync(masterKeyFile(folder)) ? markOf(fileKeyRing(folder)) : undefined;
}

function keyFile(folder: string, study: StudyId, owner: string): string {
  for (const part of [study, owner]) {
    if (!/^[0-9a-z-]{8,64}$/.test(part)) throw new Error("Cannot find a key: its owner's id is not an id.");
  }
  return path.join(folder, "owners", study, owner.slice(-2), `${owner}.key`);
}

function readKey(master: Sealer, file: string): Uint8Array | "destroyed" {
  const content = readFileSync(file, "utf8");
  if (content === destroyedMark) return "destroyed";
  const key = master.open(content);
  if (key === undefined)
    throw new Error(
      `Cannot open the key ${path.basename(file)}: the master key is not the one that wrapped it.`,
    );
  return Buffer.from(key, "base64");
}

/** Where two processes make the same key at once, the first one's stays. */
function makeKey(master: Sealer, file: string, partials: string, fresh: FreshBytes): void {
  createDurably(file, master.seal(Buffer.from(fresh(32)).toString("base64")), partials);
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : "none";
}

/**
 * The instance's master key: made once, never written anywhere else.
 * @throws Error where it is missing though keys lie under it: a new one would stand in its way when it is put back
 */
export function masterKey(folder: string): Uint8Array {
  const file = masterKeyFile(folder);
  if (!existsSync(file)) {
    if (existsSync(path.join(folder, "owners")))
      throw new Error(
        `Cannot use the keys in ${folder}: master.key is missing, under which those in owners lie. Put it back (docs/guides/keys.md).`,
      );
    createDurably(file, randomBytes(32).toString("base64"));
  }
  const key = Buffer.from(readFileSync(file, "utf8"), "base64");
  if (key.length !== 32)
    throw new Error(`Cannot use the master key in ${folder}: it is not 32 bytes in base64.`);
  return key;
}

function masterKeyFile(folder: string): string {
  return path.join(folder, "master.key");
}
