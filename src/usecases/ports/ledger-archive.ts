import type { StudyId } from "#kernel";
import type {
  FiledCheckpoint,
  FiledEvent,
  FiledRecord,
  SignedCheckpoint,
  StreamHead,
  StreamId,
} from "#ledger";

/** Which records of a ledger are wanted. */
export type RecordsWanted = {
  /** Absent: all. */
  readonly streams?: readonly StreamId[];
  /** No heads of later checkpoints. */
  readonly upToCheckpoint?: number;
  /** Also where the database holds each stream to end, and which command it files each event under. */
  readonly asFiled?: boolean;
};

/** A ledger as it stands at one moment, whoever writes meanwhile. */
export type LedgerMoment = {
  /** Ordered by number. */
  readonly checkpoints: (study: StudyId) => Promise<readonly SignedCheckpoint[]>;
  /** In batches, ordered as verification reads them. */
  readonly records: (study: StudyId, wanted: RecordsWanted) => AsyncIterable<readonly FiledRecord[]>;
};

/**
 * The ledger as a whole, for maintenance: checkpoints, verification, exports. It works under the maintenance role; no
 * request reaches it with a person's scope.
 */
export type LedgerArchive = LedgerMoment & {
  readonly studies: () => Promise<readonly StudyId[]>;
  /** Heads of all streams, and those that moved since the last checkpoint, at one moment. */
  readonly heads: (study: StudyId) => Promise<{
    readonly last: SignedCheckpoint | undefined;
    readonly heads: readonly StreamHead[];
    readonly changes: readonly StreamHead[];
    /** Streams whose head does not go on from the last that was signed, or has no event. None in a sound database. */
    readonly astray: readonly StreamId[];
  }>;
  /** Files a checkpoint; false where another process has filed one of that number first. */
  readonly fileCheckpoint: (checkpoint: FiledCheckpoint) => Promise<boolean>;
  /** The heads that each checkpoint saw moving, ordered by its number. */
  readonly changes: (
    study: StudyId,
    upToCheckpoint: number,
  ) => AsyncIterable<{ readonly number: number; readonly changes: readonly StreamHead[] }>;
  /** All events, or those of some streams, by stream and version. */
  readonly events: (study: StudyId, streams?: readonly StreamId[]) => AsyncIterable<FiledEvent>;
  /** Streams that a site may see and no other stream of a participant: what its copy holds. */
  readonly streamsOfSite: (study: StudyId, site: string) => Promise<readonly StreamId[]>;
  readonly atOneMoment: <Value>(use: (moment: LedgerMoment) => Promise<Value>) => Promise<Value>;
};
