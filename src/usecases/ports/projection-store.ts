import type { StudyId } from "#kernel";
import type { StreamId } from "#ledger";
import type { EventStore, ProjectionRow } from "./event-store.ts";

/** A study's events and projections as they stood at one moment, whoever writes meanwhile. */
export type StudyMoment = {
  /** Every stream, and which sites the database shows it to; none: the whole study. */
  readonly streams: readonly { readonly stream: StreamId; readonly sites: readonly string[] }[];
  readonly read: EventStore["read"];
  /** Every row of every projection, as JSON. */
  readonly rows: () => Promise<readonly StoredRow[]>;
};

export type StoredRow = { readonly table: string; readonly row: Readonly<Record<string, unknown>> };

/** The projections as a whole, for maintenance. No request reaches it. */
export type ProjectionStore = {
  readonly look: <Value>(study: StudyId, use: (moment: StudyMoment) => Promise<Value>) => Promise<Value>;
  /** Replaces all rows of a study in one transaction, in which nobody else writes. */
  readonly replaceAll: (
    study: StudyId,
    rowsOf: (moment: StudyMoment) => Promise<readonly ProjectionRow[]>,
  ) => Promise<void>;
};
