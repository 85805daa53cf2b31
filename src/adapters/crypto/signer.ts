import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Sha256 } from "#kernel";
import type { VerificationTools } from "#ledger";
import { isKnownEvent } from "#trial";
import type { Signer } from "#usecases";
import { createDurably, removePartials, writeDurably } from "../files/durable-file.ts";

/**
 * The key that signs checkpoints, in a folder outside the database: `ledger.key` (PKCS 8, PEM) signs, and
 * every public key in `public/` is trusted, so that what an earlier key signed can still be verified.
 */
export function fileSigner(folder: string): Signer {
  removePartials(folder);
  removePartials(path.join(folder, "public"));
  const file = path.join(folder, "ledger.key");
  if (!existsSync(file)) createDurably(file, newPrivateKey());
  trustOwnKey(folder, file);
  const privateKey = createPrivateKey(readFileSync(file, "utf8"));
  const publicKey = createPublicKey(privateKey);
  const keyId = keyIdOf(publicKey);
  let trusted = keysById(trustedPublicKeys(folder));
  return {
    keyId,
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64"),
    sha256,
    isSignedBy: (by, text, signature) => {
      // Another process may have put a new key in this one's place since.
      if (!trusted.has(by)) trusted = keysById(trustedPublicKeys(folder));
      return signatureCheck(trusted)(by, text, signature);
    },
  };
}

/** Puts a new key in the old one's place; the old public key stays trusted. Returns the new key's id. */
export function rotateSigningKey(folder: string): string {
  const file = path.join(folder, "ledger.key");
  if (existsSync(file)) trustOwnKey(folder, file);
  writeDurably(file, newPrivateKey());
  return fileSigner(folder).keyId;
}

/** Verification with public keys in PEM; node's own SHA-256, which is many times faster than a script's. */
export function verificationTools(publicKeys: readonly string[]): VerificationTools {
  return { sha256, isSignedBy: signatureCheck(keysById(publicKeys)), isKnown: isKnownEvent };
}

/** The public keys, in PEM, that are trusted here. */
export function trustedPublicKeys(folder: string): readonly string[] {
  const publicFolder = path.join(folder, "public");
  if (!existsSync(publicFolder)) return [];
  return readdirSync(publicFolder)
    .filter((name) => name.endsWith(".pem"))
    .map((name) => readFileSync(path.join(publicFolder, name), "utf8"));
}

function sha256(text: string): Sha256 {
  return hash("sha256", text, "hex") as Sha256;
}

function newPrivateKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Puts the public half beside those that are trusted; also after a crash between the two. */
function trustOwnKey(folder: string, file: string): void {
  const publicKey = createPublicKey(createPrivateKey(readFileSync(file, "utf8")));
  const trusted = path.join(folder, "public", `${keyIdOf(publicKey)}.pem`);
  if (!existsSync(trusted))
    createDurably(trusted, publicKey.export({ type: "spki", format: "pem" }).toString());
}

/** What is no public key verifies nothing. */
function keysById(pems: readonly string[]): ReadonlyMap<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const pem of pems) {
    try {
      const key = createPublicKey(pem);
      keys.set(keyIdOf(key), key);
    } catch {}
  }
  return keys;
}

/** By which a checkpoint names its key: the first 16 digits of the public key's SHA-256. */
export function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("hex").slice(0, 16);
}

function signatureCheck(trusted: ReadonlyMap<string, KeyObject>): VerificationTools["isSignedBy"] {
  return (keyId, text, signature) => {
    const key = trusted.get(keyId);
    const bytes = Buffer.from(signature, "base64");
    // One signature has one spelling: base64 that says the same bytes with other letters was changed.
    if (key === undefined || bytes.toString("base64") !== signature) return false;
    return verify(null, Buffer.from(text), key, bytes);
  };
}
