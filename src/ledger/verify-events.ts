import type { Sha256, StudyId } from "#kernel";
import { type LedgerEvent, noHash, type StreamId } from "./event.ts";
import type { StreamHead } from "./merkle.ts";
import { isGenuineRestore, type SignedRestore } from "./restore.ts";
import type { FiledEvent, Finding, LedgerToVerify, VerificationTools } from "./verify.ts";
import { addSeals, checkOpenings, noSeals, type SealCount } from "./verify-openings.ts";

/** What one pass over all events has found. */
export type Walk = {
  readonly events: number;
  readonly streams: number;
  /** Events that no checkpoint covers yet. */
  readonly unproven: number;
  /** For each head of the last checkpoint: the hash that the event at that version has now. */
  readonly hashAtHead: ReadonlyMap<StreamId, Sha256>;
  readonly restores: readonly SignedRestore[];
  readonly seals: SealCount;
};

/** Where the walk stands within one stream. */
type Position = {
  stream: StreamId | undefined;
  version: number;
  previous: Sha256;
  headVersion: number;
};

/** Checks hash, place and chain of every event, in one pass and constant memory for each stream. */
export async function walkEvents(
  { study, events, isReadable = false }: LedgerToVerify,
  tools: VerificationTools,
  heads: ReadonlyMap<StreamId, StreamHead>,
  find: (finding: Finding) => void,
): Promise<Walk> {
  const hashAtHead = new Map<StreamId, Sha256>();
  const seen = new Set<StreamId>();
  const restores: SignedRestore[] = [];
  const position: Position = { stream: undefined, version: 0, previous: noHash, headVersion: 0 };
  let [count, unproven] = [0, 0];
  let seals = noSeals;
  for await (const filed of events) {
    count++;
    if (filed.stream !== position.stream) {
      if (seen.has(filed.stream)) find(filedTwice(filed.stream));
      seen.add(filed.stream);
      enterStream(position, filed.stream, heads);
    }
    const finding = eventFinding(filed, study, position, tools);
    if (finding) find(finding);
    position.version = filed.version;
    position.previous = filed.hash;
    if (filed.version === position.headVersion) hashAtHead.set(filed.stream, filed.hash);
    if (filed.version > position.headVersion) unproven++;
    if (isReadable || filed.openings) seals = addSeals(seals, checkOpenings(filed, isReadable, find));
    if (filed.canonical.includes('"type":"LedgerRestored"'))
      collectRestore(filed, study, tools, restores, find);
  }
  return { events: count, streams: seen.size, unproven, hashAtHead, restores, seals };
}

function enterStream(position: Position, stream: StreamId, heads: ReadonlyMap<StreamId, StreamHead>): void {
  position.stream = stream;
  position.version = 0;
  position.previous = noHash;
  position.headVersion = heads.get(stream)?.version ?? 0;
}

function eventFinding(
  filed: FiledEvent,
  study: StudyId,
  position: Position,
  { sha256, isKnown = () => true }: VerificationTools,
): Finding | undefined {
  const at = { stream: filed.stream, version: filed.version };
  const place = `Event ${filed.version} of ${filed.stream}`;
  if (sha256(filed.canonical) !== filed.hash) {
    return {
      ...at,
      code: "event-altered",
      message: `${place} was altered: its text no longer has its hash.`,
    };
  }
  const event = parsed(filed.canonical);
  if (!event) return { ...at, code: "event-unreadable", message: `${place} cannot be read.` };
  if (event.study !== study || event.stream !== filed.stream || event.version !== filed.version) {
    const home = `event ${event.version} of ${event.stream} in study ${event.study}`;
    return { ...at, code: "event-misfiled", message: `${place} is in the wrong place: it is ${home}.` };
  }
  if (filed.version !== position.version + 1) {
    const gap = `after event ${position.version} of ${filed.stream} stands event ${filed.version}`;
    return { ...at, code: "events-missing", message: `Events are missing or out of order: ${gap}.` };
  }
  if (event.previousHash !== position.previous) {
    return {
      ...at,
      code: "chain-broken",
      message: `${place} does not follow the event that stands before it.`,
    };
  }
  if (!isKnown(event)) {
    const kind = `${event.type}, version ${event.schemaVersion} of its data`;
    return {
      ...at,
      code: "event-unknown",
      message: `${place} is of a kind that this version of Vigil does not know: ${kind}. Verify with a newer version.`,
    };
  }
  return undefined;
}

function collectRestore(
  filed: FiledEvent,
  study: StudyId,
  tools: VerificationTools,
  restores: SignedRestore[],
  find: (finding: Finding) => void,
): void {
  const event = parsed(filed.canonical);
  if (event?.type !== "LedgerRestored") return;
  const restore = event.data as unknown as SignedRestore;
  if (isGenuineRestore(restore, study, tools)) {
    restores.push(restore);
    return;
  }
  find({
    code: "restore-forged",
    stream: filed.stream,
    version: filed.version,
    message: `Event ${filed.version} of ${filed.stream} speaks of a restore, but bears no signature of a known key.`,
  });
}

function filedTwice(stream: StreamId): Finding {
  return { code: "stream-out-of-order", stream, message: `Stream ${stream} is filed in two places.` };
}

function parsed(canonical: string): LedgerEvent | undefined {
  try {
    return JSON.parse(canonical) as LedgerEvent;
  } catch {
    return undefined;
  }
}
