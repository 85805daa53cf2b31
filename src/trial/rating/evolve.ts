import { type Instant, type UserId, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventMeta, EventsOf, Recorded } from "../event.ts";
import type { ItemValue } from "../form/events.ts";
import type { ItemState } from "../form/evolve.ts";
import type { ratingEvents, ratingLinkEvents } from "./events.ts";

export type RatingState = {
  readonly status: "none" | "assigned" | "in-progress" | "submitted" | "canceled";
  readonly rater: UserId | null;
  readonly pseudonym: string;
  readonly formId: string;
  readonly language: string;
  readonly indexTrauma: FreeText | null;
  readonly startsAt: Instant | null;
  readonly designVersion: string;
  readonly items: Readonly<Record<string, Pick<ItemState, "value" | "changedAt" | "changedBy">>>;
  readonly derived: Readonly<Record<string, number | string | boolean | null>>;
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

/** An assessment asked for, as the participant's record knows it. */
export type RatingRequest = {
  readonly handle: string;
  readonly formKey: string;
  readonly formId: string;
  readonly visitId: string;
  /** Whom the site need not know. */
  readonly rater: UserId;
  readonly startsAt?: Instant | undefined;
  readonly language?: string | undefined;
  readonly status: "requested" | "received" | "canceled";
  readonly requestedAt: Instant;
  readonly receivedAt?: Instant;
};

/** By handle. */
export type RatingRequestsState = Readonly<Record<string, RatingRequest>>;

export const noRatingRequests: RatingRequestsState = {};

export function evolveRatingRequests(
  state: RatingRequestsState,
  event: Recorded<EventsOf<typeof ratingLinkEvents>>,
): RatingRequestsState {
  const { handle } = event.data;
  const at = event.meta.occurredAt;
  if (event.type === "RatingRequested")
    return { ...state, [handle]: { ...event.data, status: "requested", requestedAt: at } };
  const request = state[handle];
  if (!request) return state;
  if (event.type === "RatingReceived")
    return { ...state, [handle]: { ...request, status: "received", receivedAt: at } };
  return { ...state, [handle]: { ...request, status: "canceled" } };
}
