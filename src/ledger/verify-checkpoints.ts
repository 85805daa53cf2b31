import type { Sha256, StudyId } from "#kernel";
import { type Checkpoint, checkpointHash, checkpointText, type SignedCheckpoint } from "./checkpoint.ts";
import { noHash } from "./event.ts";
import type { KnownGap } from "./restore.ts";
import type { Find, Finding, LedgerToVerify, VerificationTools } from "./verify.ts";
import type { Walk } from "./walk-records.ts";

/**
 * Each is signed, has the heads that it saw moving, and follows the one before it, or a lawful restore. A copy of some
 * streams holds only their heads, each with its own proof.
 */
export function checkCheckpoints(
  { study, checkpoints, witness, proofs }: LedgerToVerify,
  tools: VerificationTools,
  gaps: readonly KnownGap[],
  { changes }: Walk,
  find: Find,
): void {
  let previous: SignedCheckpoint | undefined;
  for (const filed of checkpoints) {
    const { checkpoint } = filed;
    const place = `Checkpoint ${checkpoint.number}`;
    const found = (code: string, message: string): void =>
      find({ checkpoint: checkpoint.number, code, message });
    if (!isGenuine(filed, study, tools))
      found("checkpoint-forged", `${place} bears no signature of a known key.`);
    if (!proofs && changes.get(checkpoint.number)?.root() !== checkpoint.changesRoot)
      found("checkpoint-altered", `${place}: the heads that it saw moving were altered.`);
    const before = predecessor(checkpoint, previous, gaps, witness);
    if (checkpoint.previousHash !== before.hash || checkpoint.number !== before.number + 1)
      found("checkpoint-missing", `${place} does not follow checkpoint ${before.number}.`);
    previous = filed;
  }
}

/**
 * Every checkpoint that the witness holds is in the ledger, unless a lawful restore lost it or the ledger is a copy that was taken before.
 * Returns how many were taken after the copy.
 */
export function checkWitness(
  { study, checkpoints, witness, takenAt }: LedgerToVerify,
  tools: VerificationTools,
  gaps: readonly KnownGap[],
  find: Find,
): number {
  let newer = 0;
  const filed = new Map(checkpoints.map((signed) => [signed.checkpoint.number, checkpointHash(signed)]));
  for (const signed of witness) {
    const { number } = signed.checkpoint;
    if (!isGenuine(signed, study, tools)) {
      const message = `The witness's checkpoint ${number} bears no signature of a known key.`;
      find({ checkpoint: number, code: "witness-forged", message });
      continue;
    }
    if (isLost(number, gaps)) continue;
    const hash = filed.get(number);
    if (hash !== undefined && hash !== checkpointHash(signed)) find(replaced(number));
    if (hash !== undefined) continue;
    if (takenAt !== undefined && signed.checkpoint.takenAt > takenAt) newer++;
    else find(olderThanWitness(number));
  }
  return newer;
}

/** All heads together are those that the last checkpoint has seen. */
export function checkTotals({ checkpoints, proofs }: LedgerToVerify, { proven }: Walk, find: Find): void {
  const last = checkpoints.at(-1)?.checkpoint;
  if (!last || proofs) return;
  if (proven.root === last.root && proven.streams === last.streams && proven.events === last.events) return;
  const message = `The stream heads do not add up to the root of checkpoint ${last.number}.`;
  find({ checkpoint: last.number, code: "root-differs", message });
}

function isGenuine(
  { checkpoint, signature }: SignedCheckpoint,
  study: StudyId,
  tools: VerificationTools,
): boolean {
  return (
    checkpoint.study === study && tools.isSignedBy(checkpoint.keyId, checkpointText(checkpoint), signature)
  );
}

/** The checkpoint that must stand before: the one filed before it or, after a restore, the last that was witnessed. */
function predecessor(
  checkpoint: Checkpoint,
  previous: SignedCheckpoint | undefined,
  gaps: readonly KnownGap[],
  witness: readonly SignedCheckpoint[],
): { readonly number: number; readonly hash: Sha256 } {
  const gap = gaps.find(({ toCheckpoint }) => toCheckpoint === checkpoint.number - 1);
  const lost = gap && witness.find((signed) => signed.checkpoint.number === gap.toCheckpoint);
  if (gap && !lost) return { number: gap.toCheckpoint, hash: gap.lastHash };
  const before = lost ?? previous;
  return before
    ? { number: before.checkpoint.number, hash: checkpointHash(before) }
    : { number: 0, hash: noHash };
}

function isLost(number: number, gaps: readonly KnownGap[]): boolean {
  return gaps.some(({ fromCheckpoint, toCheckpoint }) => number >= fromCheckpoint && number <= toCheckpoint);
}

function olderThanWitness(number: number): Finding {
  const message = `The witness holds checkpoint ${number}, which this ledger lacks: its end was cut off or an old copy put in its place.`;
  return { checkpoint: number, code: "ledger-older-than-witness", message };
}

function replaced(number: number): Finding {
  const message = `Checkpoint ${number} is not the one that the witness holds.`;
  return { checkpoint: number, code: "checkpoint-replaced", message };
}
