import type { CommandTopic } from "#trial";

/** Put to a command on the device, by somebody enrolled there, with the key that the device holds and they alone can open. */
export type OfflineSignature = {
  readonly as: "author" | "witness";
  readonly user: string;
  readonly keyId: string;
  /** When it was put, by the device's clock. */
  readonly signedAt: string;
  /** ECDSA P-256 over the text of `signedCommandText`, in base64. */
  readonly value: string;
};

/** By how much the device's clock was ahead of the server's when it was last compared, in milliseconds, and how sure that is. */
export type ClockOffset = { readonly aheadBy: number; readonly uncertainty: number };

/** A command as a page gives it to the outbox. */
export type OfflineCommand = {
  readonly study: string;
  readonly type: string;
  readonly subject: CommandTopic;
  readonly subjectId: string;
  readonly data: unknown;
  /** The version of the subject that its user saw. */
  readonly basedOn?: number;
  /** Absent: now. */
  readonly occurredAt?: string;
  readonly reason?: string;
  readonly actingAs?: string;
  /**
   * Commands of one chain build on each other: once one of them was refused, those after it wait until a person has resolved it.
   * Absent: it stands for itself, and is sent whatever became of those before it.
   */
  readonly chain?: string;
  /** The refused command in whose place this one is sent. */
  readonly resolves?: string;
};

/** A command with its id and moment: from here on it is the same however often it is sent. */
export type PreparedCommand = OfflineCommand & {
  readonly commandId: string;
  readonly occurredAt: string;
  readonly zone: string;
  readonly signatures?: readonly OfflineSignature[];
};

/** A command in the outbox, with its place in the order of its device. */
export type QueuedCommand = PreparedCommand & {
  readonly device: string;
  /** 1, 2, 3 … on its device. */
  readonly sequence: number;
  /** The account in whose name it was queued. */
  readonly user: string;
  readonly clock?: ClockOffset;
};
