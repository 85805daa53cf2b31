import { evolveEnvelopes } from "./blinding/envelopes.ts";
import { envelopeEvents } from "./blinding/events.ts";
import { type AnyRecorded, isOneOf } from "./event.ts";
import { ratingEvents } from "./rating/events.ts";
import { evolveRating, type RatingState } from "./rating/evolve.ts";
import { sessionContactEvents, sessionEvents } from "./session/events.ts";
import { evolveSession } from "./session/evolve.ts";
import type { SessionState } from "./session/state.ts";
import { siteEvents } from "./site/events.ts";
import { evolveSite, type SiteState } from "./site/evolve.ts";
import { staffEvents } from "./staff/events.ts";
import { evolveStaff, type StaffState } from "./staff/evolve.ts";
import { studyEvents } from "./study/events.ts";
import { evolveStudy, type StudyState } from "./study/evolve.ts";

/** Each folds any event of its stream; one that is not of its kind leaves the state as it is. */
export function evolveStudyStream(state: StudyState, event: AnyRecorded): StudyState {
  return isOneOf(studyEvents, event) ? evolveStudy(state, event) : state;
}

export function evolveSiteStream(state: SiteState, event: AnyRecorded): SiteState {
  if (isOneOf(envelopeEvents, event)) return { ...state, envelopes: evolveEnvelopes(state.envelopes, event) };
  if (isOneOf(sessionContactEvents, event)) return { ...state, sessionContacts: event.data.contacts };
  return isOneOf(siteEvents, event) ? evolveSite(state, event) : state;
}

export function evolveStaffStream(state: StaffState, event: AnyRecorded): StaffState {
  return isOneOf(staffEvents, event) ? evolveStaff(state, event) : state;
}

export function evolveRatingStream(state: RatingState, event: AnyRecorded): RatingState {
  return isOneOf(ratingEvents, event) ? evolveRating(state, event) : state;
}

export function evolveSessionStream(state: SessionState, event: AnyRecorded): SessionState {
  return isOneOf(sessionEvents, event) ? evolveSession(state, event) : state;
}
