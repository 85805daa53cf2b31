import { verificationTools } from "#adapters";
import {
  bundleToVerify,
  openBundle,
  type SignedCheckpoint,
  type VerificationReport,
  verifyLedger,
} from "#ledger";

/** The lines of a text that comes in pieces, in batches. */
async function* linesIn(pieces: AsyncIterable<string>): AsyncIterable<readonly string[]> {
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  if (rest !== "") yield [rest];
}

/** Proves a bundle against a witness and public keys; throws where it is none. */
export async function verifyBundleText(
  text: AsyncIterable<string>,
  publicKeys: readonly string[],
  witness: readonly SignedCheckpoint[] = [],
): Promise<VerificationReport> {
  const opened = await openBundle(linesIn(text));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return verifyLedger(bundleToVerify(opened.value, witness), verificationTools(publicKeys));
}
