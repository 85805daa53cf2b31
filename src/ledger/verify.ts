import type { Instant, Sha256, StudyId } from "#kernel";
import { checkpointHash, type SignedCheckpoint } from "./checkpoint.ts";
import type { LedgerEvent, StreamId } from "./event.ts";
import type { FiledRecord } from "./filed.ts";
import type { ProofStep } from "./merkle.ts";
import type { BundleEnding } from "./read-bundle.ts";
import { type KnownGap, knownGaps } from "./restore.ts";
import { checkCheckpoints, checkTotals, checkWitness } from "./verify-checkpoints.ts";
import { checkEnding } from "./verify-ending.ts";
import type { SealCount } from "./verify-openings.ts";
import { walkRecords } from "./walk-records.ts";

/** Something that is not as it was written. */
export type Finding = {
  readonly code: string;
  readonly message: string;
  readonly stream?: StreamId;
  readonly version?: number;
  readonly checkpoint?: number;
};

export type VerificationReport = {
  readonly study: StudyId;
  /** Nothing was altered, moved, cut or put in another's place. */
  readonly intact: boolean;
  readonly events: number;
  readonly streams: number;
  readonly checkpoints: number;
  /** How many of the checkpoints a witness outside the database also holds. */
  readonly witnessed: number;
  /** How many checkpoints the witness holds that were taken after this copy was. */
  readonly newerWitnessed: number;
  /**
   * Up to this moment nobody can have changed anything unseen: that of the last checkpoint which the witness
   * holds or, without a witness, of the last that was signed. Null where there is none.
   */
  readonly provenUntil: Instant | null;
  /** Events that are chained, but not yet under a signed checkpoint. */
  readonly unproven: number;
  /** Of what is sealed, how much the copy lays open, each compared with what was sealed. */
  readonly seals: SealCount;
  readonly gaps: readonly KnownGap[];
  /** The first thousand. */
  readonly findings: readonly Finding[];
};

/** What verification needs from its platform. */
export type VerificationTools = {
  readonly sha256: (text: string) => Sha256;
  /** Whether the signature over the text is by the key of that id. An unknown key is `false`. */
  readonly isSignedBy: (keyId: string, text: string, signature: string) => boolean;
  /** Whether this software can read events of that type and version; absent: of any. */
  readonly isKnown?: (event: Pick<LedgerEvent, "type" | "schemaVersion">) => boolean;
};

export type LedgerToVerify = {
  readonly study: StudyId;
  /** In batches; in the order that `FiledRecord` tells. */
  readonly records: Iterable<readonly FiledRecord[]> | AsyncIterable<readonly FiledRecord[]>;
  /** All of them, ordered by number. */
  readonly checkpoints: readonly SignedCheckpoint[];
  /** What was written outside the database; empty where there is none. */
  readonly witness: readonly SignedCheckpoint[];
  /** For a copy: when it was taken. What the witness holds of later is not in it. */
  readonly takenAt?: Instant;
  /** For a copy of some streams only: how the head of each leads to the root of the last checkpoint. */
  readonly proofs?: ReadonlyMap<StreamId, readonly ProofStep[]>;
  /** It lies in a database, which holds of each stream where it ends, and of each event which command it begins. */
  readonly isInDatabase?: boolean;
  /** The copy says of itself that it lays open what is sealed. */
  readonly isReadable?: boolean;
  /** Of a bundle: how its file ended, once all records were read. */
  readonly ending?: () => BundleEnding;
};

export type Find = (finding: Finding) => void;

const mostFindings = 1_000;

/**
 * Proves, or disproves, that a ledger is as it was written: every event's hash, the chain of every stream, every head that any
 * checkpoint has seen, the signature and order of every checkpoint, and every checkpoint that a witness holds. Needs no
 * database, and holds checkpoints in memory, but neither events nor heads. What it cannot read it does not vouch for.
 */
export async function verifyLedger(
  ledger: LedgerToVerify,
  tools: VerificationTools,
): Promise<VerificationReport> {
  const findings: Finding[] = [];
  const find: Find = (finding) => {
    if (findings.length < mostFindings) findings.push(finding);
  };
  const walk = await walkRecords(ledger, tools, find);
  const gaps = knownGaps(walk.restores, ledger.witness);
  checkCheckpoints(ledger, tools, gaps, walk, find);
  const newerWitnessed = checkWitness(ledger, tools, gaps, find);
  checkTotals(ledger, walk, find);
  checkEnding(ledger, tools, find);
  return {
    study: ledger.study,
    intact: findings.length === 0,
    events: walk.events,
    streams: walk.streams,
    checkpoints: ledger.checkpoints.length,
    unproven: walk.unproven,
    newerWitnessed,
    seals: walk.seals,
    gaps,
    findings,
    ...coverage(ledger),
  };
}

function coverage({
  checkpoints,
  witness,
}: LedgerToVerify): Pick<VerificationReport, "witnessed" | "provenUntil"> {
  const held = new Set(witness.map(checkpointHash));
  const witnessed = checkpoints.filter((signed) => held.has(checkpointHash(signed)));
  const proving = witness.length > 0 ? witnessed : checkpoints;
  return { witnessed: witnessed.length, provenUntil: proving.at(-1)?.checkpoint.takenAt ?? null };
}
