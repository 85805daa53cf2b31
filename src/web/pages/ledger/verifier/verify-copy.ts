import { renderIssue } from "#kernel";
import {
  type BundleManifest,
  bundleToVerify,
  type FiledRecord,
  openBundle,
  type SignedCheckpoint,
  type VerificationReport,
  verifyLedger,
} from "#ledger";
import { type CopyReading, readCopy, type Stage } from "#trial";
import { browserTools, findSignatures, signedCheckpoint } from "./browser-tools.ts";
import { bundleLinesOf } from "./bundle-lines.ts";

/** What somebody gives to check: the copy and, where they have them, the witness's checkpoints and the public key. */
export type FilesToVerify = {
  readonly copy: Blob;
  readonly witness?: Blob | undefined;
  readonly publicKey?: Blob | undefined;
};

/** What was found, and who is in the copy. */
export type VerifiedCopy = {
  readonly manifest: BundleManifest;
  readonly report: VerificationReport;
  readonly isKeyGiven: boolean;
  readonly seconds: number;
  readonly participants: readonly CopiedLine[];
};

/** A participant of the copy, in a line. */
export type CopiedLine = {
  readonly participantId: string;
  readonly number: string | null;
  readonly stage: Stage;
  readonly events: number;
};

const tellEvery = 2_000;

/**
 * Proves a copy by the same rules as the server and the command line, and reads it. The file is read three times, in pieces: for its
 * signatures, for the proof, and for what it says.
 * @throws Error where the file is no copy
 */
export async function verifyCopy(
  { copy, witness, publicKey }: FilesToVerify,
  tell: (events: number) => void,
): Promise<{ readonly verified: VerifiedCopy; readonly reading: CopyReading }> {
  const began = performance.now();
  const witnessed = witness ? witnessIn(await witness.text()) : [];
  const found = await findSignatures(bundleLinesOf(copy));
  const given = publicKey ? publicKeysIn(await publicKey.text()) : undefined;
  const tools = await browserTools(given ?? found.publicKeys, [
    ...found.signed,
    ...witnessed.map(signedCheckpoint),
  ]);
  const bundle = await opened(copy);
  const toVerify = bundleToVerify({ ...bundle, records: counted(bundle.records, tell) }, witnessed);
  const report = await verifyLedger(toVerify, tools);
  const seconds = (performance.now() - began) / 1_000;
  const reading = await readCopy(await opened(copy));
  const participants = reading.participants.map(({ participantId, number, stage, events }) => ({
    participantId,
    number,
    stage,
    events: events.length,
  }));
  const verified = {
    manifest: bundle.manifest,
    report,
    isKeyGiven: given !== undefined,
    seconds,
    participants,
  };
  return { verified, reading };
}

async function opened(copy: Blob) {
  const bundle = await openBundle(bundleLinesOf(copy));
  if (!bundle.ok) throw new Error(bundle.error.issues.map(renderIssue).join("; "));
  return bundle.value;
}

async function* counted(
  batches: AsyncIterable<readonly FiledRecord[]>,
  tell: (events: number) => void,
): AsyncIterable<readonly FiledRecord[]> {
  let [count, told] = [0, 0];
  for await (const records of batches) {
    count += records.filter(({ kind }) => kind === "event").length;
    if (count - told >= tellEvery) {
      told = count;
      tell(count);
    }
    yield records;
  }
}

/** One public key in PEM, or all that ever signed, one after the other. */
function publicKeysIn(text: string): readonly string[] {
  const found = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g);
  if (!found) throw new Error("The file given as public key holds none in PEM.");
  return found;
}

/** The checkpoints of a witness file, one a line; a line that was cut short is none. */
function witnessIn(text: string): readonly SignedCheckpoint[] {
  const signed = text.split("\n").flatMap((line) => {
    try {
      const one = JSON.parse(line) as SignedCheckpoint;
      return Number.isInteger(one.checkpoint.number) ? [one] : [];
    } catch {
      return [];
    }
  });
  return signed.sort((a, b) => a.checkpoint.number - b.checkpoint.number);
}
