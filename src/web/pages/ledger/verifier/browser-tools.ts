import { sha256Hex } from "#kernel";
import {
  bundleEndText,
  checkpointText,
  type LedgerEvent,
  readBundleLine,
  restoreText,
  type SignedCheckpoint,
  type SignedRestore,
  type VerificationTools,
} from "#ledger";

/** A text with the signature that it bears. */
type Signed = { readonly keyId: string; readonly text: string; readonly signature: string };

/** This browser does not know Ed25519. */
export class NoEd25519Error extends Error {
  override readonly name = "NoEd25519Error";
}

/** What a first look through a copy finds: the keys that it brings, and every signature in it. */
export type SignaturesFound = { readonly publicKeys: readonly string[]; readonly signed: readonly Signed[] };

/** Looks for checkpoints, for restores that the ledger tells of, and for the copy's own end; all else bears no signature. */
export async function findSignatures(lines: AsyncIterable<readonly string[]>): Promise<SignaturesFound> {
  const [publicKeys, signed] = [[] as string[], [] as Signed[]];
  for await (const batch of lines) {
    for (const line of batch) {
      const isRestore = line.startsWith("E ") && line.includes('"type":"LedgerRestored"');
      if (!isRestore && !/^[CKZ] /.test(line)) continue;
      const record = readBundleLine(line);
      if (record?.kind === "key") publicKeys.push(record.pem);
      if (record?.kind === "checkpoint") signed.push(signedCheckpoint(record.checkpoint));
      if (record?.kind === "event") signed.push(...signedRestores(record.canonical));
      if (record?.kind === "bundle-end") signed.push({ ...record.end, text: bundleEndText(record.end) });
    }
  }
  return { publicKeys, signed };
}

export function signedCheckpoint({ checkpoint, signature }: SignedCheckpoint): Signed {
  return { keyId: checkpoint.keyId, text: checkpointText(checkpoint), signature };
}

/**
 * Tools for the verifier, whose own questions cannot wait: each signature is checked beforehand by the browser's own Ed25519.
 * @throws NoEd25519Error where the browser has none
 */
export async function browserTools(
  publicKeys: readonly string[],
  signed: readonly Signed[],
): Promise<VerificationTools> {
  const keys = new Map(await Promise.all(publicKeys.map(importKey)));
  const genuine = new Set<string>();
  await Promise.all(
    signed.map(async (one) => {
      const key = keys.get(one.keyId);
      const [bytes, text] = [fromBase64(one.signature), new TextEncoder().encode(one.text)];
      // One signature has one spelling: base64 that says the same bytes with other letters was changed.
      if (!bytes || btoa(String.fromCharCode(...bytes)) !== one.signature) return;
      if (key && (await crypto.subtle.verify("Ed25519", key, bytes, text))) genuine.add(nameOf(one));
    }),
  );
  return {
    sha256: sha256Hex,
    isSignedBy: (keyId, text, signature) => genuine.has(nameOf({ keyId, text, signature })),
  };
}

function nameOf({ keyId, text, signature }: Signed): string {
  return `${keyId}\n${signature}\n${text}`;
}

async function importKey(pem: string): Promise<readonly [keyId: string, key: CryptoKey]> {
  const der = fromBase64(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ""));
  if (!der) throw new Error("A public key in this file cannot be read.");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  const keyId = [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    return [keyId, await crypto.subtle.importKey("spki", der, "Ed25519", false, ["verify"])];
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotSupportedError") throw new NoEd25519Error();
    throw error;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function signedRestores(canonical: string): readonly Signed[] {
  try {
    const { type, data } = JSON.parse(canonical) as LedgerEvent;
    const { keyId, signature, statement } = data as unknown as SignedRestore;
    return type === "LedgerRestored" ? [{ keyId, signature, text: restoreText(statement) }] : [];
  } catch {
    return [];
  }
}
