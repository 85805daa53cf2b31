import { contentHash } from "#kernel";
import { agreementPair, publicPoint, type Recipient, readAgreementKey } from "./agreed-key.ts";
import {
  aesKey,
  type Bytes,
  decrypt,
  derivedKey,
  encrypt,
  freshBytes,
  textBytes,
  toBase64,
} from "./bytes.ts";
import type { PassphraseMeans } from "./passphrase-secret.ts";
import { readSigningKey, signingPair } from "./signing-key.ts";

/** How a person unlocks: a passkey of theirs that gives a secret (WebAuthn PRF), or a passphrase. */
export type Means =
  | PassphraseMeans
  | { readonly kind: "passkey"; readonly credentialId: string; readonly salt: string };

/** Somebody who may unlock the device and sign on it. Without their secret nothing of it opens. */
export type SignerRecord = {
  readonly user: string;
  /** By which they are found again: a hash of the device and their username. */
  readonly handle: string;
  readonly means: Means;
  /** The device's data key, wrapped under their secret. */
  readonly dataKey: string;
  /** Their signing key: the private half wrapped under their secret, and under nobody else's. */
  readonly signing: { readonly keyId: string; readonly publicKey: string; readonly privateKey: string };
};

/** What an enrolled device keeps of itself. */
export type DeviceRecord = {
  readonly deviceId: string;
  /** Whose key the outbox is sealed to, so that no lost passphrase loses it. */
  readonly server: Recipient;
  /** The device's own key for what it seals to itself; the private half lies under the data key. */
  readonly inbox: Recipient & { readonly privateKey: string };
  /** With which the device shows that an entry comes from it. It never leaves the browser, which does not write it out. */
  readonly deviceKey: CryptoKeyPair;
  readonly signers: readonly SignerRecord[];
};

/** The keys of a device while somebody has unlocked it. They are in memory and nowhere else. */
export type Unlocked = {
  readonly user: string;
  readonly inboxKey: CryptoKey;
  /** To wrap it for another signer. */
  readonly rawDataKey: Bytes;
  /** For what is theirs alone: what they may see need not be what another on the same device may see. */
  readonly ownKey: CryptoKey;
};

const purposes = {
  dataKey: "vigil data key v1",
  signingKey: "vigil signing key v1",
  ownKey: "vigil own data v1",
} as const;

/** A device with no signer yet, whose data key is about to be wrapped for the first. */
export async function newDevice(deviceId: string): Promise<{
  readonly record: Omit<DeviceRecord, "server">;
  readonly rawDataKey: Bytes;
}> {
  const rawDataKey = freshBytes(32);
  const inbox = await agreementPair();
  const publicKey = await publicPoint(inbox.publicKey);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", inbox.privateKey));
  const privateKey = await encrypt(await aesKey(rawDataKey), pkcs8, deviceId);
  const record = {
    deviceId,
    inbox: { keyId: keyIdOf(publicKey), publicKey, privateKey },
    deviceKey: await signingPair(false),
    signers: [],
  };
  return { record, rawDataKey };
}

/** @param secret 256 bits that only they can bring: of their passkey, or of their passphrase */
export async function newSigner(
  deviceId: string,
  who: { readonly user: string; readonly username: string; readonly means: Means },
  secret: Bytes,
  rawDataKey: Bytes,
): Promise<SignerRecord> {
  const { user, username, means } = who;
  const pair = await signingPair(true);
  const publicKey = await publicPoint(pair.publicKey);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  const [forData, forSigning] = await Promise.all([
    derivedKey(secret, purposes.dataKey),
    derivedKey(secret, purposes.signingKey),
  ]);
  return {
    user,
    handle: handleOf(deviceId, username),
    means,
    dataKey: await encrypt(forData, rawDataKey, `${deviceId} ${user}`),
    signing: {
      keyId: keyIdOf(publicKey),
      publicKey,
      privateKey: await encrypt(forSigning, pkcs8, `${deviceId} ${user}`),
    },
  };
}

/** @returns undefined where the secret is not theirs */
export async function unlock(
  { deviceId, inbox }: DeviceRecord,
  { user, dataKey }: SignerRecord,
  secret: Bytes,
): Promise<Unlocked | undefined> {
  const raw = await decrypt(await derivedKey(secret, purposes.dataKey), dataKey, `${deviceId} ${user}`);
  if (!raw) return undefined;
  const key = await aesKey(raw);
  const pkcs8 = await decrypt(key, inbox.privateKey, deviceId);
  if (!pkcs8) throw new Error("Cannot unlock: the device's own key was altered.");
  const [inboxKey, ownKey] = await Promise.all([
    readAgreementKey(pkcs8),
    derivedKey(secret, purposes.ownKey),
  ]);
  return { user, inboxKey, rawDataKey: raw, ownKey };
}

/** Opens a signer's own key, for one signature. @returns undefined where the secret is not theirs */
export async function openSigningKey(
  { deviceId }: Pick<DeviceRecord, "deviceId">,
  { user, signing }: SignerRecord,
  secret: Bytes,
): Promise<CryptoKey | undefined> {
  const key = await derivedKey(secret, purposes.signingKey);
  const pkcs8 = await decrypt(key, signing.privateKey, `${deviceId} ${user}`);
  return pkcs8 && readSigningKey(pkcs8);
}

export function signerNamed({ deviceId, signers }: DeviceRecord, username: string): SignerRecord | undefined {
  const handle = handleOf(deviceId, username);
  return signers.find((signer) => signer.handle === handle);
}

/** The name of a key: the beginning of the hash of its point. */
export function keyIdOf(publicKey: string): string {
  return contentHash({ key: publicKey }).slice(0, 32);
}

function handleOf(deviceId: string, username: string): string {
  return contentHash({ deviceId, username: username.trim().toLowerCase() });
}

/** What is kept for the person who has unlocked, under a key that is theirs alone. @param name what it is bound to */
export async function sealData({ ownKey }: Unlocked, name: string, text: string): Promise<string> {
  return encrypt(ownKey, textBytes(text), name);
}

export async function openData(
  { ownKey }: Unlocked,
  name: string,
  sealed: string,
): Promise<string | undefined> {
  const bytes = await decrypt(ownKey, sealed, name);
  return bytes && new TextDecoder().decode(bytes);
}

/** A salt for a passphrase or a passkey. */
export function freshSalt(): string {
  return toBase64(freshBytes(16));
}

/** The device's point, as the server registers it. */
export function devicePoint({ deviceKey }: Pick<DeviceRecord, "deviceKey">): Promise<string> {
  return publicPoint(deviceKey.publicKey);
}
