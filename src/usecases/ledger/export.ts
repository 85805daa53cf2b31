import type { Instant, SiteId, StudyId } from "#kernel";
import {
  type BundledIdentity,
  type BundleManifest,
  type BundleRecord,
  bundleDigest,
  bundleEndText,
  bundleHeader,
  type FiledRecord,
  inclusionProofs,
  type ProofStep,
  renderBundleLine,
  type StreamHead,
  type StreamId,
} from "#ledger";
import type { LedgerArchive } from "../ports/ledger-archive.ts";
import type { Clock, Signer } from "../ports/platform.ts";
import type { LayOpen } from "./lay-open.ts";

export type BundlePorts = {
  readonly archive: LedgerArchive;
  readonly clock: Clock;
  readonly signer: Signer;
  /** Public keys, in PEM, that verify what is in it. */
  readonly publicKeys: () => readonly string[];
};

/** What a bundle holds: the whole study or one site's part; sealed, or laid open; with identities or without. */
export type BundleScope = {
  readonly study: StudyId;
  readonly name: string;
  readonly site?: SiteId;
  readonly exportId?: string;
  /** Before its last checkpoint was taken: no checkpoint that it lacks is older. Absent: now. */
  readonly takenAt?: Instant;
  /** Absent: what is sealed stays so. */
  readonly layOpen?: LayOpen;
  readonly identities?: readonly BundledIdentity[];
};

/**
 * The text of a bundle, in pieces that end with a line: the whole study, or one site's copy with the proofs that its streams belong under
 * the study's checkpoints. Other sites' streams are not named in a site's copy.
 */
export async function* bundleLines(ports: BundlePorts, scope: BundleScope): AsyncIterable<string> {
  const { signer } = ports;
  const digest = bundleDigest(signer.sha256);
  digest.add(bundleHeader);
  yield `${bundleHeader}\n`;
  for await (const records of bundleRecords(ports, scope)) {
    const lines = records.map(renderBundleLine);
    for (const line of lines) digest.add(line);
    if (lines.length > 0) yield `${lines.join("\n")}\n`;
  }
  const sum = digest.finish();
  const end = { ...sum, keyId: signer.keyId, signature: signer.sign(bundleEndText(sum)) };
  yield `${renderBundleLine({ kind: "bundle-end", end })}\n`;
}

async function* bundleRecords(
  { archive, clock, publicKeys, signer }: BundlePorts,
  scope: BundleScope,
): AsyncIterable<readonly BundleRecord[]> {
  const { study, site, layOpen, identities = [] } = scope;
  const streams = site && (await archive.streamsOfSite(study, site));
  const manifest = manifestOf(scope, clock, streams?.length ?? (await archive.heads(study)).heads.length);
  const checkpoints = await archive.checkpoints(study);
  const last = checkpoints.at(-1)?.checkpoint.number ?? 0;
  const proofs = streams && (await provenStreams(archive, study, new Set(streams), last, signer));
  yield [
    { kind: "manifest", manifest },
    ...publicKeys().map((pem) => ({ kind: "key", pem }) as const),
    ...checkpoints.map((checkpoint) => ({ kind: "checkpoint", checkpoint }) as const),
    ...[...(proofs?.root ?? [])].map(([stream, steps]) => ({ kind: "proof", stream, steps }) as const),
    ...identities.map((identity) => ({ kind: "identity", identity }) as const),
  ];
  const wanted = { upToCheckpoint: last, ...(streams ? { streams } : {}) };
  for await (const records of archive.records(study, wanted)) {
    const written: BundleRecord[] = [];
    for (const record of records) written.push(...(await inBundle(record, layOpen, proofs)));
    yield written;
  }
}

/** What a bundle says of itself. */
export function manifestOf(
  { study, name, site, exportId, takenAt, layOpen }: BundleScope,
  clock: Pick<Clock, "now">,
  streams: number,
): BundleManifest {
  return {
    study,
    name,
    takenAt: takenAt ?? clock.now(),
    streams,
    contents: layOpen ? "readable" : "sealed",
    ...(site ? { site } : {}),
    ...(exportId ? { exportId } : {}),
  };
}

type StreamProofs = {
  /** How each stream's last head leads to the root of the last checkpoint. */
  readonly root: ReadonlyMap<StreamId, readonly ProofStep[]>;
  /** How each head leads to what its checkpoint saw moving, by checkpoint and stream. */
  readonly changes: ReadonlyMap<string, readonly ProofStep[]>;
};

/** From the heads as the checkpoints saw them, not as they are by now. */
async function provenStreams(
  archive: LedgerArchive,
  study: StudyId,
  own: ReadonlySet<StreamId>,
  last: number,
  { sha256 }: Signer,
): Promise<StreamProofs> {
  const heads = new Map<StreamId, StreamHead>();
  const changesProofs = new Map<string, readonly ProofStep[]>();
  for await (const { number, changes } of archive.changes(study, last)) {
    for (const head of changes) heads.set(head.stream, head);
    const moved = changes.map(({ stream }) => stream).filter((stream) => own.has(stream));
    for (const [stream, steps] of inclusionProofs(changes, moved, sha256))
      changesProofs.set(`${number} ${stream}`, steps);
  }
  return { root: inclusionProofs([...heads.values()], [...own], sha256), changes: changesProofs };
}

/** What a bundle has of a record: all but the ends of streams, which are the database's own. */
async function inBundle(
  record: FiledRecord,
  layOpen: LayOpen | undefined,
  proofs: StreamProofs | undefined,
): Promise<readonly BundleRecord[]> {
  switch (record.kind) {
    case "end":
      return [];
    case "event": {
      const openings = (await layOpen?.(record)) ?? [];
      return openings.length === 0 ? [record] : [record, { kind: "openings", openings }];
    }
    case "head": {
      const steps = proofs?.changes.get(`${record.checkpoint} ${record.stream}`);
      return [steps ? { ...record, steps } : record];
    }
  }
}
