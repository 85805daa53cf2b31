import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Sealer } from "#usecases";

const nonceLength = 12;
const tagLength = 16;

/** Fresh bytes from the platform's cryptographic generator; tests bring their own. */
export type FreshBytes = (count: number) => Uint8Array;

/** AES-256-GCM under one key; what is sealed is base64 of nonce, ciphertext and tag. */
export function aesGcmSealer(key: Uint8Array, fresh: FreshBytes = randomBytes): Sealer {
  return {
    seal: (text) => {
      const nonce = fresh(nonceLength);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]).toString("base64");
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length < nonceLength + tagLength) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceLength));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      try {
        const text = decipher.update(bytes.subarray(nonceLength, -tagLength));
        return Buffer.concat([text, decipher.final()]).toString("utf8");
      } catch {
        // The tag does not fit: another key, or altered.
        return undefined;
      }
    },
  };
}
