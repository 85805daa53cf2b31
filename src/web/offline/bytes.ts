/** Bytes as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const nonceLength = 12;

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function textBytes(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

export function freshBytes(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** AES-256-GCM under a fresh nonce; base64 of nonce, ciphertext and tag. What it is bound to must be the same when it is opened. */
export async function encrypt(key: CryptoKey, content: Bytes, boundTo = ""): Promise<string> {
  const nonce = freshBytes(nonceLength);
  const parameters = { name: "AES-GCM", iv: nonce, additionalData: textBytes(boundTo) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(parameters, key, content));
  const whole = new Uint8Array(nonceLength + sealed.length);
  whole.set(nonce);
  whole.set(sealed, nonceLength);
  return toBase64(whole);
}

/** @returns undefined where it was sealed under another key, bound to something else, or altered */
export async function decrypt(key: CryptoKey, sealed: string, boundTo = ""): Promise<Bytes | undefined> {
  const whole = fromBase64(sealed);
  const parameters = {
    name: "AES-GCM",
    iv: whole.subarray(0, nonceLength),
    additionalData: textBytes(boundTo),
  };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, whole.subarray(nonceLength)));
  } catch {
    // The tag does not fit.
    return undefined;
  }
}

export function aesKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** A key for one purpose from a secret that is as good as random (HKDF-SHA-256, RFC 5869). */
export async function derivedKey(
  secret: Bytes,
  purpose: string,
  salt: Bytes = new Uint8Array(),
): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const parameters = { name: "HKDF", hash: "SHA-256", salt, info: textBytes(purpose) };
  return aesKey(new Uint8Array(await crypto.subtle.deriveBits(parameters, base, 256)));
}
