import { failed, type InvalidInput, invalidInput, ok, type Result, sha256Hex } from "#kernel";
import {
  type BundledIdentity,
  type BundleEnd,
  type BundleManifest,
  type BundleRecord,
  bundleHeader,
  readBundleLine,
} from "./bundle.ts";
import { bundleDigest } from "./bundle-digest.ts";
import type { SignedCheckpoint } from "./checkpoint.ts";
import type { StreamId } from "./event.ts";
import type { FiledRecord } from "./filed.ts";
import type { Hasher, ProofStep } from "./merkle.ts";
import type { LedgerToVerify } from "./verify.ts";

/** A bundle whose head has been read; its records are still to come. */
export type OpenBundle = {
  readonly manifest: BundleManifest;
  readonly publicKeys: readonly string[];
  readonly checkpoints: readonly SignedCheckpoint[];
  /** Empty but in a partial copy. */
  readonly proofs: ReadonlyMap<StreamId, readonly ProofStep[]>;
  readonly identities: readonly BundledIdentity[];
  /** In batches. */
  readonly records: AsyncIterable<readonly FiledRecord[]>;
  /** What is known of the file once all records have been read. */
  readonly ending: () => BundleEnding;
};

/** How a bundle's file ended: what its end says, what it should say, and the lines that are none of a bundle. */
export type BundleEnding = {
  readonly end: BundleEnd | undefined;
  readonly sum: Pick<BundleEnd, "lines" | "digest">;
  /** The first hundred, counted from 1. */
  readonly strayLines: readonly number[];
};

/** Lines of a bundle; where every event's text was hashed on the way, with the places, from 0, of those that do not have their hash. */
export type LineBatch =
  | readonly string[]
  | { readonly lines: readonly string[]; readonly altered: readonly number[] };

type Head = {
  manifest: BundleManifest | undefined;
  readonly publicKeys: string[];
  readonly checkpoints: SignedCheckpoint[];
  readonly proofs: Map<StreamId, readonly ProofStep[]>;
  readonly identities: BundledIdentity[];
};

/** Lines on their way: each is counted, and enters the digest unless it is the end. */
type Reading = {
  readonly batches: AsyncIterator<LineBatch>;
  readonly digest: ReturnType<typeof bundleDigest>;
  readonly strayLines: number[];
  number: number;
  end: BundleEnd | undefined;
};

const mostStrayLines = 100;

/**
 * Reads what stands before the records. What is no bundle is told so with the line at fault.
 * @param lines the file's lines, in batches
 */
export async function openBundle(
  lines: AsyncIterable<LineBatch>,
  sha256: Hasher = sha256Hex,
): Promise<Result<OpenBundle, InvalidInput>> {
  const batches = lines[Symbol.asyncIterator]();
  const reading: Reading = {
    batches,
    digest: bundleDigest(sha256),
    strayLines: [],
    number: 0,
    end: undefined,
  };
  const opened = await readHead(reading);
  // Whoever brings the lines may have a file open.
  if (!opened.ok) await batches.return?.();
  return opened;
}

async function readHead(reading: Reading): Promise<Result<OpenBundle, InvalidInput>> {
  const { batches } = reading;
  const head: Head = {
    manifest: undefined,
    publicKeys: [],
    checkpoints: [],
    proofs: new Map(),
    identities: [],
  };
  for (let batch = await batches.next(); !batch.done; batch = await batches.next()) {
    const lines = linesOf(batch.value);
    for (const [index, line] of lines.entries()) {
      const record = reading.number === 0 ? undefined : readBundleLine(line);
      if (reading.number > 0 && record && isOfRecords(record)) {
        const { manifest } = head;
        if (!manifest) return failed(notBundle(2, "it has no manifest"));
        const records = readRecords(batch.value, index, reading);
        const ending = (): BundleEnding => ({
          end: reading.end,
          sum: reading.digest.finish(),
          strayLines: reading.strayLines,
        });
        return ok({ ...head, manifest, records, ending });
      }
      reading.number++;
      reading.digest.add(line);
      const fault = reading.number === 1 ? headerFault(line) : takeIntoHead(head, record);
      if (fault) return failed(notBundle(reading.number, fault));
    }
  }
  return failed(
    reading.number === 0
      ? notBundle(1, "it is empty")
      : notBundle(reading.number + 1, "it ends before its first event"),
  );
}

