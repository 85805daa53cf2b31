import { canonicalJson } from "#kernel";
import { agreedKey, agreementPair, publicPoint, type Recipient } from "./agreed-key.ts";
import { aesKey, type Bytes, decrypt, encrypt, freshBytes, textBytes } from "./bytes.ts";
import { sign } from "./signing-key.ts";
import type { BoundTo, EntryHeader, SealedEntry, SealedForDevice } from "./stored-entry.ts";

/** Seals for whoever holds a recipient's private key. It needs no secret of a person: a locked device still takes what is entered. */
export type EntrySealer = {
  readonly seal: (header: EntryHeader, content: string) => Promise<SealedEntry>;
  /** For this device alone. */
  readonly sealForDevice: (boundTo: BoundTo, content: string) => Promise<SealedForDevice>;
};

/** After so many entries another pair is made: what one pair gives away concerns no more than these. */
const renewAfter = 1_000;

type Agreed = { readonly ephemeral: string; readonly keys: ReadonlyMap<string, CryptoKey>; left: number };

export function entrySealer(server: Recipient, device: Recipient, deviceKey: CryptoKey): EntrySealer {
  let agreed: Promise<Agreed> | undefined;
  const agreement = async (): Promise<Agreed> => {
    const known = await agreed;
    if (known && known.left-- > 0) return known;
    agreed = agree([server, device]);
    return agreed;
  };
  return {
    seal: async (header, content) => {
      const sealed = { header, ...(await sealFor(await agreement(), [server, device], header, content)) };
      return { ...sealed, signature: await sign(deviceKey, signedText(sealed)) };
    },
    sealForDevice: async (boundTo, content) => sealFor(await agreement(), [device], boundTo, content),
  };
}

/** What the device puts its key to. */
export function signedText({ header, content, ephemeral, keys }: Omit<SealedEntry, "signature">): string {
  return canonicalJson({ purpose: "vigil queued command v1", header, content, ephemeral, keys });
}

/** @returns the content; undefined where it is for another key, or altered */
export async function openSealed(
  { content, ephemeral, keys }: SealedForDevice,
  boundTo: BoundTo,
  own: Recipient,
  privateKey: CryptoKey,
): Promise<string | undefined> {
  const contentKey = await openContentKey({ ephemeral, keys }, boundTo, own, privateKey);
  const bytes = contentKey && (await decrypt(await aesKey(contentKey), content, canonicalJson(boundTo)));
  return bytes && new TextDecoder().decode(bytes);
}

async function openContentKey(
  { ephemeral, keys }: Pick<SealedForDevice, "ephemeral" | "keys">,
  boundTo: BoundTo,
  own: Recipient,
  privateKey: CryptoKey,
): Promise<Bytes | undefined> {
  const wrapped = keys[own.keyId];
  if (wrapped === undefined) return undefined;
  const key = await agreedKey(privateKey, ephemeral, { ephemeral, recipient: own.publicKey });
  return decrypt(key, wrapped, canonicalJson(boundTo));
}

async function agree(recipients: readonly Recipient[]): Promise<Agreed> {
  const pair = await agreementPair();
  const ephemeral = await publicPoint(pair.publicKey);
  const keys = await Promise.all(
    recipients.map(async ({ keyId, publicKey }) => {
      const key = await agreedKey(pair.privateKey, publicKey, { ephemeral, recipient: publicKey });
      return [keyId, key] as const;
    }),
  );
  return { ephemeral, keys: new Map(keys), left: renewAfter };
}

async function sealFor(
  { ephemeral, keys }: Agreed,
  recipients: readonly Recipient[],
  boundTo: BoundTo,
  content: string,
): Promise<SealedForDevice> {
  const contentKey = freshBytes(32);
  const bound = canonicalJson(boundTo);
  const wrapped = await Promise.all(
    recipients.map(async ({ keyId }) => {
      const key = keys.get(keyId);
      if (!key) throw new Error(`Cannot seal for ${keyId}: there is no key of that name.`);
      return [keyId, await encrypt(key, contentKey, bound)] as const;
    }),
  );
  return {
    content: await encrypt(await aesKey(contentKey), textBytes(content), bound),
    ephemeral,
    keys: Object.fromEntries(wrapped),
  };
}
