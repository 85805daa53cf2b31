import type { CalendarDate, ParticipantId, SiteId } from "#kernel";
import { adverseEventEvents } from "./adverse-event/events.ts";
import { type AdverseEventsState, evolveAdverseEvents, noAdverseEvents } from "./adverse-event/evolve.ts";
import { unblindingEvents } from "./blinding/events.ts";
import { evolveUnblindings, noUnblindings, type UnblindingsState } from "./blinding/evolve.ts";
import { consentEvents } from "./consent/events.ts";
import { type ConsentState, evolveConsent, noConsent } from "./consent/evolve.ts";
import { deviationEvents } from "./deviation/events.ts";
import { type DeviationsState, evolveDeviations, noDeviations } from "./deviation/evolve.ts";
import { enrollmentEvents } from "./enrollment/events.ts";
import { type EnrollmentState, evolveEnrollment, notEnrolled } from "./enrollment/evolve.ts";
import { type AnyRecorded, isOneOf } from "./event.ts";
import { followUpEvents } from "./follow-up/events.ts";
import { evolveFollowUp, type FollowUpState, noFollowUp } from "./follow-up/evolve.ts";
import { formEvents } from "./form/events.ts";
import { evolveForms, type FormsState, noForms } from "./form/evolve.ts";
import { identityEvents } from "./identity/events.ts";
import { evolveIdentity, type IdentityState, noIdentity } from "./identity/evolve.ts";
import { doseLevelEvents, participantKitEvents } from "./kit/events.ts";
import { evolveParticipantKits, noParticipantKits, type ParticipantKits } from "./kit/participant-kits.ts";
import { queryEvents } from "./query/events.ts";
import { evolveQueries, noQueries, type QueriesState } from "./query/evolve.ts";
import { randomizationEvents } from "./randomization/events.ts";
import { ratingLinkEvents, secondRatingEvents } from "./rating/events.ts";
import {
  type ChosenRatersState,
  evolveChosenRaters,
  evolveRatingRequests,
  evolveSecondRatings,
  noRatingRequests,
  noSecondRatings,
  type RatingRequestsState,
  type SecondRatingsState,
} from "./rating/requests.ts";
import { recordingEvents } from "./recording/events.ts";
import { evolveRecordings, noRecordings, type RecordingsState } from "./recording/evolve.ts";
import { screeningEvents } from "./screening/events.ts";
import { evolveScreening, noContacts, type ScreeningState } from "./screening/evolve.ts";
import { sessionLinkEvents } from "./session/events.ts";
import { evolveSessionLinks, noSessionLinks, type SessionLinks } from "./session/links.ts";
import { signatureEvents } from "./signature/events.ts";
import { evolveSignatures, noSignatures, type SignaturesState } from "./signature/evolve.ts";
import { visitEvents } from "./visit/events.ts";
import { evolveVisits, noVisits, type VisitsState } from "./visit/evolve.ts";

/** All that is known of one participant, from the first phone call on: each area keeps its own part. */
export type ParticipantState = {
  readonly id: ParticipantId | null;
  /** Number of events so far. */
  readonly version: number;
  readonly screening: ScreeningState;
  readonly identity: IdentityState;
  readonly consent: ConsentState;
  readonly enrollment: EnrollmentState;
  readonly visits: VisitsState;
  readonly forms: FormsState;
  readonly queries: QueriesState;
  readonly signatures: SignaturesState;
  readonly deviations: DeviationsState;
  readonly ratings: RatingRequestsState;
  readonly unblindings: UnblindingsState;
  readonly kits: ParticipantKits;
  readonly chosenRaters: ChosenRatersState;
  readonly secondRatings: SecondRatingsState;
  readonly recordings: RecordingsState;
  readonly followUp: FollowUpState;
  readonly sessions: SessionLinks;
  readonly adverseEvents: AdverseEventsState;
};

export const noParticipant: ParticipantState = {
  id: null,
  version: 0,
  screening: noContacts,
  identity: noIdentity,
  consent: noConsent,
  enrollment: notEnrolled,
  visits: noVisits,
  forms: noForms,
  queries: noQueries,
  signatures: noSignatures,
  deviations: noDeviations,
  ratings: noRatingRequests,
  unblindings: noUnblindings,
  kits: noParticipantKits,
  chosenRaters: {},
  secondRatings: noSecondRatings,
  recordings: noRecordings,
  followUp: noFollowUp,
  sessions: noSessionLinks,
  adverseEvents: noAdverseEvents,
};

