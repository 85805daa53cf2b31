import { canonicalJson, type Instant, type Sha256, type StudyId } from "#kernel";
import type { SignedCheckpoint } from "./checkpoint.ts";
import type { VerificationTools } from "./verify.ts";

/** What a lawful restore says of itself: which checkpoints the restored copy still has, and which are lost. */
export type RestoreStatement = {
  readonly study: StudyId;
  readonly restoredAt: Instant;
  /** The last checkpoint in the restored copy; 0 if it has none. */
  readonly lastCheckpointKept: number;
  /** The last that the witness holds, and its hash: the next checkpoint follows it. */
  readonly lastCheckpointWitnessed: number;
  readonly witnessHash: Sha256;
};

/** The data of a `LedgerRestored` event: signed, so that nobody without the key can excuse a cut history. */
export type SignedRestore = {
  readonly statement: RestoreStatement;
  readonly keyId: string;
  readonly signature: string;
};

/** A lawful restore that the ledger itself tells of: the checkpoints whose events are lost. */
export type KnownGap = {
  readonly restoredAt: Instant;
  readonly fromCheckpoint: number;
  readonly toCheckpoint: number;
  readonly fromMoment: Instant;
  readonly toMoment: Instant;
  /** How many events the lost checkpoints had seen beyond the last that was kept. */
  readonly events: number;
};

export function restoreText(statement: RestoreStatement): string {
  return `vigil restore\n${canonicalJson(statement)}`;
}

export function isGenuineRestore(restore: SignedRestore, study: StudyId, tools: VerificationTools): boolean {
  const { statement, keyId, signature } = restore;
  return statement.study === study && tools.isSignedBy(keyId, restoreText(statement), signature);
}

/** The gaps that genuine restores account for. */
export function knownGaps(
  restores: readonly SignedRestore[],
  witness: readonly SignedCheckpoint[],
): readonly KnownGap[] {
  const witnessed = (number: number) =>
    witness.find(({ checkpoint }) => checkpoint.number === number)?.checkpoint;
  return restores.map(({ statement }) => {
    const kept = witnessed(statement.lastCheckpointKept);
    const lost = witnessed(statement.lastCheckpointWitnessed);
    return {
      restoredAt: statement.restoredAt,
      fromCheckpoint: statement.lastCheckpointKept + 1,
      toCheckpoint: statement.lastCheckpointWitnessed,
      fromMoment: kept?.takenAt ?? statement.restoredAt,
      toMoment: lost?.takenAt ?? statement.restoredAt,
      events: Math.max(0, (lost?.events ?? 0) - (kept?.events ?? 0)),
    };
  });
}
