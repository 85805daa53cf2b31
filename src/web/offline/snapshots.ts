import { canonicalJson } from "#kernel";
import { within } from "./device-database.ts";
import { openData, sealData, type Unlocked } from "./device-vault.ts";

/** What the server answered once, and when. */
export type Snapshot = { readonly answer: unknown; readonly at: number };

/** Keeps an answer for whoever has unlocked the device: under their key, and for them alone. */
export async function keepSnapshot(unlocked: Unlocked, question: unknown, snapshot: Snapshot): Promise<void> {
  const name = await nameOf(unlocked, question);
  const sealed = await sealData(unlocked, name, JSON.stringify(snapshot));
  await within("snapshots", "readwrite", (store) => store.put(sealed, name));
}

export async function readSnapshot(unlocked: Unlocked, question: unknown): Promise<Snapshot | undefined> {
  const name = await nameOf(unlocked, question);
  const sealed = await within<string | undefined>("snapshots", "readonly", (store) => store.get(name));
  const text = sealed && (await openData(unlocked, name, sealed));
  return text ? (JSON.parse(text) as Snapshot) : undefined;
}

/** A question may name a form or a number of somebody: the key under which its answer lies is a hash that only they can reckon. */
async function nameOf({ user, rawDataKey }: Unlocked, question: unknown): Promise<string> {
  const key = await crypto.subtle.importKey("raw", rawDataKey, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const text = new TextEncoder().encode(canonicalJson({ user, question }));
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, text));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
