import type { Sha256, StudyId } from "#kernel";
import {
  type Checkpoint,
  changesHash,
  checkpointHash,
  checkpointText,
  type SignedCheckpoint,
} from "./checkpoint.ts";
import { noHash, type StreamId } from "./event.ts";
import { merkleRoot, rootFromProof, type StreamHead } from "./merkle.ts";
import type { KnownGap } from "./restore.ts";
import type { FiledCheckpoint, Finding, LedgerToVerify, VerificationTools } from "./verify.ts";
import type { Walk } from "./verify-events.ts";

type Find = (finding: Finding) => void;

/** The heads of all streams as the last checkpoint saw them. */
export function foldChanges(checkpoints: readonly FiledCheckpoint[]): ReadonlyMap<StreamId, StreamHead> {
  const heads = new Map<StreamId, StreamHead>();
  for (const { changes } of checkpoints) for (const head of changes) heads.set(head.stream, head);
  return heads;
}

/**
 * Each is signed, has its own changes and follows the one before it, or a lawful restore. A copy of some
 * streams holds only their changes; there the proofs stand in for the whole list.
 */
export function checkCheckpoints(
  { study, checkpoints, witness, proofs }: LedgerToVerify,
  tools: VerificationTools,
  gaps: readonly KnownGap[],
  find: Find,
): void {
  let previous: SignedCheckpoint | undefined;
  for (const filed of checkpoints) {
    const { checkpoint, changes } = filed;
    const at = { checkpoint: checkpoint.number };
    const place = `Checkpoint ${checkpoint.number}`;
    if (!isGenuine(filed, study, tools)) {
      find({ ...at, code: "checkpoint-forged", message: `${place} bears no signature of a known key.` });
    }
    if (!proofs && changesHash(changes) !== checkpoint.changesHash) {
      find({ ...at, code: "checkpoint-altered", message: `${place}: its list of stream heads was altered.` });
    }
    const before = predecessor(checkpoint, previous, gaps, witness);
    if (checkpoint.previousHash !== before.hash || checkpoint.number !== before.number + 1) {
      find({
        ...at,
        code: "checkpoint-missing",
        message: `${place} does not follow checkpoint ${before.number}.`,
      });
    }
    previous = filed;
  }
}

/** Every checkpoint that the witness holds is in the ledger, unless a lawful restore lost it. */
export function checkWitness(
  { study, checkpoints, witness }: LedgerToVerify,
  tools: VerificationTools,
  gaps: readonly KnownGap[],
  find: Find,
): void {
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
    if (hash === undefined) find(olderThanWitness(number));
    else if (hash !== checkpointHash(signed)) find(replaced(number));
  }
}

/** The heads lead to the root that the last checkpoint signed. */
export function checkRoot(
  { checkpoints, proofs }: LedgerToVerify,
  heads: ReadonlyMap<StreamId, StreamHead>,
  find: Find,
): void {
  const last = checkpoints.at(-1)?.checkpoint;
  if (!last) return;
  const at = { checkpoint: last.number };
  if (!proofs) {
    if (merkleRoot([...heads.values()]) === last.root) return;
    const message = `The stream heads do not add up to the root of checkpoint ${last.number}.`;
    find({ ...at, code: "root-differs", message });
    return;
  }
  for (const [stream, steps] of proofs) {
    const head = heads.get(stream);
    if (head && rootFromProof(head, steps) === last.root) continue;
    const message = `Stream ${stream} does not lead to the root of checkpoint ${last.number}.`;
    find({ ...at, stream, code: "proof-fails", message });
  }
}

/** Every stream still holds, at the version that the last checkpoint saw, the event that it saw. */
export function checkHeads(
  { proofs }: LedgerToVerify,
  heads: ReadonlyMap<StreamId, StreamHead>,
  { hashAtHead }: Walk,
  find: Find,
): void {
  for (const { stream, version, hash } of heads.values()) {
    if (proofs && !proofs.has(stream)) continue;
    const found = hashAtHead.get(stream);
    if (found === undefined) find(tailCut(stream, version));
    else if (found !== hash) find(rewritten(stream, version));
  }
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
  if (gap && !lost) return { number: gap.toCheckpoint, hash: checkpoint.previousHash };
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

function tailCut(stream: StreamId, version: number): Finding {
  const message = `Stream ${stream} ends before event ${version}, which the last checkpoint has seen.`;
  return { stream, version, code: "tail-cut", message };
}

function rewritten(stream: StreamId, version: number): Finding {
  const message = `Event ${version} of ${stream} is not the one that the last checkpoint has seen.`;
  return { stream, version, code: "history-rewritten", message };
}
