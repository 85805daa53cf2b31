import type { Bytes } from "./bytes.ts";
import { fromBase64, toBase64 } from "./bytes.ts";
import { freshSalt, type Means } from "./device-vault.ts";
import { argon2Parameters, type PassphraseMeans } from "./passphrase-secret.ts";

/** What somebody brings to open the device: a passphrase, or nothing but the passkey that the browser asks them for. */
export type Brought = { readonly passphrase?: string };

/** What a person's passkey, or their passphrase, gives: 256 bits. @throws Error where the passkey was not used */
export async function secretOf(means: Means, { passphrase = "" }: Brought): Promise<Bytes> {
  return means.kind === "passkey" ? passkeySecret(means) : inWorker(passphrase, means);
}

export function newPassphraseMeans(): PassphraseMeans {
  return { kind: "passphrase", salt: freshSalt(), ...argon2Parameters };
}

function inWorker(passphrase: string, means: PassphraseMeans): Promise<Bytes> {
  const worker = new Worker(new URL("./passphrase-worker.ts", import.meta.url), { type: "module" });
  return new Promise<Bytes>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent) => resolve(data as Bytes);
    worker.onerror = () => reject(new Error("The passphrase could not be reckoned with."));
    worker.postMessage({ passphrase, means });
  }).finally(() => worker.terminate());
}

/**
 * Makes a passkey on this device that gives a secret (WebAuthn Level 3 §10.1.4, prf). It stands for this device alone: the server need not
 * know it. @returns undefined where the authenticator gives none
 */
export async function newPasskeyMeans(
  user: { readonly userId: string; readonly username: string; readonly name: string },
  wanted: () => boolean = () => "credentials" in navigator,
): Promise<Extract<Means, { kind: "passkey" }> | undefined> {
  if (!wanted()) return undefined;
  const credential = (await navigator.credentials.create({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rp: { name: "Vigil" },
      user: {
        id: new TextEncoder().encode(`device ${user.userId}`),
        name: user.username,
        displayName: user.name,
      },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
      authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
      extensions: { prf: {} },
    },
  })) as PublicKeyCredential | null;
  const extensions = credential?.getClientExtensionResults() as {
    readonly prf?: { readonly enabled?: boolean };
  };
  if (!credential || extensions.prf?.enabled !== true) return undefined;
  return { kind: "passkey", credentialId: toBase64(new Uint8Array(credential.rawId)), salt: freshSalt() };
}

async function passkeySecret({ credentialId, salt }: Extract<Means, { kind: "passkey" }>): Promise<Bytes> {
  const assertion = (await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: [{ type: "public-key", id: fromBase64(credentialId) }],
      userVerification: "required",
      extensions: { prf: { eval: { first: fromBase64(salt) } } },
    },
  })) as PublicKeyCredential | null;
  const extensions = assertion?.getClientExtensionResults() as {
    readonly prf?: { readonly results?: { readonly first?: ArrayBuffer } };
  };
  const first = extensions.prf?.results?.first;
  if (!first)
    throw new Error("The passkey gave no secret. Use the one with which you enrolled on this device.");
  return new Uint8Array(first);
}
