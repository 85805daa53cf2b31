export { accountEvents } from "./account/events.ts";
export { reportOn, type SeriousEvent } from "./adverse-event/evolve.ts";
export { adverseEventForm } from "./adverse-event/form-id.ts";
export type { SessionEffect } from "./adverse-event/from-session.ts";
export { noticeDue } from "./adverse-event/notice.ts";
export {
  type AdverseEventLine,
  abuseRelatedTerms,
  adverseEventLine,
  viewAdverseEvents,
} from "./adverse-event/view.ts";
export { isAfterUnblinding } from "./blinding/after-unblinding.ts";
export {
  type ArmGuessRead,
  type GuessesAround,
  type GuessMissing,
  guessesOf,
} from "./blinding/arm-guesses.ts";
export { designAsSeen, isBlindedInAny } from "./blinding/design-as-seen.ts";
export { type EnvelopeSheet, renderEnvelopes } from "./blinding/envelope-sheet.ts";
export { type Envelope, type EnvelopeStanding, envelopeStanding } from "./blinding/envelopes.ts";
export {
  type EmergencyReason,
  emergencyReason,
  type GuessSlot,
} from "./blinding/events.ts";
export type { Unblinding } from "./blinding/evolve.ts";
export { seesFactor } from "./blinding/factor-visibility.ts";
export { fillingsWanted, guesserOf } from "./blinding/guess-places.ts";
export {
  evolveUnblindingNoteStream,
  noUnblindingNote,
  type UnblindingNoteState,
} from "./blinding/notes.ts";
export { type OpenedArm, openArm } from "./blinding/opened-arm.ts";
export { mayReadNotes, seesLaterRatings, seesUnblinding } from "./blinding/register.ts";
export { scrambledArms } from "./blinding/scrambled-arms.ts";
export {
  isBlindedTo,
  isKeptFromCopies,
  seesItem,
  seesWholeForm,
  type Viewer,
  visibilityOf,
} from "./blinding/view.ts";
export type { Casebook } from "./casebook/casebook.ts";
export { foldCopyContext } from "./casebook/copy-context.ts";
export type { Block, Document } from "./casebook/document.ts";
export { openedEvent } from "./casebook/opened-event.ts";
export {
  type CopiedParticipant,
  type CopyReading,
  casebookIn,
  readCopy,
} from "./casebook/read-copy.ts";
export { renderHtml } from "./casebook/render-html.ts";
export { renderText } from "./casebook/render-text.ts";
export {
  type Catalogue,
  catalogue,
  isKnownEvent,
  UnknownEventError,
} from "./catalogue.ts";
export type { AvailableRater, CommandDefinition, CommandTopic, Facts } from "./command.ts";
export { commands } from "./commands.ts";
export { consentCurrency, mainConsent } from "./consent/currency.ts";
export type { ConsentState } from "./consent/evolve.ts";
export { scopesNeededFor } from "./consent/needed-scopes.ts";
export { type ConsentSummary, consentSummary, summarizeConsent } from "./consent/view.ts";
export type { Context, SignatureMethod, Witness } from "./context.ts";
export { readsDeviation } from "./deviation/view.ts";
export { type EligibilityView, eligibilityView, viewEligibility } from "./eligibility-view.ts";
export { eligibilityOf } from "./enrollment/confirm-eligibility.ts";
export type { AnyRecorded, EventDefinition, EventMeta, NewEvent, Recorded, Upcaster } from "./event.ts";
export { attemptsInVain } from "./follow-up/calls.ts";
export { type DosingHold, dosingHold, openSteps } from "./follow-up/dosing-hold.ts";
export type { Escalation as SuicidalityEscalation, FollowUpState, Search } from "./follow-up/evolve.ts";
export { designOfForm } from "./form/design-of-form.ts";
export { mayWrite } from "./form/entry.ts";
export { itemValue } from "./form/events.ts";
export { formIdOf, formKeyOf, repeatOf, visitIdOf, wholeForm } from "./form/form-key.ts";
export { valuesOf, withEntries } from "./form/form-values.ts";
export { type FormView, formView, viewForm } from "./form-view.ts";
export { type HistoryEntry, historyEntry, viewHistory } from "./history-view.ts";
export { type IdentityField, identityField } from "./identity/events.ts";
export { type IncidentClock, incidentClocks } from "./incident/clocks.ts";
export { evolveIncidentStream, type Incident, type IncidentState, noIncident } from "./incident/evolve.ts";
export { incidentReceivers } from "./incident/receivers.ts";
export { levelsIn, sessionsServed } from "./kit/capacity.ts";
export { kitCodeFrom, readKitCode } from "./kit/code.ts";
export { kitsInHand, kitsOfSession } from "./kit/participant-kits.ts";
export { contentOf, evolveKitMapStream, type KitContent, noKitMap } from "./kit/sealed-kits.ts";
export { type SessionKitsView, sessionKitsView, viewSessionKits } from "./kit/session-view.ts";
export { evolveStockStream, type Kit, noStock, type StockState } from "./kit/stock.ts";
export { nextCountOn, type StockView, stockView, viewStock } from "./kit/stock-view.ts";
export type { MedicationEntry, MedicationFacts } from "./medication/entries.ts";
export { type SafetyRecordsView, safetyRecordsView, viewSafetyRecords } from "./medication/view.ts";
export type { DrugWashout, MedicationVerdict } from "./medication/washout.ts";
export type { OfflineAct } from "./offline/evolve.ts";
export { type SignedCommand, type SigningPart, signedCommandText } from "./offline/signed-command.ts";
export {
  designVersionOf,
  evolveParticipant,
  hasLeft,
  noParticipant,
  type ParticipantState,
  type Stage,
  siteOf,
  sitesOf,
  sitesOn,
  stageOf,
} from "./participant.ts";
export { type ParticipantView, participantView, viewParticipant } from "./participant-view.ts";
export {
  type Action,
  actions,
  isPermitted,
  permissions,
  siteRoles,
  sourceEntryActions,
  sponsorRoles,
} from "./permission.ts";
export {
  type AllocationPlan,
  allocationPlan,
  siteFactorId,
} from "./randomization/allocation-plan.ts";
export { type LevelTotals, levelTotals, reachedCap } from "./randomization/caps.ts";
export { type AllocationSource, type Chance, chanceOf, type SubStream } from "./randomization/chance.ts";
export { type Allocation, type ArmCounts, countIn, levelKey } from "./randomization/counts.ts";
export {
  type AllocatedSlot,
  type AllocationState,
  evolveAllocationStream,
  listKey,
  noAllocation,
} from "./randomization/evolve.ts";
export { type EnrollmentGauge, enrollmentGauge } from "./randomization/gauge.ts";
export { type MinimizedAllocation, minimize } from "./randomization/minimization.ts";
export { permutedBlocks } from "./randomization/permuted-blocks.ts";
export { isOpenFor } from "./randomization/plan-open.ts";
export { type ReadinessView, viewReadiness } from "./randomization/readiness-view.ts";
export { type AllocationDifference, type ClaimedAllocation, recompute } from "./randomization/recompute.ts";
export {
  type FoundDifference,
  type PublicPlace,
  type Recomputation,
  recomputeAllocation,
} from "./randomization/recompute-allocation.ts";
export { replay } from "./randomization/replay.ts";
export { armOf } from "./randomization/sealed-arms.ts";
export { simpleAllocation } from "./randomization/simple.ts";
export { randomizationNumber, type TakenSlot } from "./randomization/slots.ts";
export { levelIn, type Strata, stratumKey } from "./randomization/strata.ts";
export { isPlacedUnder } from "./randomization/take-slot.ts";
export { certificatesOf } from "./rating/certificate.ts";
export { type WhereaboutsField, whereaboutsField } from "./rating/events.ts";
export { type Learned, noRating, type RatingState } from "./rating/evolve.ts";
export { ratersCommands } from "./rating/raters-commands.ts";
export type { RatingRequest, SecondRating } from "./rating/requests.ts";
export { isSampled, secondRatingOf } from "./rating/second-rating.ts";
export { confirmedFor, needsWhereabouts, whereaboutsUntil } from "./rating/whereabouts.ts";
export { recordedEvent } from "./recorded-event.ts";
export { isRecordingWithdrawn } from "./recording/custody.ts";
export type { Discrepancy, Recording } from "./recording/evolve.ts";
export { type Awaited, daysWaited, type ReviewLatency, reviewLatency } from "./recording/latency.ts";
export { evolveReviewStream, noReview, type Review, type ReviewState } from "./recording/review.ts";
export { type ReviewReason, reviewReasons } from "./recording/review-reasons.ts";
export type { ResultEvidence, ResultFacts, ResultVerdict } from "./results/results-in-date.ts";
export type { SealedFacts } from "./sealed/sealed-facts.ts";
export { isSecret, type SealedSecret, type Secret } from "./sealed/secret.ts";
export type { DoseKind, SessionContact, SessionEnding } from "./session/events.ts";
export { evolveSession } from "./session/evolve.ts";
export { sessionPackage } from "./session/facts-of.ts";
export { closedBy, type GateLineStanding, gateOf } from "./session/gate.ts";
export { type GridPointStanding, gridOf, type PointStatus } from "./session/grid-status.ts";
export { idsOfCommand } from "./session/ids-of-command.ts";
export type { SessionLink } from "./session/links.ts";
export { counting, missingPeople, objectionsTo, presentAt } from "./session/presence.ts";
export { unmetReadiness } from "./session/readiness.ts";
export { sessionRules } from "./session/session-commands.ts";
export type {
  GateVerdict,
  SessionFacts,
  SessionPackage,
  SessionRule,
  TeamMember,
} from "./session/session-facts.ts";
export {
  minutesToReadiness,
  type SessionAnswer,
  sessionStateView,
  sessionVisibility,
  withoutUnblinding,
} from "./session/session-view.ts";
export {
  type Effect,
  type Escalation,
  type EventTask,
  noSession,
  type Presence,
  type SessionState,
  type Vitals,
} from "./session/state.ts";
export { type SupplementalStanding, supplementalStanding } from "./session/supplemental-rules.ts";
export { beyond, type Threshold } from "./session/thresholds.ts";
export { firstDose, minutesBetween, minutesSinceDose } from "./session/times.ts";
export { unsignedSteps } from "./session/unsigned-steps.ts";
export { signatureStanding, signedHash } from "./signature/content.ts";
export { consentVersionInEffect, designVersionInEffect, noSite, type SiteState } from "./site/evolve.ts";
export { type Credential, type Delegation, noStaff, type StaffState } from "./staff/evolve.ts";
export { type Grant, roleFor, type Standing, sitesFor, standingsOf } from "./standing.ts";
export {
  evolveRatingStream,
  evolveSessionStream,
  evolveSiteStream,
  evolveStaffStream,
  evolveStudyStream,
} from "./stream-states.ts";
export {
  allocationStream,
  incidentStream,
  kitMapStream,
  participantStream,
  ratingStream,
  reviewStream,
  sessionStream,
  siteStream,
  staffStream,
  stockStream,
  studyStream,
  unblindingStream,
} from "./streams.ts";
export { type ClosedReport, closedReport } from "./study/events.ts";
export { noStudy, type StudyState } from "./study/evolve.ts";
export { publishedInstruments } from "./study/published-instruments.ts";
export {
  definitionsOf,
  designOfDefinitions,
  type ShownDefinition,
  shownDefinition,
} from "./training/definitions.ts";
export {
  type DefinitionStanding,
  type TrainingFacts,
  type TrainingVerdict,
  trainingValid,
} from "./training/training-valid.ts";
export { missingFormsOf } from "./visit/completeness.ts";
export { designOfVisit, type Protocols } from "./visit/design-of-visit.ts";
export { scheduleOf, visitIdFor } from "./visit/schedule-of.ts";
