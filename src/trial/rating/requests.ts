import { type Instant, type UserId, unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { ratingLinkEvents, secondRatingEvents } from "./events.ts";

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
  readonly status: "requested" | "received" | "canceled" | "returned";
  readonly requestedAt: Instant;
  readonly receivedAt?: Instant;
  /** Whether the next rating goes to another than this rater. */
  readonly isRaterBarred: boolean;
  /** When where the participant is was last confirmed for it. */
  readonly whereaboutsAt: Instant | null;
  /** When its rater said that the participant is in danger, and whether that was looked after. */
  readonly danger: { readonly declaredAt: Instant; readonly isResolved: boolean } | null;
};

/** By handle. */
export type RatingRequestsState = Readonly<Record<string, RatingRequest>>;

export const noRatingRequests: RatingRequestsState = {};

type LinkEvent = EventsOf<typeof ratingLinkEvents> | WhereaboutsConfirmed;
type WhereaboutsConfirmed = {
  readonly type: "WhereaboutsConfirmed";
  readonly data: { readonly handle: string };
};

export function evolveRatingRequests(
  state: RatingRequestsState,
  event: Recorded<LinkEvent>,
): RatingRequestsState {
  if (event.type === "RatingRequested") {
    const fresh = { status: "requested", isRaterBarred: false, whereaboutsAt: null, danger: null } as const;
    const requestedAt = event.meta.occurredAt;
    return { ...state, [event.data.handle]: { ...event.data, ...fresh, requestedAt } };
  }
  if (event.type === "RaterChosen") return state;
  const request = state[event.data.handle];
  return request ? { ...state, [event.data.handle]: { ...request, ...changeBy(event, request) } } : state;
}

function changeBy(
  event: Recorded<Exclude<LinkEvent, { type: "RatingRequested" | "RaterChosen" }>>,
  { danger }: RatingRequest,
): Partial<RatingRequest> {
  const { occurredAt } = event.meta;
  switch (event.type) {
    case "RatingReceived":
      return { status: "received", receivedAt: occurredAt };
    case "RatingRequestCanceled":
      return { status: "canceled" };
    case "RatingReturned":
      return { status: "returned" };
    case "AnotherRaterNeeded":
      return { isRaterBarred: true };
    case "WhereaboutsConfirmed":
      return { whereaboutsAt: occurredAt };
    case "ParticipantInDangerDeclared":
      return {
        danger: {
          declaredAt: danger?.isResolved === false ? danger.declaredAt : occurredAt,
          isResolved: false,
        },
      };
    case "DangerResolved":
      return { danger: danger && { ...danger, isResolved: true } };
    case "WhereaboutsRead":
      return {};
    default:
      return unreachable(event);
  }
}

/** Whom the rater coordinator chose, by the form that is to be rated; the choice is spent when the rating is asked for. */
export type ChosenRatersState = Readonly<Record<string, UserId>>;

export function evolveChosenRaters(
  state: ChosenRatersState,
  event: Recorded<EventsOf<typeof ratingLinkEvents>>,
): ChosenRatersState {
  if (event.type === "RaterChosen") return { ...state, [event.data.formKey]: event.data.rater };
  if (event.type !== "RatingRequested") return state;
  const { [event.data.formKey]: _spent, ...rest } = state;
  return rest;
}

/** A recording that is rated a second time. */
export type SecondRating = {
  readonly handle: string;
  readonly ofRating: string;
  readonly formId: string;
  readonly rater: UserId;
  readonly startsAt: Instant;
  readonly language: string;
  readonly status: "requested" | "received" | "returned";
};

/** By handle. */
export type SecondRatingsState = Readonly<Record<string, SecondRating>>;

export const noSecondRatings: SecondRatingsState = {};

export function evolveSecondRatings(
  state: SecondRatingsState,
  event: Recorded<EventsOf<typeof secondRatingEvents>>,
): SecondRatingsState {
  const { handle } = event.data;
  if (event.type === "SecondRatingRequested")
    return { ...state, [handle]: { ...event.data, status: "requested" } };
  const known = state[handle];
  const status = event.type === "SecondRatingReceived" ? "received" : "returned";
  return known ? { ...state, [handle]: { ...known, status } } : state;
}
