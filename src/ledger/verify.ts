import type { Instant, Sha256, StudyId } from "#kernel";
import { checkpointHash, type SignedCheckpoint } from "./checkpoint.ts";
import type { LedgerEvent, StreamId } from "./event.ts";
import type { ProofStep, StreamHead } from "./merkle.ts";
import type { Opening } from "./opening.ts";
import { type KnownGap, knownGaps } from "./restore.ts";
import { checkCheckpoints, checkHeads, checkRoot, checkWitness, foldChanges } from "./verify-checkpoints.ts";
import { walkEvents } from "./verify-events.ts";
import type { SealCount } from "./verify-openings.ts";

/** An event as it lies in a database or an export, beside the keys under which it was filed. */
export type FiledEvent = {
  readonly stream: StreamId;
  readonly version: number;
  readonly hash: Sha256;
  readonly canonical: string;
  /** In a readable copy: what is sealed in it, laid open. */
  readonly openings?: readonly Opening[];
};

/** A checkpoint as it was filed, with the heads that moved. */
export type FiledCheckpoint = SignedCheckpoint & { readonly changes: readonly StreamHead[] };

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
  /** Ordered by stream, then by version. */
  readonly events: Iterable<FiledEvent> | AsyncIterable<FiledEvent>;
  /** All of them, ordered by number. */
  readonly checkpoints: readonly FiledCheckpoint[];
  /** What was written outside the database; empty where there is none. */
  readonly witness: readonly SignedCheckpoint[];
  /** For a copy of some streams only: how the head of each leads to the root of the last checkpoint. */
  readonly proofs?: ReadonlyMap<StreamId, readonly ProofStep[]>;
  /** The copy says of itself that it lays open what is sealed. */
  readonly isReadable?: boolean;
};

const mostFindings = 1_000;

/**
 * Proves, or disproves, that a ledger is as it was written: every event's hash, the chain of every stream,
 * the signature and order of every checkpoint, every head against the last checkpoint, and every
 * checkpoint that a witness holds. What it cannot read it does not vouch for. Needs no database.
 */
export async function verifyLedger(
  ledger: LedgerToVerify,
  tools: VerificationTools,
): Promise<VerificationReport> {
  const findings: Finding[] = [];
  const find = (finding: Finding): void => {
    if (findings.length < mostFindings) findings.push(finding);
  };
  const heads = foldChanges(ledger.checkpoints);
  const walk = await walkEvents(ledger, tools, heads, find);
  const gaps = knownGaps(walk.restores, ledger.witness);
  checkCheckpoints(ledger, tools, gaps, find);
  checkWitness(ledger, tools, gaps, find);
  checkRoot(ledger, heads, find);
  checkHeads(ledger, heads, walk, find);
  return {
    study: ledger.study,
    intact: findings.length === 0,
    events: walk.events,
    streams: walk.streams,
    checkpoints: ledger.checkpoints.length,
    unproven: walk.unproven,
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
