import { createHash } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import type { Credentials } from "#usecases";
import { masterKey } from "./key-ring.ts";
import { passkeyCreation, passkeyRequest, verifyCreation, verifyUse } from "./passkeys.ts";
import { aesGcmSealer } from "./sealer.ts";
import { newTotpSecret, totpStep, totpUri } from "./totp.ts";

// argon2id, which is the library's own default, at OWASP's floor: 19 MiB, two passes, one lane.
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords by argon2id, codes by RFC 6238, passkeys by WebAuthn; second-factor secrets under the folder's master key. */
export function systemCredentials(keyFolder: string): Credentials {
  const { seal, open } = aesGcmSealer(masterKey(keyFolder));
  return {
    hashSecret: (secret) => hash(secret.normalize("NFKC"), argon2id),
    isSecret: (hashed, secret) => verify(hashed, secret.normalize("NFKC")).catch(() => false),
    hashToken: (token) => createHash("sha256").update(token).digest("hex"),
    newTotpSecret,
    totpUri,
    totpStep,
    seal,
    open,
    passkeyCreation,
    verifyCreation,
    passkeyRequest,
    verifyUse,
  };
}
