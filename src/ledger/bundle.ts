import type { Instant, Sha256, StudyId } from "#kernel";
import type { SignedCheckpoint } from "./checkpoint.ts";
import type { LedgerEvent, StreamId } from "./event.ts";
import type { ProofStep } from "./merkle.ts";
import type { Opening } from "./opening.ts";
import type { FiledCheckpoint, FiledEvent } from "./verify.ts";

/**
 * A copy of a ledger, or of some of its streams, in one text file that can be verified with no database. One record a line, told apart by its first
 * letter: `M` the manifest, `K` a public key in PEM, `C` a checkpoint with the heads that moved, `P` how a stream leads to the root (partial
 * copies only), `I` a participant's identity (only where asked for; the ledger itself holds none), `E` an event as its hash, a space and its
 * canonical JSON, `T` in a readable copy what is sealed in the event above it, laid open. Events come last, by stream and version.
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

export type BundleRecord =
  | { readonly kind: "manifest"; readonly manifest: BundleManifest }
  | { readonly kind: "key"; readonly pem: string }
  | { readonly kind: "checkpoint"; readonly checkpoint: FiledCheckpoint }
  | { readonly kind: "proof"; readonly stream: StreamId; readonly steps: readonly ProofStep[] }
  | { readonly kind: "identity"; readonly identity: BundledIdentity }
  | { readonly kind: "event"; readonly hash: Sha256; readonly canonical: string }
  | { readonly kind: "openings"; readonly openings: readonly Opening[] };

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
      return `E ${record.hash} ${record.canonical}`;
    case "openings":
      return `T ${JSON.stringify(record.openings.map(renderOpening))}`;
  }
}

/**
 * Reads one line; undefined where it is none of a bundle.
 * @throws SyntaxError where its JSON cannot be read
 */
export function readBundleLine(line: string): BundleRecord | undefined {
  const rest = line.slice(2);
  switch (line.slice(0, 2)) {
    case "M ":
      return { kind: "manifest", manifest: JSON.parse(rest) as BundleManifest };
    case "K ":
      return { kind: "key", pem: JSON.parse(rest) as string };
    case "C ":
      return { kind: "checkpoint", checkpoint: JSON.parse(rest) as SignedCheckpoint & FiledCheckpoint };
    case "P ": {
      const [stream, steps] = JSON.parse(rest) as [StreamId, ProofStep[]];
      return { kind: "proof", stream, steps };
    }
    case "I ":
      return { kind: "identity", identity: JSON.parse(rest) as BundledIdentity };
    case "T ":
      return { kind: "openings", openings: (JSON.parse(rest) as OpeningTuple[]).map(readOpening) };
    case "E ":
      return { kind: "event", hash: rest.slice(0, 64) as Sha256, canonical: rest.slice(65) };
    default:
      return undefined;
  }
}

/** Where it stands, its salt and the text; of what stays closed, where and why. */
type OpeningTuple =
  | readonly [path: string, salt: string, text: string]
  | readonly [path: string, closed: string];

function renderOpening(opening: Opening): OpeningTuple {
  return "closed" in opening ? [opening.path, opening.closed] : [opening.path, opening.salt, opening.text];
}

function readOpening([path, salt, text]: OpeningTuple): Opening {
  if (text !== undefined) return { path, salt, text };
  return { path, closed: salt === "erased" ? "erased" : "blinded" };
}

/** An event of a bundle, filed where its own text says. */
export function filedFromBundle(hash: Sha256, canonical: string): FiledEvent {
  const { stream, version } = JSON.parse(canonical) as LedgerEvent;
  return { stream, version, hash, canonical };
}
