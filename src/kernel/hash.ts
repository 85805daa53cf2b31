import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
export type Sha256 = string & { readonly sha256: true };

export function sha256Hex(text: string): Sha256 {
  return bytesToHex(sha256(utf8ToBytes(text))) as Sha256;
}

/** The digest of a value's canonical JSON: the same for the same content, whatever its key order. */
export function contentHash(value: unknown): Sha256 {
  return sha256Hex(canonicalJson(value));
}
