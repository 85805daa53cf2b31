import { type Instant, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import { type AnyRecorded, type EventsOf, isOneOf, type Recorded } from "../event.ts";
import { type Prohibited, reviewEvents } from "./events.ts";
import type { Opening } from "./evolve.ts";

/** A review of a recording, as it was handed in. */
export type Review = {
  readonly reviewId: string;
  readonly reviewer: string;
  readonly printedName: string;
  readonly capacity: "session-auditor" | "adherence-rater";
  readonly at: Instant;
  readonly criteriaVersion: string;
  readonly ratings: Readonly<Record<string, number>>;
  readonly prohibited: readonly Prohibited[];
  readonly discrepancyIds: readonly string[];
  readonly words: FreeText;
};

/** What no site reaches of one recording: whether it was drawn, who of the reviewers looked, what they found. */
export type ReviewState = {
  readonly drawn: {
    readonly isDrawn: boolean;
    readonly share: number;
    readonly randomness: string;
    readonly at: Instant;
  } | null;
  readonly openings: readonly Opening[];
  readonly reviews: readonly Review[];
};

export const noReview: ReviewState = { drawn: null, openings: [], reviews: [] };

/** Folds any event of the stream of one recording's reviews. */
export function evolveReviewStream(state: ReviewState, event: AnyRecorded): ReviewState {
  return isOneOf(reviewEvents, event) ? evolveReview(state, event) : state;
}

function evolveReview(state: ReviewState, event: Recorded<EventsOf<typeof reviewEvents>>): ReviewState {
  const { occurredAt: at, actor } = event.meta;
  switch (event.type) {
    case "RecordingDrawn": {
      const { isDrawn, share, randomness } = event.data;
      return { ...state, drawn: { isDrawn, share, randomness, at } };
    }
    case "RecordingSeenByReviewer": {
      const opening = { by: actor.user, at, purpose: event.data.purpose };
      return { ...state, openings: [...state.openings, opening] };
    }
    case "RecordingReviewed": {
      const { recordingId: _recording, incidentIds: _incidents, ...review } = event.data;
      return { ...state, reviews: [...state.reviews, { ...review, reviewer: actor.user, at }] };
    }
    default:
      return unreachable(event);
  }
}
