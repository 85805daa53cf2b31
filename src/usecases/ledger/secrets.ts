import type { StudyId } from "#kernel";
import type { StreamId } from "#ledger";
import { isSecret, type SealedFacts } from "#trial";
import type { KeyRing, Sealer } from "../ports/key-ring.ts";
import { missingKey } from "./sealing.ts";

/** Under whose name the key of all that is sealed in a study lies in the key ring. */
const owner = "sealed-allocation";

/** So many letters are sealed of every secret, however short it is: a length tells nothing. */
const secretLength = 512;

export function isSealedStream(stream: StreamId): boolean {
  return stream.startsWith("sealed:");
}

/**
 * Replaces every secret in the value by what it is under the study's key, all of one length. The key is made with the first.
 * @throws Error where the key was destroyed, or a secret is too long
 */
export async function sealSecrets<Value>(keys: KeyRing, study: StudyId, value: Value): Promise<Value> {
  const sealer = await keys.makeSealer(study, owner);
  if (sealer === "destroyed") throw new Error("Cannot seal: the key of the allocation was destroyed.");
  return replaceSecrets(value, sealer) as Value;
}

/** Opens secrets one by one, as rules ask for them. */
export async function secretOpener(keys: KeyRing, study: StudyId): Promise<SealedFacts["open"]> {
  const sealer = await keys.sealerOf(study, owner);
  return (sealed) => {
    if (isSecret(sealed)) return sealed.secret;
    if (sealer === "missing") throw missingKey();
    const text = sealer === "destroyed" ? undefined : sealer.open(sealed.sealedSecret);
    if (text !== undefined) return JSON.parse(text);
    throw new Error("Cannot open what is sealed: it was altered, or its key was destroyed.");
  };
}

function replaceSecrets(value: unknown, sealer: Sealer): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((member) => replaceSecrets(member, sealer));
  if (isSecret(value)) return { sealedSecret: sealer.seal(padded(JSON.stringify(value.secret))) };
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, replaceSecrets(member, sealer)]),
  );
}

/** JSON may be followed by spaces. */
function padded(text: string): string {
  if (text.length > secretLength || !/^[\x20-\x7e]*$/.test(text))
    throw new Error(`Cannot seal a secret that is not up to ${secretLength} letters of ASCII.`);
  return text.padEnd(secretLength, " ");
}
