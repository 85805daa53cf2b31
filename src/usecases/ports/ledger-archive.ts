import type { StudyId } from "#kernel";
import type { FiledCheckpoint, FiledEvent, SignedCheckpoint, StreamHead, StreamId } from "#ledger";

/**
 * The ledger as a whole, for maintenance: checkpoints, verification, exports. It works under the maintenance role; no
 * request reaches it with a person's scope.
 */
export type LedgerArchive = {
  readonly studies: () => Promise<readonly StudyId[]>;
  /** Heads of all streams, and those that moved since the last checkpoint, at one moment. */
  readonly heads: (study: StudyId) => Promise<{
    readonly last: SignedCheckpoint | undefined;
    readonly heads: readonly StreamHead[];
    readonly changes: readonly StreamHead[];
  }>;
  /** Files a checkpoint; false where another process has filed one of that number first. */
  readonly fileCheckpoint: (checkpoint: FiledCheckpoint) => Promise<boolean>;
  readonly checkpoints: (study: StudyId) => Promise<readonly FiledCheckpoint[]>;
  /** All events, or those of some streams, by stream and version. */
  readonly events: (study: StudyId, streams?: readonly StreamId[]) => AsyncIterable<FiledEvent>;
  /** Streams that a site may see and no other stream of a participant: what its copy holds. */
  readonly streamsOfSite: (study: StudyId, site: string) => Promise<readonly StreamId[]>;
  /** Rows of `ledger.stream` that do not agree with the events; none in a sound database. */
  readonly headsAstray: (study: StudyId) => Promise<readonly StreamId[]>;
};
