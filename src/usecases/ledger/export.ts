import type { SiteId, StudyId } from "#kernel";
import { type BundleRecord, bundleHeader, inclusionProofs, renderBundleLine, type StreamId } from "#ledger";
import type { LedgerArchive } from "../ports/ledger-archive.ts";
import type { Clock } from "../ports/platform.ts";

export type BundlePorts = {
  readonly archive: LedgerArchive;
  readonly clock: Clock;
  /** Public keys, in PEM, that verify what is in it. */
  readonly publicKeys: () => readonly string[];
};

export type BundleScope = { readonly study: StudyId; readonly name: string; readonly site?: SiteId };

/**
 * The lines of a bundle: the whole study, or one site's copy with the proofs that its streams belong under the study's last
 * checkpoint. Other sites' streams are not named in a site's copy.
 */
export async function* bundleLines(
  ports: BundlePorts,
  { study, name, site }: BundleScope,
): AsyncIterable<string> {
  const streams = site ? await ports.archive.streamsOfSite(study, site) : undefined;
  yield `${bundleHeader}\n`;
  for await (const record of bundleRecords(ports, study, name, site, streams))
    yield `${renderBundleLine(record)}\n`;
}

async function* bundleRecords(
  { archive, clock, publicKeys }: BundlePorts,
  study: StudyId,
  name: string,
  site: SiteId | undefined,
  streams: readonly StreamId[] | undefined,
): AsyncIterable<BundleRecord> {
  const own = streams && new Set(streams);
  const { heads } = await archive.heads(study);
  const takenAt = clock.now();
  yield {
    kind: "manifest",
    manifest: { study, name, takenAt, streams: own?.size ?? heads.length, ...(site ? { site } : {}) },
  };
  for (const pem of publicKeys()) yield { kind: "key", pem };
  const checkpoints = await archive.checkpoints(study);
  for (const checkpoint of checkpoints) {
    const changes = own ? checkpoint.changes.filter(({ stream }) => own.has(stream)) : checkpoint.changes;
    yield { kind: "checkpoint", checkpoint: { ...checkpoint, changes } };
  }
  if (own) yield* proofsOf(checkpoints, [...own]);
  for await (const { hash, canonical } of archive.events(study, streams))
    yield { kind: "event", hash, canonical };
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
