import type { ProofStep, StreamHead } from "./merkle.ts";
import type { Opening } from "./opening.ts";

/** An event as it lies in a database or a bundle, beside the keys under which it was filed. */
export type FiledEvent = StreamHead & {
  readonly kind: "event";
  readonly canonical: string;
  /** Whether the text has the hash, where whoever read it has seen to that already. */
  readonly isGenuine?: boolean | undefined;
  /** In a readable copy: what is sealed in it, laid open. */
  readonly openings?: readonly Opening[];
  /** In a database: the command that it is filed as the first event of; null: none. */
  readonly command?: { readonly id: string; readonly hash: string | null } | null;
};

/** A head that a checkpoint has seen, filed under that checkpoint. */
export type FiledHead = StreamHead & {
  readonly kind: "head";
  readonly checkpoint: number;
  /** In a copy of some streams: how it leads to the root of what that checkpoint saw moving. */
  readonly steps?: readonly ProofStep[];
};

/** Where a database holds a stream to end. */
export type FiledEnd = StreamHead & { readonly kind: "end" };

/**
 * What verification reads, in the order of streams, of versions within them, and of these kinds: an event, the
 * heads that checkpoints saw there, and the stream's end.
 */
export type FiledRecord = FiledEvent | FiledHead | FiledEnd;
