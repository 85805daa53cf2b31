import { acknowledgeSeriousEvent, reportSeriousEvent } from "./adverse-event/report.ts";
import { breakCode, recordEnvelopeOpening } from "./blinding/break-code.ts";
import { recordInadvertentUnblinding } from "./blinding/inadvertent.ts";
import { issueEnvelopes, recordEnvelopeReturn } from "./blinding/issue-envelopes.ts";
import { unblindStudy } from "./blinding/planned.ts";
import { assessUnblindingImpact, completeUnblindingReport } from "./blinding/report.ts";
import { unblindForSafety } from "./blinding/safety.ts";
import type { CommandDefinition } from "./command.ts";
import { signConsent, withdrawConsent } from "./consent/decide.ts";
import { assessDeviation, recordDeviation } from "./deviation/decide.ts";
import { confirmEligibility } from "./enrollment/confirm-eligibility.ts";
import { endParticipation, enrollParticipant, failScreening } from "./enrollment/decide.ts";
import { migrateParticipant } from "./enrollment/migrate.ts";
import { transferParticipant } from "./enrollment/transfer.ts";
import { closeSearch, logCallAttempt, takeSearchStep } from "./follow-up/calls.ts";
import { clearEscalation, takeEscalationStep } from "./follow-up/escalation.ts";
import { correctItems, draftItems, submitForm, verifySource } from "./form/decide.ts";
import { markFormNotDone } from "./form/not-done.ts";
import { readIdentity, recordIdentity } from "./identity/decide.ts";
import {
  acknowledgeIncident,
  assessIncident,
  closeIncident,
  notifyOfIncident,
  reportIncident,
} from "./incident/decide.ts";
import { assignKits, replaceKit, withdrawKits } from "./kit/assign.ts";
import { countStock, explainDiscrepancy } from "./kit/count.ts";
import { decideDoseLevel } from "./kit/dose-level.ts";
import { dispenseKit, returnKit } from "./kit/hand-over.ts";
import { decideQuarantine, openKitMap, quarantineKit, receiveShipment } from "./kit/receive.ts";
import { shipKits } from "./kit/ship.ts";
import { confirmOfflineSignature, putAsideCommand } from "./offline/decide.ts";
import { handOverDevice, takeBackDevice } from "./participant-mode/decide.ts";
import { answerQuery, closeQuery, openQuery, reopenQuery } from "./query/decide.ts";
import { openRandomization, randomizeParticipant } from "./randomization/decide.ts";
import { declareDanger, resolveDanger } from "./rating/danger.ts";
import { correctRating, draftRating, startRating, submitRating } from "./rating/decide.ts";
import { cancelRating, chooseRaterFor, requestRating } from "./rating/request.ts";
import { requestSecondRating } from "./rating/second-rating.ts";
import { fileRaterUnblinding, handBackRating } from "./rating/unblinding.ts";
import { confirmWhereabouts } from "./rating/whereabouts.ts";
import { deleteRecording, exportRecording, handOverRecording, openRecording } from "./recording/custody.ts";
import {
  noteRecordingGap,
  noteUnrecordedSession,
  startRecording,
  stopRecording,
} from "./recording/register.ts";
import { reviewRecording, settleDiscrepancy } from "./recording/review-recording.ts";
import { logContact } from "./screening/decide.ts";
import { recordSessionContacts } from "./session/contacts.ts";
import { openSession } from "./session/open-session.ts";
import { sessionCommands } from "./session/session-commands.ts";
import { signRecord } from "./signature/decide.ts";
import { approveConsentVersion, approveDesignVersion, openSite } from "./site/decide.ts";
import {
  addStaffMember,
  delegateTasks,
  endDelegation,
  endRole,
  grantRole,
  recordCredential,
  recordLanguages,
} from "./staff/decide.ts";
import { confirmParameters, publishDesign } from "./study/decide.ts";
import { acknowledgeDefinition } from "./training/acknowledge.ts";
import { recordHeldVisit, startVisit } from "./visit/begin.ts";
import {
  cancelVisit,
  chooseBranch,
  completeVisit,
  missVisit,
  rescheduleVisit,
  scheduleVisit,
} from "./visit/decide.ts";

/** Every command that there is, by its type. */
export const commands: readonly CommandDefinition[] = [
  publishDesign,
  confirmParameters,
  openSite,
  approveDesignVersion,
  approveConsentVersion,
  addStaffMember,
  grantRole,
  endRole,
  delegateTasks,
  endDelegation,
  recordCredential,
  recordLanguages,
  logContact,
  recordIdentity,
  readIdentity,
  signConsent,
  withdrawConsent,
  openQuery,
  answerQuery,
  reopenQuery,
  closeQuery,
  recordDeviation,
  assessDeviation,
  scheduleVisit,
  rescheduleVisit,
  cancelVisit,
  startVisit,
  recordHeldVisit,
  completeVisit,
  missVisit,
  chooseBranch,
  draftItems,
  submitForm,
  correctItems,
  markFormNotDone,
  verifySource,
  handOverDevice,
  takeBackDevice,
  signRecord,
  confirmEligibility,
  failScreening,
  enrollParticipant,
  migrateParticipant,
  transferParticipant,
  openRandomization,
  randomizeParticipant,
  endParticipation,
  breakCode,
  completeUnblindingReport,
  recordInadvertentUnblinding,
  assessUnblindingImpact,
  unblindForSafety,
  unblindStudy,
  issueEnvelopes,
  recordEnvelopeOpening,
  recordEnvelopeReturn,
  shipKits,
  receiveShipment,
  quarantineKit,
  decideQuarantine,
  countStock,
  explainDiscrepancy,
  openKitMap,
  decideDoseLevel,
  assignKits,
  withdrawKits,
  replaceKit,
  dispenseKit,
  returnKit,
  recordSessionContacts,
  openSession,
  ...sessionCommands,
  requestRating,
  cancelRating,
  startRating,
  draftRating,
  submitRating,
  correctRating,
  chooseRaterFor,
  requestSecondRating,
  confirmWhereabouts,
  declareDanger,
  resolveDanger,
  fileRaterUnblinding,
  handBackRating,
  reportSeriousEvent,
  acknowledgeSeriousEvent,
  acknowledgeDefinition,

  confirmOfflineSignature,
  putAsideCommand,
  startRecording,
  noteRecordingGap,
  stopRecording,
  noteUnrecordedSession,
  exportRecording,
  handOverRecording,
  openRecording,
  deleteRecording,
  reviewRecording,
  settleDiscrepancy,
  logCallAttempt,
  takeSearchStep,
  closeSearch,
  takeEscalationStep,
  clearEscalation,
  reportIncident,
  acknowledgeIncident,
  assessIncident,
  notifyOfIncident,
  closeIncident,
] as unknown as readonly CommandDefinition[];
