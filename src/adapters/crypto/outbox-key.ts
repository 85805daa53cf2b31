import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  verify as verifySignature,
} from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { contentHash } from "#kernel";
import type { DeviceKeys, SealedToServer } from "#usecases";
import { createDurably } from "../files/durable-file.ts";
import { masterKey } from "./key-ring.ts";
import { aesGcmSealer } from "./sealer.ts";

const curve = "prime256v1";
const purpose = "vigil offline entry v1";
const [nonceLength, tagLength, pointLength] = [12, 16, 65];

/**
 * The server's key for what devices seal: P-256, in the key folder, its private half under the folder's master key. Made when it is first
 * needed, and then the same for good: entries that were sealed to it may come in late.
 */
export function fileDeviceKeys(folder: string): DeviceKeys {
  let known: ReturnType<typeof readKey> | undefined;
  const key = (): ReturnType<typeof readKey> => {
    known ??= readKey(folder);
    return known;
  };
  return {
    outboxKey: () => ({ keyId: key().keyId, publicKey: key().publicKey }),
    open: (sealed) => {
      try {
        return openSealed(sealed, key());
      } catch {
        // A point that is none, or a tag that does not fit.
        return undefined;
      }
    },
    isSigned: (publicKey, text, signature) => {
      try {
        const point = pointKey(Buffer.from(publicKey, "base64"));
        const sealed = { key: point, dsaEncoding: "ieee-p1363" } as const;
        return verifySignature("sha256", Buffer.from(text), sealed, Buffer.from(signature, "base64"));
      } catch {
        return false;
      }
    },
  };
}

function readKey(folder: string) {
  const master = aesGcmSealer(masterKey(folder));
  const file = path.join(folder, "outbox.key");
  if (!existsSync(file)) {
    const fresh = createECDH(curve);
    fresh.generateKeys();
    // Where two processes make it at once, the first one's stays.
    createDurably(file, master.seal(fresh.getPrivateKey("base64")));
  }
  const secret = master.open(readFileSync(file, "utf8"));
  if (secret === undefined)
    throw new Error(
      `Cannot open ${file}: the master key is not the one that wrapped it (docs/guides/keys.md).`,
    );
  const pair = createECDH(curve);
  pair.setPrivateKey(secret, "base64");
  const publicKey = pair.getPublicKey("base64");
  return { pair, publicKey, keyId: contentHash({ key: publicKey }).slice(0, 32) };
}

function openSealed(
  { content, ephemeral, keys, boundTo }: SealedToServer,
  { pair, publicKey, keyId }: ReturnType<typeof readKey>,
): string | undefined {
  const wrapped = keys[keyId];
  if (wrapped === undefined) return undefined;
  const point = Buffer.from(ephemeral, "base64");
  const salt = Buffer.concat([point, Buffer.from(publicKey, "base64")]);
  const agreed = Buffer.from(hkdfSync("sha256", pair.computeSecret(point), salt, purpose, 32));
  const contentKey = decrypt(agreed, wrapped, boundTo);
  return decrypt(contentKey, content, boundTo).toString("utf8");
}

/** @throws Error where the tag does not fit */
function decrypt(key: Uint8Array, sealed: string, boundTo: string): Buffer {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(Buffer.from(boundTo, "utf8"));
  decipher.setAuthTag(bytes.subarray(-tagLength));
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()]);
}

function pointKey(point: Buffer): ReturnType<typeof createPublicKey> {
  if (point.length !== pointLength || point[0] !== 4) throw new Error("This is no P-256 point.");
  const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")];
  return createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
}
