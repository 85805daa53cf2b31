import {
  type CommandId,
  canonicalJson,
  type Instant,
  type Json,
  type Sha256,
  type SiteId,
  type StudyId,
  sha256Hex,
  type UserId,
  type ZoneId,
} from "#kernel";

/** A stream's name: what it is about and whose it is, as in `participant:0197…`. */
export type StreamId = `${string}:${string}`;

/** Who did it, in which role, and for which site. */
export type Actor = {
  readonly user: UserId;
  /** The role in which it was judged. */
  readonly role: string;
  readonly site?: SiteId;
  /** Where the two differ: the role that they had when it happened, and when the server took it; `none`: none that may do it. */
  readonly entitled?: { readonly whenItHappened: string; readonly whenReceived: string };
};

/** By which way it came in. */
export type Source = {
  readonly kind: "web" | "offline" | "cli" | "import" | "system" | "demonstration";
  readonly device?: string;
  /** The enrolled device in whose outbox it was queued, and its place in that device's order. */
  readonly deviceId?: string;
  readonly sequence?: number;
  /** Who handed it in, where that was not its author. */
  readonly handedInBy?: UserId;
};

/** What the clock of a device said, where it was more than a minute off or claimed what was still to come by the server's. */
export type DeviceClock = {
  /** What was claimed, where `occurredAt` is not that. */
  readonly claimed?: Instant;
  /** By how many milliseconds it was ahead of the server's when the command was sent; negative: behind. Absent where it was right, or did not say. */
  readonly aheadBy?: number;
  /** What the device itself had last measured against the server, in milliseconds: `uncertainty` is half of the way there and back. */
  readonly measured?: ClockOffset;
};

/** By how much a clock was ahead of another when they were compared, in milliseconds, and how far off that may be. */
export type ClockOffset = { readonly aheadBy: number; readonly uncertainty: number };

/** Text that a person wrote: sealed under the participant's key before it is stored. */
export type FreeText = { readonly freeText: string };

/**
 * Free text as it is stored: `sealedText` is base64 of nonce, ciphertext and tag (AES-256-GCM) over salt and text;
 * `commitment` binds the two, so that whoever is shown them can prove that they are what was sealed (see `textCommitment`).
 */
export type SealedText = { readonly sealedText: string; readonly commitment: Sha256 };

/** Answers that are kept from some of those who may take a copy of the ledger: the same over salt and canonical JSON. */
export type SealedValue = { readonly sealedValue: string; readonly commitment: Sha256 };

/** Something that happened, as the ledger keeps it. Once written it is never changed. */
export type LedgerEvent = {
  readonly study: StudyId;
  readonly stream: StreamId;
  /** Place in its stream: 1, 2, 3 … */
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Json;
  /** When it is said to have happened, never later than `recordedAt`. */
  readonly occurredAt: Instant;
  readonly deviceClock?: DeviceClock;
  /** When the server took it. */
  readonly recordedAt: Instant;
  /** The zone in which it was lived. */
  readonly zone: ZoneId;
  readonly actor: Actor;
  readonly source: Source;
  /** Why a value was altered. */
  readonly reason?: FreeText | SealedText;
  readonly signatureMeaning?: string;
  readonly commandId: CommandId;
  /** On the first event of a command: a keyed hash of what was asked, so that it is carried out once. */
  readonly commandHash?: Sha256;
  readonly correlationId: string;
  readonly causationId?: string;
  /** The hash of the event before it in its stream; `noHash` for the first. */
  readonly previousHash: Sha256;
};

/** An event with the text that was hashed. `hash` = SHA-256 of `canonical`. */
export type StoredEvent = {
  readonly event: LedgerEvent;
  readonly canonical: string;
  readonly hash: Sha256;
};

/** What stands before the first event of a stream. */
export const noHash = "0".repeat(64) as Sha256;

/** Writes the event as the text that is stored and hashed. */
export function storeEvent(event: LedgerEvent): StoredEvent {
  const canonical = canonicalJson(event);
  return { event, canonical, hash: sha256Hex(canonical) };
}

/** Reads back what `storeEvent` wrote. */
export function readEvent(canonical: string, hash: Sha256): StoredEvent {
  return { event: JSON.parse(canonical) as LedgerEvent, canonical, hash };
}
