import { z } from "zod";

/** What no login but the sealed one, and no database at all, can read. Sealed, every secret has the same length. */
export type Secret = { readonly secret: unknown };
/** Ciphertext, nonce and tag in base64. */
export type SealedSecret = { readonly sealedSecret: string };

export const secret = z.union([
  z.strictObject({ secret: z.json() }),
  z.strictObject({ sealedSecret: z.string().max(4_000) }),
]);

export function isSecret(value: object): value is Secret {
  return "secret" in value;
}
