import type { StreamId } from "#ledger";
import {
  evolveAllocationStream,
  evolveIncidentStream,
  evolveKitMapStream,
  evolveParticipant,
  evolveRatingStream,
  evolveReviewStream,
  evolveSessionStream,
  evolveSiteStream,
  evolveStaffStream,
  evolveStockStream,
  evolveStudyStream,
  evolveUnblindingNoteStream,
  kitMapStream,
  noAllocation,
  noIncident,
  noKitMap,
  noParticipant,
  noRating,
  noReview,
  noSession,
  noSite,
  noStaff,
  noStock,
  noStudy,
  noUnblindingNote,
} from "#trial";
import { isSealedStream } from "./secrets.ts";
import type { Folding } from "./state-reader.ts";

/** How each kind of stream is folded into the state of what it is about. */
export const foldings = {
  study: { initial: noStudy, evolve: evolveStudyStream },
  site: { initial: noSite, evolve: evolveSiteStream },
  staff: { initial: noStaff, evolve: evolveStaffStream },
  participant: { initial: noParticipant, evolve: evolveParticipant },
  rating: { initial: noRating, evolve: evolveRatingStream },
  session: { initial: noSession, evolve: evolveSessionStream },
  unblinding: { initial: noUnblindingNote, evolve: evolveUnblindingNoteStream },
  stock: { initial: noStock, evolve: evolveStockStream },
  review: { initial: noReview, evolve: evolveReviewStream },
  incident: { initial: noIncident, evolve: evolveIncidentStream },
} as const;

/** What is behind the seal is of no kind that a request could name. */
export const allocationFolding = { initial: noAllocation, evolve: evolveAllocationStream } as const;
export const kitMapFolding = { initial: noKitMap, evolve: evolveKitMapStream } as const;

export type StreamKind = keyof typeof foldings;

export function streamKind(stream: StreamId): StreamKind | undefined {
  const kind = stream.slice(0, stream.indexOf(":"));
  return Object.hasOwn(foldings, kind) ? (kind as StreamKind) : undefined;
}

export function foldingOf(stream: StreamId): Folding<unknown> {
  if (isSealedStream(stream))
    return (stream === kitMapStream ? kitMapFolding : allocationFolding) as unknown as Folding<unknown>;
  const kind = streamKind(stream);
  if (!kind) throw new Error(`Cannot fold ${stream}: there is no such kind of stream.`);
  return foldings[kind] as unknown as Folding<unknown>;
}

const ownedKinds: readonly StreamKind[] = [
  "participant",
  "rating",
  "unblinding",
  "session",
  "review",
  "incident",
];

/** Under whose key the free text of the stream lies; undefined where it is not sealed. */
export function keyOwnerOf(stream: StreamId): string | undefined {
  const kind = streamKind(stream);
  return kind && ownedKinds.includes(kind) ? stream.slice(kind.length + 1) : undefined;
}
