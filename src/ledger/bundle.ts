import type { Instant, StudyId } from "#kernel";
import { readJsonLine } from "./bundle-line.ts";
import type { SignedCheckpoint } from "./checkpoint.ts";
import type { StreamId } from "./event.ts";
import type { FiledEvent, FiledHead } from "./filed.ts";
import type { ProofStep } from "./merkle.ts";
import type { Opening } from "./opening.ts";

/**
 * A copy of a ledger, or of some of its streams, in one text file that can be verified with no database. One record a line, told apart by
 * its first letter: `M` the manifest, `K` a public key in PEM, `C` a checkpoint, `P` how a stream leads to the root of the last checkpoint
 * (partial copies only), `I` a participant's identity (only where asked for; the ledger itself holds none); then, by stream and version,
 * `E` an event as its hash, version, stream and canonical JSON, `T` in a readable copy what is sealed in the event above it, laid open,
 * and `H` a head that a checkpoint saw there (in a partial copy with how it leads to what that checkpoint saw moving); and
 * `Z` the signed end, without which the copy was cut.
 */
export const bundleHeader = "vigil-bundle 1";

export type BundleManifest = {
  readonly study: StudyId;
  readonly name: string;
  /** The site whose copy it is; absent: the whole study. */
  readonly site?: string;
  readonly takenAt: Instant;
  readonly streams: number;
  /** The export's own id, as the ledger's `LedgerExported` names it. */
  readonly exportId?: string;
  /** `sealed`: what is sealed stays so; `readable`: it is laid open beside its event, save what the taker is blinded to. */
  readonly contents: "sealed" | "readable";
};

/** Whose identity it is, and its fields. No event holds any of it, so nothing in the ledger proves it. */
export type BundledIdentity = {
  readonly participant: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** Says that these and no other lines stand before it, signed by the ledger's key. */
export type BundleEnd = {
  readonly lines: number;
  readonly digest: string;
  readonly keyId: string;
  readonly signature: string;
};

export type BundleRecord =
  | { readonly kind: "manifest"; readonly manifest: BundleManifest }
  | { readonly kind: "key"; readonly pem: string }
  | { readonly kind: "checkpoint"; readonly checkpoint: SignedCheckpoint }
  | { readonly kind: "proof"; readonly stream: StreamId; readonly steps: readonly ProofStep[] }
  | { readonly kind: "identity"; readonly identity: BundledIdentity }
  | Omit<FiledEvent, "command" | "openings">
  | { readonly kind: "openings"; readonly openings: readonly Opening[] }
  | FiledHead
  | { readonly kind: "bundle-end"; readonly end: BundleEnd };

export function renderBundleLine(record: BundleRecord): string {
  switch (record.kind) {
    case "manifest":
      return `M ${JSON.stringify(record.manifest)}`;
    case "key":
      return `K ${JSON.stringify(record.pem)}`;
    case "checkpoint":
      return `C ${JSON.stringify(record.checkpoint)}`;
    case "proof":
      return `P ${JSON.stringify([record.stream, record.steps])}`;
    case "identity":
      return `I ${JSON.stringify(record.identity)}`;
    case "event":
      return `E ${record.hash} ${record.version} ${record.stream} ${record.canonical}`;
    case "openings":
      return `T ${JSON.stringify(record.openings.map(renderOpening))}`;
    case "head":
      return `H ${JSON.stringify(headLine(record))}`;
    case "bundle-end":
      return `Z ${JSON.stringify(record.end)}`;
  }
}

/**
 * Reads one line; undefined where it is none of a bundle.
 * @param isGenuine of an event's line: whether its text has its hash, where that is known already
 */
export function readBundleLine(line: string, isGenuine?: boolean): BundleRecord | undefined {
  return line.startsWith("E ") ? readEventLine(line, isGenuine) : readJsonLine(line);
}

function headLine({ stream, version, hash, checkpoint, steps }: FiledHead): readonly unknown[] {
  const line = [stream, version, hash, checkpoint];
  return steps ? [...line, steps] : line;
}

/** Where it stands, its salt and the text; of what stays closed, where and why. */
function renderOpening(opening: Opening): readonly string[] {
  return "closed" in opening ? [opening.path, opening.closed] : [opening.path, opening.salt, opening.text];
}

const hashEnd = 2 + 64;

function readEventLine(
  line: string,
  isGenuine: boolean | undefined,
): Extract<BundleRecord, { readonly kind: "event" }> | undefined {
  const versionEnd = line.indexOf(" ", hashEnd + 1);
  const streamEnd = line.indexOf(" ", versionEnd + 1);
  if (line[hashEnd] !== " " || versionEnd < 0 || streamEnd < 0) return undefined;
  return {
    kind: "event",
    hash: line.slice(2, hashEnd) as FiledEvent["hash"],
    version: Number(line.slice(hashEnd + 1, versionEnd)),
    stream: line.slice(versionEnd + 1, streamEnd) as StreamId,
    canonical: line.slice(streamEnd + 1),
    isGenuine,
  };
}
