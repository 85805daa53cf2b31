import type { StudyId } from "#kernel";

/** A message that an append left, for whoever has to hear of it. */
export type OutboxRow = { readonly study: StudyId; readonly topic: string; readonly payload: unknown };

/** The messages that wait. Several workers may take from it; each message is taken once. */
export type Outbox = {
  /** Takes what waits, the oldest first; while `handle` runs nobody else has it, and what it throws on stays. */
  readonly take: (most: number, handle: (rows: readonly OutboxRow[]) => Promise<void>) => Promise<number>;
};
