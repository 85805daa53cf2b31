import type { Sha256 } from "#kernel";
import { noHash, type StreamId } from "./event.ts";
import type { FiledEnd, FiledEvent, FiledHead } from "./filed.ts";
import { type MerkleBuilder, merkleBuilder } from "./merkle.ts";
import { genuineRestore, type SignedRestore } from "./restore.ts";
import type { Find, LedgerToVerify, VerificationTools } from "./verify.ts";
import { eventFinding, frameOf } from "./verify-event.ts";
import { checkHead, checkProof, endFinding } from "./verify-head.ts";
import { addSeals, checkOpenings, noSeals, type SealCount } from "./verify-openings.ts";

/** What one pass over all records has found. */
export type Walk = {
  readonly events: number;
  readonly streams: number;
  /** Events that no checkpoint covers yet. */
  readonly unproven: number;
  /** For each checkpoint: the root over the heads that are filed under it. */
  readonly changes: ReadonlyMap<number, MerkleBuilder>;
  /** Over the last head of every stream: what the last checkpoint has seen. */
  readonly proven: { readonly root: Sha256; readonly streams: number; readonly events: number };
  readonly restores: readonly SignedRestore[];
  readonly seals: SealCount;
};

/** Where the walk stands within one stream. */
export type Position = {
  readonly stream: StreamId;
  version: number;
  /** Of the last event. */
  hash: Sha256;
  /** How many events stand after the last head. */
  sinceHead: number;
  lastHead: FiledHead | undefined;
  end: FiledEnd | undefined;
};

/** A walk on its way. */
type Walking = {
  readonly ledger: LedgerToVerify;
  readonly tools: VerificationTools;
  readonly find: Find;
  readonly changes: ReadonlyMap<number, MerkleBuilder>;
  readonly proven: MerkleBuilder;
  readonly restores: SignedRestore[];
  /** Streams that a copy names and that have not come yet. */
  readonly awaited: Set<StreamId>;
  readonly count: {
    events: number;
    streams: number;
    unproven: number;
    provenStreams: number;
    provenEvents: number;
  };
  at: Position | undefined;
  seals: SealCount;
};

/** Walks along all streams in one pass, holding no more than where it stands and one hash for each level of each tree. */
export async function walkRecords(
  ledger: LedgerToVerify,
  tools: VerificationTools,
  find: Find,
): Promise<Walk> {
  const walking = setOut(ledger, tools, find);
  for await (const batch of ledger.records) {
    for (const record of batch) {
      const at = record.stream === walking.at?.stream ? walking.at : enter(walking, record.stream);
      if (record.kind === "event") takeEvent(walking, record, at);
      else if (record.kind === "head") takeHead(walking, record, at);
      else at.end = record;
    }
  }
  leave(walking);
  for (const stream of walking.awaited) {
    const message = `Stream ${stream} is named, but none of it is there.`;
    find({ code: "stream-left-out", stream, message });
  }
  const { changes, count, proven, restores, seals } = walking;
  const { events, streams, unproven, provenStreams, provenEvents } = count;
  const covered = { root: proven.root(), streams: provenStreams, events: provenEvents };
  return { events, streams, unproven, changes, proven: covered, restores, seals };
}

function setOut(ledger: LedgerToVerify, tools: VerificationTools, find: Find): Walking {
  const numbers = ledger.checkpoints.map(({ checkpoint }) => checkpoint.number);
  return {
    ledger,
    tools,
    find,
    changes: new Map(numbers.map((number) => [number, merkleBuilder(tools.sha256)])),
    proven: merkleBuilder(tools.sha256),
    restores: [],
    awaited: new Set(ledger.proofs?.keys()),
    count: { events: 0, streams: 0, unproven: 0, provenStreams: 0, provenEvents: 0 },
    at: undefined,
    seals: noSeals,
  };
}

function enter(walking: Walking, stream: StreamId): Position {
  if (walking.at && stream < walking.at.stream)
    walking.find({ code: "stream-out-of-order", stream, message: `Stream ${stream} is filed out of order.` });
  leave(walking);
  walking.count.streams++;
  walking.awaited.delete(stream);
  const at = { stream, version: 0, hash: noHash, sinceHead: 0, lastHead: undefined, end: undefined };
  walking.at = at;
  return at;
}

function leave({ ledger, tools, find, count, proven, at }: Walking): void {
  if (!at) return;
  count.unproven += at.sinceHead;
  const finding = endFinding(ledger, at);
  if (finding) find(finding);
  if (!at.lastHead) return;
  checkProof(ledger, tools, at.lastHead, find);
  proven.add(at.lastHead);
  count.provenStreams++;
  count.provenEvents += at.lastHead.version;
}

function takeEvent(walking: Walking, filed: FiledEvent, at: Position): void {
  const { ledger, tools, find, count } = walking;
  const { isReadable = false } = ledger;
  count.events++;
  const frame = frameOf(filed, ledger);
  const finding = eventFinding(filed, frame, ledger.study, at, tools);
  if (finding) find(finding);
  at.version = filed.version;
  at.hash = filed.hash;
  at.sinceHead++;
  if (isReadable || filed.openings)
    walking.seals = addSeals(walking.seals, checkOpenings(filed, isReadable, find));
  if (frame?.type === "LedgerRestored") collectRestore(walking, filed);
}

function takeHead({ ledger, tools, find, changes }: Walking, head: FiledHead, at: Position): void {
  checkHead(ledger, tools, head, at, find);
  changes.get(head.checkpoint)?.add(head);
  at.sinceHead = 0;
  if (head.checkpoint > (at.lastHead?.checkpoint ?? 0)) at.lastHead = head;
}

function collectRestore({ ledger, tools, find, restores }: Walking, filed: FiledEvent): void {
  const { stream, version, canonical } = filed;
  const restore = genuineRestore(canonical, ledger.study, tools);
  if (restore) {
    restores.push(restore);
    return;
  }
  const message = `Event ${version} of ${stream} speaks of a restore, but bears no signature of a known key.`;
  find({ code: "restore-forged", stream, version, message });
}
