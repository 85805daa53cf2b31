import { canonicalJson, type Instant, type Sha256, type StudyId } from "#kernel";
import type { SignedCheckpoint } from "./checkpoint.ts";
import type { LedgerEvent } from "./event.ts";
import type { VerificationTools } from "./verify.ts";

/** What a lawful restore says of itself: which checkpoints the restored copy still has, and which are lost. */
export type RestoreStatement = {
  readonly study: StudyId;
  readonly restoredAt: Instant;
  /** The moment of the backup: what was written after it is lost, also what no checkpoint had seen. The first version did not say. */
  readonly backupTakenAt?: Instant;
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

/** A lawful restore that the ledger itself tells of: what was written between the two moments is lost. */
export type KnownGap = {
  readonly restoredAt: Instant;
  /** The lost checkpoints; none where the second is the smaller one. */
  readonly fromCheckpoint: number;
  readonly toCheckpoint: number;
  /** Of the last checkpoint before the gap, as the first one after it names it. */
  readonly lastHash: Sha256;
  readonly fromMoment: Instant;
  readonly toMoment: Instant;
  /** How many events the lost checkpoints had seen beyond the last that was kept: at least so many are lost. */
  readonly events: number;
};

export function restoreText(statement: RestoreStatement): string {
  return `vigil restore\n${canonicalJson(statement)}`;
}

/** What the text of a `LedgerRestored` event says, if a known key has signed it for this study. */
export function genuineRestore(
  canonical: string,
  study: StudyId,
  tools: VerificationTools,
): SignedRestore | undefined {
  try {
    const restore = (JSON.parse(canonical) as LedgerEvent).data as unknown as SignedRestore;
    const { statement, keyId, signature } = restore;
    const isGenuine = statement.study === study && tools.isSignedBy(keyId, restoreText(statement), signature);
    return isGenuine ? restore : undefined;
  } catch {
    // Not of this shape: nobody here has written it.
    return undefined;
  }
}

/** The gaps that genuine restores account for. */
export function knownGaps(
  restores: readonly SignedRestore[],
  witness: readonly SignedCheckpoint[],
): readonly KnownGap[] {
  const eventsAt = (number: number): number =>
    witness.find(({ checkpoint }) => checkpoint.number === number)?.checkpoint.events ?? 0;
  return restores.map(({ statement }) => ({
    restoredAt: statement.restoredAt,
    fromCheckpoint: statement.lastCheckpointKept + 1,
    toCheckpoint: statement.lastCheckpointWitnessed,
    lastHash: statement.witnessHash,
    fromMoment: statement.backupTakenAt ?? statement.restoredAt,
    toMoment: statement.restoredAt,
    events: Math.max(0, eventsAt(statement.lastCheckpointWitnessed) - eventsAt(statement.lastCheckpointKept)),
  }));
}
