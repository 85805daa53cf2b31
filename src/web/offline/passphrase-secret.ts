import { argon2id } from "@noble/hashes/argon2.js";
import { type Bytes, fromBase64 } from "./bytes.ts";

/** How a passphrase is turned into a secret: Argon2id (RFC 9106) with a salt, so many KiB of memory, passes, one lane. */
export type PassphraseMeans = {
  readonly kind: "passphrase";
  readonly salt: string;
  readonly memory: number;
  readonly passes: number;
};

/** OWASP, Password Storage Cheat Sheet (2025): 19 MiB and two passes are its floor, as for the passwords on the server. */
export const argon2Parameters = { memory: 19_456, passes: 2 } as const;

/** The least that a passphrase has: whoever stole the tablet may guess for as long as they like. */
export const shortestPassphrase = 12;

/** 256 bits. Takes about half a second of the processor: in a browser it runs in a worker. */
export function passphraseSecret(
  passphrase: string,
  { salt, memory, passes }: Omit<PassphraseMeans, "kind">,
): Bytes {
  const options = { m: memory, t: passes, p: 1, dkLen: 32 };
  return argon2id(passphrase.normalize("NFKC"), fromBase64(salt), options) as Bytes;
}
