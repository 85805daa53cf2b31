import type { FiledHead } from "./filed.ts";
import { rootFromProof } from "./merkle.ts";
import type { Find, Finding, LedgerToVerify, VerificationTools } from "./verify.ts";
import type { Position } from "./walk-records.ts";

/** A stream still has, at the version that a checkpoint saw, the event that it saw; and that checkpoint is there. */
export function checkHead(
  { checkpoints, proofs }: LedgerToVerify,
  tools: VerificationTools,
  head: FiledHead,
  position: Position,
  find: Find,
): void {
  const { stream, version, checkpoint: number } = head;
  const at = { stream, version, checkpoint: number };
  if (position.version < version) {
    const message = `Stream ${stream} ends before event ${version}, which checkpoint ${number} has seen.`;
    find({ ...at, code: "tail-cut", message });
  } else if (position.version > version || position.hash !== head.hash) {
    const message = `Event ${version} of ${stream} is not the one that checkpoint ${number} has seen.`;
    find({ ...at, code: "history-rewritten", message });
  }
  const checkpoint = findCheckpoint(checkpoints, number);
  if (!checkpoint) {
    const message = `Checkpoint ${number} is not there, but what it saw of ${stream} is.`;
    find({ ...at, code: "checkpoint-missing", message });
    return;
  }
  if (!proofs || rootFromProof(head, head.steps ?? [], tools.sha256) === checkpoint.changesRoot) return;
  const message = `What checkpoint ${number} saw of ${stream} does not lead to its root.`;
  find({ ...at, code: "proof-fails", message });
}

/** In a copy of some streams: the last head leads to the root of the last checkpoint, so that none after it was left out. */
export function checkProof(
  { checkpoints, proofs }: LedgerToVerify,
  tools: VerificationTools,
  head: FiledHead,
  find: Find,
): void {
  const last = checkpoints.at(-1)?.checkpoint;
  if (!proofs || !last) return;
  const steps = proofs.get(head.stream);
  if (steps && rootFromProof(head, steps, tools.sha256) === last.root) return;
  const message = `Stream ${head.stream} does not lead to the root of checkpoint ${last.number}.`;
  find({ code: "proof-fails", stream: head.stream, checkpoint: last.number, message });
}

/** In a database: where it holds the stream to end is where its events end. */
export function endFinding({ isInDatabase }: LedgerToVerify, position: Position): Finding | undefined {
  if (!isInDatabase) return undefined;
  const { stream, version, hash, end } = position;
  if (end?.version === version && end.hash === hash) return undefined;
  const message = `The head of ${stream} does not agree with its last event.`;
  return { code: "head-altered", stream, version, message };
}

/** They are numbered without gaps, unless some were lost: then the nearest place is not the right one. */
function findCheckpoint(checkpoints: LedgerToVerify["checkpoints"], number: number) {
  const first = checkpoints[0]?.checkpoint.number ?? 1;
  const guess = checkpoints[number - first]?.checkpoint;
  if (guess?.number === number) return guess;
  return checkpoints.find(({ checkpoint }) => checkpoint.number === number)?.checkpoint;
}
