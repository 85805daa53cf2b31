import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import {
  type BundleManifest,
  bundleHeader,
  type FiledCheckpoint,
  type FiledEvent,
  filedFromBundle,
  type ProofStep,
  readBundleLine,
  type StreamId,
} from "#ledger";

/** A bundle whose head has been read; its events are still to come, one by one. */
export type OpenBundle = {
  readonly manifest: BundleManifest;
  readonly publicKeys: readonly string[];
  readonly checkpoints: readonly FiledCheckpoint[];
  /** Only in a partial copy. */
  readonly proofs?: ReadonlyMap<StreamId, readonly ProofStep[]>;
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
    if (record.kind === "event") event = filedFromBundle(record.hash, record.canonical);
  }
  if (!manifest) return failed(notBundle(2, "it has no manifest"));
  const events = restOf(event, iterator);
  return ok({ manifest, publicKeys, checkpoints, events, ...(manifest.site ? { proofs } : {}) });
}

async function* restOf(
  first: FiledEvent | undefined,
  iterator: AsyncIterator<string>,
): AsyncIterable<FiledEvent> {
  if (!first) return;
  yield first;
  for (;;) {
    const { value: line, done } = await iterator.next();
    if (done) return;
    const record = read(line);
    if (record?.kind === "event") yield filed(record.hash, record.canonical);
  }
}

/** An event whose text cannot be read is filed nowhere; verification then says so. */
function filed(hash: FiledEvent["hash"], canonical: string): FiledEvent {
  try {
    return filedFromBundle(hash, canonical);
  } catch {
    return { stream: "unreadable:event", version: 0, hash, canonical };
  }
}

function read(line: string): ReturnType<typeof readBundleLine> {
  try {
    return readBundleLine(line);
  } catch {
    return undefined;
  }
}

function notBundle(line: number, why: string): InvalidInput {
  return invalidInput({ path: `line ${line}`, message: `This is no bundle of a ledger: ${why}.` });
}
