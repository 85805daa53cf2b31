import type { Instant, StudyId } from "#kernel";
import type { SignedCheckpoint, VerificationTools } from "#ledger";

/** The time, as the server has it. */
export type Clock = { readonly now: () => Instant };

/** Where randomness comes from; tests and demonstrations bring their own. */
export type Randomness = {
  /** A version-4 UUID: tells nothing. */
  readonly randomId: () => string;
  /** A version-7 UUID: sorts by time. */
  readonly timedId: () => string;
  readonly token: () => string;
};

/** Signs checkpoints, bundles and restores, with a key that lies outside the database; and verifies with those that are trusted here. */
export type Signer = VerificationTools & {
  readonly keyId: string;
  /** SPKI, PEM. */
  readonly publicKey: string;
  readonly sign: (text: string) => string;
};

/** Checkpoints outside the database, where its owner cannot reach them. */
export type Witness = {
  readonly keep: (signed: SignedCheckpoint) => Promise<void>;
  /** All of them, oldest first. */
  readonly read: (study: StudyId) => Promise<readonly SignedCheckpoint[]>;
  readonly last: (study: StudyId) => Promise<SignedCheckpoint | undefined>;
  /** The studies that it has seen: none of them can vanish from the database without a word. */
  readonly studies: () => Promise<readonly StudyId[]>;
};

/** What was refused at the door; without identity, arm or content. */
export type SecurityEntry = {
  readonly kind: string;
  readonly user?: string;
  readonly route?: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
};

export type SecurityLog = { readonly write: (entry: SecurityEntry) => Promise<void> };

/** What the database itself holds against tampering: triggers, row-level security, a role without might. */
export type Guards = {
  /** A sentence for each guard that is not in its place. */
  readonly missing: () => Promise<readonly string[]>;
};
