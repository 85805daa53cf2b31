import { type Bytes, fromBase64, textBytes, toBase64 } from "./bytes.ts";

const curve = { name: "ECDSA", namedCurve: "P-256" } as const;
const algorithm = { name: "ECDSA", hash: "SHA-256" } as const;

/** @param canLeave whether its private half may be written out, to be wrapped for somebody; else it never leaves the browser */
export function signingPair(canLeave: boolean): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(curve, canLeave, ["sign", "verify"]);
}

export function readSigningKey(pkcs8: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", pkcs8, curve, false, ["sign"]);
}

export async function sign(key: CryptoKey, text: string): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.sign(algorithm, key, textBytes(text))));
}

export async function verify(publicKey: string, text: string, signature: string): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", fromBase64(publicKey), curve, true, ["verify"]);
  return crypto.subtle.verify(algorithm, key, fromBase64(signature), textBytes(text));
}