/** What verification takes of a bundle; what a witness outside of it holds comes from elsewhere. */
export function bundleToVerify(
  { manifest, records, checkpoints, proofs, ending }: OpenBundle,
  witness: LedgerToVerify["witness"] = [],
): LedgerToVerify {
  return {
    study: manifest.study,
    takenAt: manifest.takenAt,
    records,
    checkpoints,
    witness,
    ending,
    isReadable: manifest.contents === "readable",
    ...(manifest.site ? { proofs } : {}),
  };
}

function headerFault(line: string): string | undefined {
  return line === bundleHeader ? undefined : `it does not begin with “${bundleHeader}”`;
}

function takeIntoHead(head: Head, record: BundleRecord | undefined): string | undefined {
  switch (record?.kind) {
    case "manifest":
      if (head.manifest) return "it has a second manifest";
      head.manifest = record.manifest;
      return undefined;
    case "key":
      head.publicKeys.push(record.pem);
      return undefined;
    case "checkpoint":
      head.checkpoints.push(record.checkpoint);
      return undefined;
    case "proof":
      head.proofs.set(record.stream, record.steps);
      return undefined;
    case "identity":
      head.identities.push(record.identity);
      return undefined;
    default:
      return "it cannot be read";
  }
}

/** Each event with what is laid open of it on the line below, if anything; also where a batch ends between the two. */
async function* readRecords(
  first: LineBatch,
  start: number,
  reading: Reading,
): AsyncIterable<readonly FiledRecord[]> {
  let batch: LineBatch | undefined = first;
  let from = start;
  let waiting: FiledRecord[] = [];
  try {
    while (batch) {
      takeBatch(batch, from, reading, waiting);
      from = 0;
      // The last one waits for the next batch: its openings may follow there.
      const last: FiledRecord | undefined = waiting.pop();
      yield waiting;
      waiting = last ? [last] : [];
      const { value, done } = await reading.batches.next();
      batch = done ? undefined : value;
    }
    yield waiting;
  } finally {
    await reading.batches.return?.();
  }
}

function linesOf(batch: LineBatch): readonly string[] {
  return "lines" in batch ? batch.lines : batch;
}

function takeBatch(batch: LineBatch, from: number, reading: Reading, records: FiledRecord[]): void {
  const lines = linesOf(batch);
  const altered = "lines" in batch ? new Set(batch.altered) : undefined;
  for (let index = from; index < lines.length; index++)
    takeRecord(lines[index] as string, altered && !altered.has(index), reading, records);
}

function takeRecord(
  line: string,
  isGenuine: boolean | undefined,
  reading: Reading,
  records: FiledRecord[],
): void {
  reading.number++;
  const record = reading.end ? undefined : readBundleLine(line, isGenuine);
  if (record?.kind === "bundle-end") {
    reading.end = record.end;
    return;
  }
  reading.digest.add(line);
  if (record?.kind === "event" || record?.kind === "head") {
    records.push(record);
    return;
  }
  const event = records.at(-1);
  if (record?.kind === "openings" && event?.kind === "event" && !event.openings)
    records[records.length - 1] = { ...event, openings: record.openings };
  else if (reading.strayLines.length < mostStrayLines) reading.strayLines.push(reading.number);
}

function isOfRecords({ kind }: BundleRecord): boolean {
  return kind === "event" || kind === "head" || kind === "bundle-end";
}

function notBundle(line: number, why: string): InvalidInput {
  return invalidInput({ path: `line ${line}`, message: `This is no bundle of a ledger: ${why}.` });
}
