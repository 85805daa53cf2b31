import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import {
  type BundledIdentity,
  type BundleManifest,
  type BundleRecord,
  bundleHeader,
  filedFromBundle,
  readBundleLine,
} from "./bundle.ts";
import type { StreamId } from "./event.ts";
import type { ProofStep } from "./merkle.ts";
import type { FiledCheckpoint, FiledEvent, LedgerToVerify } from "./verify.ts";

/** A bundle whose head has been read; its events are still to come, one by one. */
export type OpenBundle = {
  readonly manifest: BundleManifest;
  readonly publicKeys: readonly string[];
  readonly checkpoints: readonly FiledCheckpoint[];
  /** Only in a partial copy. */
  readonly proofs?: ReadonlyMap<StreamId, readonly ProofStep[]>;
  readonly identities: readonly BundledIdentity[];
  readonly events: AsyncIterable<FiledEvent>;
};

/** Reads what stands before the events. What is no bundle is told so with the line at fault. */
export async function openBundle(lines: AsyncIterable<string>): Promise<Result<OpenBundle, InvalidInput>> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done || first.value !== bundleHeader)
    return failed(notBundle(1, `it does not begin with “${bundleHeader}”`));
  let manifest: BundleManifest | undefined;
  const [publicKeys, checkpoints] = [[] as string[], [] as FiledCheckpoint[]];
  const identities: BundledIdentity[] = [];
  const proofs = new Map<StreamId, readonly ProofStep[]>();
  let event: FiledEvent | undefined;
  for (let number = 2; !event; number++) {
    const { value: line, done } = await iterator.next();
    if (done) break;
    const record = read(line);
    if (!record) return failed(notBundle(number, "it cannot be read"));
    if (record.kind === "manifest") manifest = record.manifest;
    if (record.kind === "key") publicKeys.push(record.pem);
    if (record.kind === "checkpoint") checkpoints.push(record.checkpoint);
    if (record.kind === "proof") proofs.set(record.stream, record.steps);
    if (record.kind === "identity") identities.push(record.identity);
    if (record.kind === "event") event = filed(record);
  }
  if (!manifest) return failed(notBundle(2, "it has no manifest"));
  const events = restOf(event, iterator);
  return ok({
    manifest,
    publicKeys,
    checkpoints,
    identities,
    events,
    ...(manifest.site ? { proofs } : {}),
  });
}

/** What verification takes of a bundle; what a witness outside of it holds comes from elsewhere. */
export function bundleToVerify(
  { manifest, events, checkpoints, proofs }: OpenBundle,
  witness: LedgerToVerify["witness"] = [],
): LedgerToVerify {
  return {
    study: manifest.study,
    events,
    checkpoints,
    witness,
    isReadable: manifest.contents === "readable",
    ...(proofs ? { proofs } : {}),
  };
}

/** Each event with what is laid open of it on the line below, if anything. */
async function* restOf(
  first: FiledEvent | undefined,
  iterator: AsyncIterator<string>,
): AsyncIterable<FiledEvent> {
  let event = first;
  for (;;) {
    const { value: line, done } = await iterator.next();
    if (done) break;
    const record = read(line);
    if (record?.kind === "openings" && event) event = { ...event, openings: record.openings };
    if (record?.kind !== "event") continue;
    if (event) yield event;
    event = filed(record);
  }
  if (event) yield event;
}

/** An event whose text cannot be read is filed nowhere; verification then says so. */
function filed({ hash, canonical }: Extract<BundleRecord, { readonly kind: "event" }>): FiledEvent {
  try {
    return filedFromBundle(hash, canonical);
  } catch {
    return { stream: "unreadable:event", version: 0, hash, canonical };
  }
}

function read(line: string): BundleRecord | undefined {
  try {
    return readBundleLine(line);
  } catch {
    return undefined;
  }
}

function notBundle(line: number, why: string): InvalidInput {
  return invalidInput({ path: `line ${line}`, message: `This is no bundle of a ledger: ${why}.` });
}
