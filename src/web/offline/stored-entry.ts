/** What of a queued command lies open on the device: ids and a number, nothing of anybody. */
export type EntryHeader = {
  readonly commandId: string;
  readonly study: string;
  readonly user: string;
  readonly device: string;
  readonly sequence: number;
};

/** What a sealed text is bound to: it opens with the very same and with nothing else. */
export type BoundTo = Readonly<Record<string, string | number>>;

/** A queued command as it lies on the device, and as anybody may carry it to the server. */
export type SealedEntry = {
  readonly header: EntryHeader;
  /** The command, AES-256-GCM under a key of its own, which is bound to the header; base64 of nonce, ciphertext and tag. */
  readonly content: string;
  /** A P-256 point, base64, with which the recipients find the key under which theirs is wrapped. */
  readonly ephemeral: string;
  /** The content's key, wrapped for each recipient by the id of their key: the server's, and the device's own. */
  readonly keys: Readonly<Record<string, string>>;
  /** By the device's key over all of the above. */
  readonly signature: string;
};

/**
 * - `saved`: strictly on disk. - `sent`: on its way, once at least; the server may have it. - `acknowledged`: carried out.
 * - `refused`: a rule said no. - `conflict`: somebody changed the same meanwhile.
 */
export type EntryState = "saved" | "sent" | "acknowledged" | "refused" | "conflict";

/** How a person resolved a refusal: by another command in its place, or by leaving it, with a reason that is recorded. */
export type Resolution =
  | { readonly how: "sent-anew"; readonly commandId: string }
  | { readonly how: "put-aside" };

/** An entry of the outbox as it is stored. */
export type StoredEntry = {
  readonly sealed: SealedEntry;
  readonly state: EntryState;
  /** The hash of its chain; absent: it stands for itself. */
  readonly chain?: string;
  /** The refused command that it replaces. */
  readonly resolves?: string;
  /** How often the server failed on it. */
  readonly faults: number;
  /** The subject's version once it was carried out. */
  readonly version?: number;
  /** The word for what was refused: of the software, not of anybody. */
  readonly code?: string;
  /** What was refused and why, sealed like the command. */
  readonly problem?: SealedForDevice;
  readonly resolution?: Resolution;
};

/** What is sealed for the device alone: a problem as it was answered, a form's draft. */
export type SealedForDevice = Omit<SealedEntry, "header" | "signature">;

export function isUnresolved({ state, resolution }: StoredEntry): boolean {
  return (state === "refused" || state === "conflict") && resolution === undefined;
}

export function isWaiting({ state, resolution }: StoredEntry): boolean {
  return (state === "saved" || state === "sent") && resolution === undefined;
}

export function bySequence(a: StoredEntry, b: StoredEntry): number {
  return a.sealed.header.sequence - b.sealed.header.sequence;
}
