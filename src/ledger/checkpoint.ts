import { canonicalJson, contentHash, type Instant, type Sha256, type StudyId } from "#kernel";
import type { StreamHead } from "./merkle.ts";

/**
 * A signed statement of where every stream of a study stood at one moment. Each names the one before it,
 * so that none can be left out, and the heads that moved since.
 */
export type Checkpoint = {
  readonly study: StudyId;
  /** 1, 2, 3 … without gaps, also across a restore. */
  readonly number: number;
  readonly takenAt: Instant;
  /** Number of streams, and of events in all of them. */
  readonly streams: number;
  readonly events: number;
  /** Merkle root over all heads. */
  readonly root: Sha256;
  /** Merkle root over the heads that moved since the checkpoint before: what every earlier head once was stays provable. */
  readonly changesRoot: Sha256;
  readonly previousHash: Sha256;
  /** Which key signed it: the first 16 digits of the public key's SHA-256. */
  readonly keyId: string;
};

export type SignedCheckpoint = {
  readonly checkpoint: Checkpoint;
  /** Ed25519 over the checkpoint's canonical JSON, in base64. */
  readonly signature: string;
};

/** A checkpoint as it is filed, with the heads that moved. */
export type FiledCheckpoint = SignedCheckpoint & { readonly changes: readonly StreamHead[] };

/** The text that is signed. */
export function checkpointText(checkpoint: Checkpoint): string {
  return `vigil checkpoint\n${canonicalJson(checkpoint)}`;
}

/** By which the next checkpoint names this one. */
export function checkpointHash({ checkpoint, signature }: SignedCheckpoint): Sha256 {
  return contentHash({ checkpoint, signature });
}
