import { bundleEndText } from "./bundle-digest.ts";
import type { Find, LedgerToVerify, VerificationTools } from "./verify.ts";

/** The file is the one that was written, from its first line to its end, whatever its lines prove of the ledger. */
export function checkEnding({ ending }: LedgerToVerify, tools: VerificationTools, find: Find): void {
  if (!ending) return;
  const { end, sum, strayLines } = ending();
  for (const line of strayLines)
    find({
      code: "bundle-unreadable",
      message: `Line ${line} of the bundle is none that a bundle has there.`,
    });
  if (!end) {
    find({ code: "bundle-cut", message: "The bundle was cut: its end is missing." });
    return;
  }
  if (end.lines !== sum.lines || end.digest !== sum.digest) {
    const message = "The bundle is not the one that was written: lines were changed, added or left out.";
    find({ code: "bundle-altered", message });
  } else if (!tools.isSignedBy(end.keyId, bundleEndText(sum), end.signature))
    find({ code: "bundle-forged", message: "The bundle's end bears no signature of a known key." });
}
