import type { CommandId, Sha256, SiteId, StudyId, UserId } from "#kernel";
import type { StoredEvent, StreamId } from "#ledger";

/** Which part of a study an operation may touch; the database enforces it too. */
export type Scope = { readonly study: StudyId; readonly sites: readonly SiteId[] | "all" };

/** A stream as it stands: its head, and the events after those that were known already. */
export type StreamRead = {
  readonly version: number;
  readonly hash: Sha256;
  readonly events: readonly StoredEvent[];
};

/** What a rule decided for one stream. No events: it was only read, and must not have moved. */
export type StreamAppend = {
  readonly stream: StreamId;
  /** How many events the stream had when it was read; 0 for a new one. */
  readonly expected: number;
  readonly events: readonly StoredEvent[];
  /** The sites that may see the stream, where this append changes them; none: the whole study. */
  readonly sites?: readonly SiteId[];
};

/** A row of a projection to put in its place, or to remove. Names are the database's. */
export type ProjectionRow = {
  readonly table: string;
  readonly delete: boolean;
  readonly row: Readonly<Record<string, unknown>>;
};

/** Something that others must hear of after the append. */
export type OutboxMessage = { readonly topic: string; readonly payload: unknown };

/** The command behind an append: it is carried out once, however often it is sent. */
export type CommandKey = {
  readonly id: CommandId;
  readonly user: UserId;
  /** Hash of what was asked, so that an id is not used for two different things. */
  readonly hash: Sha256;
};

/** The kind of a refused command and the id of its subject; nothing that it said. */
export type RefusedCommand = { readonly type: string; readonly subjectId: string };

/** What became of a command that was sent before. */
export type EarlierCommand = { readonly user: UserId; readonly hash: Sha256 } & (
  | { readonly became: "events"; readonly position: StreamPosition }
  | { readonly became: "refused"; readonly answer: unknown }
);

/** Where a command's subject stood after it. */
export type StreamPosition = { readonly stream: StreamId; readonly version: number };

/** A new version of somebody's identity, sealed, for the vault. */
export type VaultEntry = {
  readonly participant: string;
  readonly version: number;
  readonly sealed: string;
};

export type Append = {
  readonly scope: Scope;
  /** The command's subject first. */
  readonly streams: readonly StreamAppend[];
  readonly command?: CommandKey;
  readonly rows?: readonly ProjectionRow[];
  readonly outbox?: readonly OutboxMessage[];
  readonly vault?: VaultEntry;
};

export type AppendOutcome =
  | { readonly outcome: "appended" }
  /** A stream moved since it was read; nothing was written. */
  | { readonly outcome: "conflict"; readonly stream: StreamId; readonly version: number }
  /** The command was carried out before; nothing was written. */
  | { readonly outcome: "done-before" };

/** Where events are kept. All of an append is written, durably, or nothing. */
export type EventStore = {
  /** The streams as they stand, with their events after the versions given. One that the scope does not reach is left out. */
  readonly read: (
    scope: Scope,
    streams: readonly { readonly stream: StreamId; readonly after: number }[],
  ) => Promise<ReadonlyMap<StreamId, StreamRead>>;
  readonly append: (append: Append) => Promise<AppendOutcome>;
  /** Keeps the answer to a command that was refused, and what it was about. */
  readonly refuse: (
    scope: Scope,
    command: CommandKey,
    answer: unknown,
    about: RefusedCommand,
  ) => Promise<void>;
  readonly findCommand: (scope: Scope, id: CommandId) => Promise<EarlierCommand | undefined>;
};