/** Folds one event into the participant's state. An event of no area here leaves it as it is. */
export function evolveParticipant(before: ParticipantState, event: AnyRecorded): ParticipantState {
  const id = event.meta.stream.slice("participant:".length) as ParticipantId;
  const state = { ...before, id, version: event.meta.version };
  if (isOneOf(screeningEvents, event))
    return { ...state, screening: evolveScreening(state.screening, event) };
  if (isOneOf(identityEvents, event)) {
    const identity = evolveIdentity(state.identity, event);
    if (event.type !== "WhereaboutsConfirmed") return { ...state, identity };
    return { ...state, identity, ratings: evolveRatingRequests(state.ratings, event) };
  }
  if (isOneOf(consentEvents, event)) return { ...state, consent: evolveConsent(state.consent, event) };
  if (isOneOf(enrollmentEvents, event) || isOneOf(randomizationEvents, event))
    return { ...state, enrollment: evolveEnrollment(state.enrollment, event) };
  if (isOneOf(visitEvents, event)) return { ...state, visits: evolveVisits(state.visits, event) };
  if (isOneOf(formEvents, event)) return { ...state, forms: evolveForms(state.forms, event) };
  if (isOneOf(queryEvents, event)) return { ...state, queries: evolveQueries(state.queries, event) };
  if (isOneOf(signatureEvents, event))
    return { ...state, signatures: evolveSignatures(state.signatures, event) };
  if (isOneOf(deviationEvents, event))
    return { ...state, deviations: evolveDeviations(state.deviations, event) };
  if (isOneOf(participantKitEvents, event) || isOneOf(doseLevelEvents, event))
    return { ...state, kits: evolveParticipantKits(state.kits, event) };
  if (isOneOf(unblindingEvents, event))
    return { ...state, unblindings: evolveUnblindings(state.unblindings, event) };
  if (isOneOf(ratingLinkEvents, event))
    return {
      ...state,
      ratings: evolveRatingRequests(state.ratings, event),
      chosenRaters: evolveChosenRaters(state.chosenRaters, event),
    };
  if (isOneOf(sessionLinkEvents, event))
    return { ...state, sessions: evolveSessionLinks(state.sessions, event) };
  if (isOneOf(secondRatingEvents, event))
    return { ...state, secondRatings: evolveSecondRatings(state.secondRatings, event) };
  if (isOneOf(adverseEventEvents, event))
    return { ...state, adverseEvents: evolveAdverseEvents(state.adverseEvents, event) };
  if (isOneOf(recordingEvents, event))
    return { ...state, recordings: evolveRecordings(state.recordings, event) };
  if (isOneOf(followUpEvents, event)) return { ...state, followUp: evolveFollowUp(state.followUp, event) };
  return state;
}

export type Stage =
  | "pre-screening"
  | "pre-screening-failed"
  | "screening"
  | "screen-failed"
  | "enrolled"
  | "ended";

/** How far somebody has come. */
export function stageOf({ screening, enrollment }: ParticipantState): Stage {
  if (enrollment.ended) return "ended";
  if (enrollment.enrolledOn) return "enrolled";
  if (enrollment.screenFailure) return "screen-failed";
  if (enrollment.screeningStartedOn) return "screening";
  const last = screening.contacts.at(-1);
  return last && (last.outcome === "failed" || last.outcome === "declined")
    ? "pre-screening-failed"
    : "pre-screening";
}

/** Whether somebody takes part no more: they left the study, or failed screening. */
export function hasLeft(stage: Stage): boolean {
  return stage === "ended" || stage === "screen-failed";
}

/** The site that looks after the participant now. */
export function siteOf({ screening, enrollment }: ParticipantState): SiteId | undefined {
  return enrollment.transfers.at(-1)?.toSite ?? screening.contacts[0]?.siteId;
}

/** All sites that have looked after the participant, the present one last. */
export function sitesOf({ screening, enrollment }: ParticipantState): readonly SiteId[] {
  const first = screening.contacts[0]?.siteId;
  return [...(first ? [first] : []), ...enrollment.transfers.map(({ toSite }) => toSite)];
}

/** The sites that looked after the participant on a day: two on that of a transfer. Before the first contact, the first. */
export function sitesOn(state: ParticipantState, day: CalendarDate): readonly SiteId[] {
  const { transfers } = state.enrollment;
  const past = transfers.filter(({ effectiveOn }) => effectiveOn <= day).length;
  const isDayOfTransfer = transfers[past - 1]?.effectiveOn === day;
  return sitesOf(state).slice(isDayOfTransfer ? past - 1 : past, past + 1);
}

/** The version of the protocol that binds the participant; before consent, the one in effect at the last contact. */
export function designVersionOf({ screening, enrollment }: ParticipantState): string | undefined {
  const migrated = enrollment.migrations.at(-1)?.toVersion;
  return migrated ?? enrollment.designVersion ?? screening.contacts.at(-1)?.designVersion;
}
