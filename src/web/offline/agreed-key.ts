import { type Bytes, derivedKey, fromBase64, toBase64 } from "./bytes.ts";

/** Whose key a content's key is wrapped for: a P-256 point, base64, and by which name it is known. */
export type Recipient = { readonly keyId: string; readonly publicKey: string };

/** What two keys agree on is used for this and nothing else; the server derives the same (src/adapters/crypto/outbox-key.ts). */
const purpose = "vigil offline entry v1";
const curve = { name: "ECDH", namedCurve: "P-256" } as const;

export function agreementPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(curve, true, ["deriveBits"]);
}

export async function publicPoint(key: CryptoKey): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", key)));
}

export async function readAgreementKey(pkcs8: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", pkcs8, curve, false, ["deriveBits"]);
}

/**
 * The wrapping key of the sender's pair and the recipient's point: ECDH on P-256, then HKDF-SHA-256 salted with both points.
 * @param points the ephemeral point first, the recipient's second, whoever asks
 */
export async function agreedKey(
  own: CryptoKey,
  other: string,
  points: { readonly ephemeral: string; readonly recipient: string },
): Promise<CryptoKey> {
  const point = await crypto.subtle.importKey("raw", fromBase64(other), curve, true, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: point }, own, 256));
  const [ephemeral, recipient] = [fromBase64(points.ephemeral), fromBase64(points.recipient)];
  const salt = new Uint8Array(ephemeral.length + recipient.length);
  salt.set(ephemeral);
  salt.set(recipient, ephemeral.length);
  return derivedKey(shared, purpose, salt);
}
