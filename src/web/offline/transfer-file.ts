import { aesKey, decrypt, encrypt, freshBytes, textBytes } from "./bytes.ts";
import type { PassphraseMeans } from "./passphrase-secret.ts";
import { newPassphraseMeans, secretOf } from "./secret-of-person.ts";
import { isWaiting, type StoredEntry } from "./stored-entry.ts";

/** What a file for another device holds. Its entries stay sealed to the server; the code keeps strangers from handing them about. */
type TransferFile = {
  readonly vigil: "outbox";
  readonly version: 1;
  readonly means: PassphraseMeans;
  readonly sealed: string;
};

const bound = "vigil transfer v1";
// Without letters and digits that look alike.
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** 100 random bits that a person can type: five groups of four. */
export function transferCode(): string {
  const letters = Array.from(freshBytes(20), (byte) => alphabet[byte % alphabet.length]);
  return [0, 4, 8, 12, 16].map((from) => letters.slice(from, from + 4).join("")).join("-");
}

/** What waits on this device, for another to take. */
export async function writeTransfer(entries: readonly StoredEntry[], code: string): Promise<string> {
  const means = newPassphraseMeans();
  const key = await aesKey(await secretOf(means, { passphrase: readCode(code) }));
  const content = textBytes(JSON.stringify(entries.filter(isWaiting)));
  const file: TransferFile = {
    vigil: "outbox",
    version: 1,
    means,
    sealed: await encrypt(key, content, bound),
  };
  return JSON.stringify(file);
}

/** @returns undefined where it is no such file, or the code does not open it */
export async function readTransfer(text: string, code: string): Promise<readonly StoredEntry[] | undefined> {
  try {
    const { means, sealed } = JSON.parse(text) as TransferFile;
    const key = await aesKey(await secretOf(means, { passphrase: readCode(code) }));
    const content = await decrypt(key, sealed, bound);
    return content && (JSON.parse(new TextDecoder().decode(content)) as readonly StoredEntry[]);
  } catch {
    return undefined;
  }
}

function readCode(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, "");
}
