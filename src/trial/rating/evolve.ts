import { type Instant, type UserId, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventMeta, EventsOf, Recorded } from "../event.ts";
import type { ItemValue } from "../form/events.ts";
import type { ItemState } from "../form/evolve.ts";
import type { LearnedFact, ratingEvents } from "./events.ts";

export type RatingState = {
  readonly status: "none" | "assigned" | "in-progress" | "submitted" | "canceled" | "handed-back";
  readonly rater: UserId | null;
  readonly pseudonym: string;
  readonly formId: string;
  readonly language: string;
  readonly indexTrauma: FreeText | null;
  readonly startsAt: Instant | null;
  readonly designVersion: string;
  /** How the interview is held; absent for assignments of before it was kept. */
  readonly mode?: "in-person" | "remote-video" | "telephone" | undefined;
  /** A recording is rated, and no interview held. */
  readonly basis?: "recording" | undefined;
  /** What the rater said that they learned, each time. */
  readonly learned: readonly Learned[];
  /** Until when the rater may see where the participant is; null: nobody was in danger. */
  readonly emergencyUntil: Instant | null;
  readonly items: Readonly<Record<string, Pick<ItemState, "value" | "changedAt" | "changedBy">>>;
  readonly derived: Readonly<Record<string, number | string | boolean | null>>;
};

/** Something that was kept from the rater, and that they learned. */
export type Learned = {
  readonly facts: readonly LearnedFact[];
  readonly from: string;
  readonly learnedAt: Instant;
};

export const noRating: RatingState = {
  status: "none",
  rater: null,
  pseudonym: "",
  formId: "",
  language: "",
  indexTrauma: null,
  startsAt: null,
  designVersion: "",
  learned: [],
  emergencyUntil: null,
  items: {},
  derived: {},
};

export function evolveRating(
  state: RatingState,
  event: Recorded<EventsOf<typeof ratingEvents>>,
): RatingState {
  switch (event.type) {
    case "RatingAssigned":
      return { ...state, ...event.data, status: "assigned" };
    case "RatingStarted":
      return { ...state, status: "in-progress" };
    case "RatingDrafted":
      return {
        ...state,
        status: "in-progress",
        items: withEntries(state, event.data.entries, event.meta),
      };
    case "RatingSubmitted":
    case "RatingCorrected": {
      const { entries, derived } = event.data;
      return {
        ...state,
        status: "submitted",
        items: withEntries(state, entries, event.meta),
        derived,
      };
    }
    case "RatingCanceled":
      return { ...state, status: "canceled" };
    case "RatingHandedBack":
      return { ...state, status: "handed-back" };
    case "RaterUnblindingFiled": {
      const { learned: facts, from, learnedAt } = event.data;
      return { ...state, learned: [...state.learned, { facts, from, learnedAt }] };
    }
    case "EmergencyOpened":
      return { ...state, emergencyUntil: event.data.until };
    default:
      return unreachable(event);
  }
}

function withEntries(
  state: RatingState,
  entries: readonly { readonly path: string; readonly value: ItemValue | null }[],
  { version, actor }: EventMeta,
): RatingState["items"] {
  const items = { ...state.items };
  for (const { path, value } of entries) items[path] = { value, changedAt: version, changedBy: actor.user };
  return items;
}
