import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { keyIdOf, verificationTools } from "#adapters";
import { type Instant, instantOf, type Sha256, type StudyId } from "#kernel";
import {
  checkpointHash,
  checkpointText,
  type FiledCheckpoint,
  type FiledRecord,
  type LedgerToVerify,
  merkleRoot,
  noHash,
  type RestoreStatement,
  restoreText,
  type SignedCheckpoint,
  type StoredEvent,
  type StreamHead,
  type StreamId,
  storeEvent,
  type VerificationTools,
} from "#ledger";
import { anEvent, aStudyId } from "./ledger.ts";

/** What happens to a ledger, one thing after another. */
export type Step =
  | { readonly does: "append"; readonly stream: number; readonly events: number }
  | { readonly does: "checkpoint" }
  | { readonly does: "backup" }
  /** Puts the last backup back, if there is one, and says so. */
  | { readonly does: "restore" }
  | { readonly does: "rotate-key" };

type Copy = {
  readonly streams: ReadonlyMap<StreamId, readonly StoredEvent[]>;
  readonly checkpoints: readonly FiledCheckpoint[];
};

type Key = { readonly privateKey: KeyObject; readonly id: string; readonly pem: string };

/** A ledger as the rules of the ledger let it grow, with its witness and all keys that ever signed. */
export type GrownLedger = { readonly ledger: LedgerToVerify; readonly tools: VerificationTools };

/** Lets a ledger grow step by step, in memory: for properties over thousands of histories. */
export function grow(steps: readonly Step[], study: StudyId = aStudyId): GrownLedger {
  let copy: Copy = { streams: new Map(), checkpoints: [] };
  let backup: { readonly copy: Copy; readonly takenAt: Instant } | undefined;
  const witness: SignedCheckpoint[] = [];
  const keys = [newKey()];
  let seconds = 0;
  for (const step of steps) {
    const now = instantOf(1_795_000_000_000 + ++seconds * 1_000);
    const key = keys.at(-1) as Key;
    if (step.does === "append") copy = appended(copy, study, `site:${step.stream}`, step.events);
    if (step.does === "checkpoint") copy = checkpointed(copy, study, now, key, witness);
    if (step.does === "rotate-key") keys.push(newKey());
    if (step.does === "backup") backup = { copy, takenAt: now };
    if (step.does === "restore" && backup)
      copy = restored(backup.copy, study, backup.takenAt, now, key, witness);
  }
  return {
    ledger: { study, checkpoints: copy.checkpoints, witness, records: [recordsOf(copy)], isInDatabase: true },
    tools: verificationTools(keys.map(({ pem }) => pem)),
  };
}

function appended(copy: Copy, study: StudyId, stream: StreamId, count: number, more = {}): Copy {
  const chain = [...(copy.streams.get(stream) ?? [])];
  for (let done = 0; done < count; done++) {
    const place = { study, stream, version: chain.length + 1, previousHash: chain.at(-1)?.hash ?? noHash };
    chain.push(storeEvent(anEvent({ ...place, ...more })));
  }
  return { ...copy, streams: new Map(copy.streams).set(stream, chain) };
}

function checkpointed(
  copy: Copy,
  study: StudyId,
  takenAt: Instant,
  { privateKey, id }: Key,
  witness: SignedCheckpoint[],
): Copy {
  const heads = [...copy.streams].map(([stream, chain]): StreamHead => {
    return { stream, version: chain.length, hash: chain.at(-1)?.hash ?? noHash };
  });
  const known = new Map(
    copy.checkpoints.flatMap(({ changes }) => changes.map((head) => [head.stream, head.version])),
  );
  const changes = heads.filter(({ stream, version }) => known.get(stream) !== version);
  if (changes.length === 0) return copy;
  const previous = newest(copy.checkpoints.at(-1), witness.at(-1));
  const checkpoint = {
    study,
    number: (previous?.checkpoint.number ?? 0) + 1,
    takenAt,
    streams: heads.length,
    events: heads.reduce((sum, { version }) => sum + version, 0),
    root: merkleRoot(heads),
    changesRoot: merkleRoot(changes),
    previousHash: previous ? checkpointHash(previous) : noHash,
    keyId: id,
  };
  const signature = signText(privateKey, checkpointText(checkpoint));
  witness.push({ checkpoint, signature });
  return { ...copy, checkpoints: [...copy.checkpoints, { checkpoint, signature, changes }] };
}

function restored(
  copy: Copy,
  study: StudyId,
  backupTakenAt: Instant,
  restoredAt: Instant,
  { privateKey, id }: Key,
  witness: readonly SignedCheckpoint[],
): Copy {
  const kept = copy.checkpoints.at(-1);
  const last = newest(kept, witness.at(-1));
  const statement: RestoreStatement = {
    study,
    restoredAt,
    backupTakenAt,
    lastCheckpointKept: kept?.checkpoint.number ?? 0,
    lastCheckpointWitnessed: last?.checkpoint.number ?? 0,
    witnessHash: last ? checkpointHash(last) : noHash,
  };
  const data = { statement, keyId: id, signature: signText(privateKey, restoreText(statement)) };
  return appended(copy, study, `study:${study}`, 1, { type: "LedgerRestored", data });
}

function newest(
  a: SignedCheckpoint | undefined,
  b: SignedCheckpoint | undefined,
): SignedCheckpoint | undefined {
  return (b?.checkpoint.number ?? 0) > (a?.checkpoint.number ?? 0) ? b : a;
}

/** In the order in which verification reads them. */
function recordsOf({ streams, checkpoints }: Copy): readonly FiledRecord[] {
  const seen = checkpoints.flatMap(({ checkpoint, changes }) =>
    changes.map((head) => ({ kind: "head", ...head, checkpoint: checkpoint.number }) as const),
  );
  return [...streams]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([stream, chain]): FiledRecord[] => [
      ...chain.flatMap(({ canonical, hash, event: { version } }): FiledRecord[] => [
        { kind: "event", stream, version, hash, canonical, command: null },
        ...seen.filter((head) => head.stream === stream && head.version === version),
      ]),
      { kind: "end", stream, version: chain.length, hash: chain.at(-1)?.hash as Sha256 },
    ]);
}

function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  return { privateKey, pem, id: keyIdOf(publicKey) };
}

function signText(key: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), key).toString("base64");
}
