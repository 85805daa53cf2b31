import type { SiteId, StudyId } from "#kernel";
import {
  type BundledIdentity,
  type BundleManifest,
  type BundleRecord,
  bundleHeader,
  inclusionProofs,
  renderBundleLine,
  type StreamId,
} from "#ledger";
import type { LedgerArchive } from "../ports/ledger-archive.ts";
import type { Clock } from "../ports/platform.ts";
import type { LayOpen } from "./lay-open.ts";

export type BundlePorts = {
  readonly archive: LedgerArchive;
  readonly clock: Clock;
  /** Public keys, in PEM, that verify what is in it. */
  readonly publicKeys: () => readonly string[];
};

/** What a bundle holds: the whole study or one site's part; sealed, or laid open; with identities or without. */
export type BundleScope = {
  readonly study: StudyId;
  readonly name: string;
  readonly site?: SiteId;
  readonly exportId?: string;
  /** Absent: what is sealed stays so. */
  readonly layOpen?: LayOpen;
  readonly identities?: readonly BundledIdentity[];
};

/**
 * The lines of a bundle: the whole study, or one site's copy with the proofs that its streams belong under the study's last
 * checkpoint. Other sites' streams are not named in a site's copy.
 */
export async function* bundleLines(ports: BundlePorts, scope: BundleScope): AsyncIterable<string> {
  const streams = scope.site ? await ports.archive.streamsOfSite(scope.study, scope.site) : undefined;
  yield `${bundleHeader}\n`;
  for await (const record of bundleRecords(ports, scope, streams)) yield `${renderBundleLine(record)}\n`;
}

async function* bundleRecords(
  { archive, clock, publicKeys }: BundlePorts,
  scope: BundleScope,
  streams: readonly StreamId[] | undefined,
): AsyncIterable<BundleRecord> {
  const { study, layOpen, identities = [] } = scope;
  const own = streams && new Set(streams);
  const { heads } = await archive.heads(study);
  yield { kind: "manifest", manifest: manifestOf(scope, clock, own?.size ?? heads.length) };
  for (const pem of publicKeys()) yield { kind: "key", pem };
  const checkpoints = await archive.checkpoints(study);
  for (const checkpoint of checkpoints) {
    const changes = own ? checkpoint.changes.filter(({ stream }) => own.has(stream)) : checkpoint.changes;
    yield { kind: "checkpoint", checkpoint: { ...checkpoint, changes } };
  }
  if (own) yield* proofsOf(checkpoints, [...own]);
  for (const identity of identities) yield { kind: "identity", identity };
  for await (const filed of archive.events(study, streams)) {
    yield { kind: "event", hash: filed.hash, canonical: filed.canonical };
    const openings = (await layOpen?.(filed)) ?? [];
    if (openings.length > 0) yield { kind: "openings", openings };
  }
}

/** What a bundle says of itself. */
export function manifestOf(
  { study, name, site, exportId, layOpen }: BundleScope,
  clock: Pick<Clock, "now">,
  streams: number,
): BundleManifest {
  return {
    study,
    name,
    takenAt: clock.now(),
    streams,
    contents: layOpen ? "readable" : "sealed",
    ...(site ? { site } : {}),
    ...(exportId ? { exportId } : {}),
  };
}

/** From the heads as the last checkpoint saw them, not as they are by now. */
function* proofsOf(
  checkpoints: Awaited<ReturnType<LedgerArchive["checkpoints"]>>,
  streams: readonly StreamId[],
): Iterable<BundleRecord> {
  const seen = new Map(
    checkpoints.flatMap(({ changes }) => changes.map((head) => [head.stream, head] as const)),
  );
  const proofs = inclusionProofs([...seen.values()], streams);
  for (const [stream, steps] of proofs) yield { kind: "proof", stream, steps };
}
