import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** What a generator starts from. The nonce is needed once for each seed; the personalization tells generators apart. */
export type DrbgInput = {
  readonly entropy: Uint8Array;
  readonly nonce: Uint8Array;
  readonly personalization: Uint8Array;
};

/** The most that one request may ask for: 2^19 bits (SP 800-90A Rev. 1, table 2). */
const largestRequest = 65_536;

/**
 * The next bytes of HMAC-DRBG with SHA-256, of a security strength of 256 bits (NIST SP 800-90A Rev. 1, section
 * 10.1.2), without reseeding and additional input. The same input gives the same bytes for the same requests, for ever.
 * Each call is one Generate request of 1 to 65,536 bytes.
 */
export function hmacDrbg({ entropy, nonce, personalization }: DrbgInput): (count: number) => Uint8Array {
  let key: Uint8Array = new Uint8Array(32);
  let value: Uint8Array = new Uint8Array(32).fill(1);
  const seedMaterial = joined(entropy, nonce, personalization);
  const step = (mark: number, provided: Uint8Array): void => {
    key = hmac(sha256, key, joined(value, Uint8Array.of(mark), provided));
    value = hmac(sha256, key, value);
  };
  step(0, seedMaterial);
  step(1, seedMaterial);
  return (count) => {
    if (!(count >= 1 && count <= largestRequest)) {
      throw new RangeError(`A request for ${count} bytes: one may ask for 1 to ${largestRequest}.`);
    }
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at += value.length) {
      value = hmac(sha256, key, value);
      bytes.set(value.subarray(0, count - at), at);
    }
    step(0, new Uint8Array(0));
    return bytes;
  };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
