export {
  askForClosedReport,
  type ClosedPorts,
  type ClosedReportRequest,
  type DataCutOff,
  type OpenedReport,
  openClosedReport,
} from "./closed/closed-report.ts";
export { askForExtract, type ExtractArms, type ExtractPorts, takeExtract } from "./closed/extract.ts";
export { countGuesses, type GuessCounts } from "./closed/guess-counts.ts";
export { type Cell, type ReportTable, renderCsv } from "./closed/report-table.ts";
export { mayStillTell } from "./command/entitlement.ts";
export { type Envelope, envelopeSchema, proofSchema } from "./command/envelope.ts";
export { type CommandAnswer, type CommandRequest, type Done, execute } from "./command/execute.ts";
export type { CommandPorts } from "./command/ports.ts";
export { type Principal, systemRole, systemUser } from "./command/principal.ts";
export { type Turns, turns } from "./command/turns.ts";
export { type DesignLibrary, designLibrary } from "./design/design-library.ts";
export { type Identity, readIdentity, recordIdentity } from "./identity/identity.ts";
export {
  confirmWhereabouts,
  declareDanger,
  type Emergency,
  type Whereabouts,
  whereaboutsSchema,
} from "./identity/whereabouts.ts";
export { type IncidentLine, listIncidents, type ReportSheet, seeReportSheet } from "./incident/incidents.ts";
export { type ReportPorts, reportByCode, reportOnDevice } from "./incident/report.ts";
export { reportCodeOf } from "./incident/report-code.ts";
export { type MappedKit, openKitMap } from "./kit/open-kit-map.ts";
export {
  type CheckpointFault,
  type CheckpointPorts,
  CheckpointRefusedError,
  takeCheckpoint,
} from "./ledger/checkpointing.ts";
export { type CopyFile, copyFiles } from "./ledger/copy-files.ts";
export { type BundlePorts, type BundleScope, bundleLines } from "./ledger/export.ts";
export { type CopyPorts, prepareCopy, type WantedCopy } from "./ledger/prepare-copy.ts";
export { type StateReader, stateReader } from "./ledger/state-reader.ts";
export { type CopyRequest, type TakingPorts, takeCopy } from "./ledger/take-copy.ts";
export { type RestoreOutcome, tellOfRestore } from "./ledger/tell-of-restore.ts";
export { studiesToVerify, verifyStudy } from "./ledger/verification.ts";
export { type EnrollingPorts, type Enrollment, enrollOnDevice, removeFromDevice } from "./offline/enroll.ts";
export { handIn, type SealedEntry, sealedEntrySchema } from "./offline/hand-in.ts";
export { provenOffline } from "./offline/proven-offline.ts";
export { instanceStudy } from "./people/account-events.ts";
export { type AccountAct, changeAccount, changePassword } from "./people/accounts.ts";
export {
  type DemonstrationUser,
  demonstrationPassword,
  demonstrationUsers,
  signInToDemonstration,
} from "./people/demonstration.ts";
export { setUpFirstAdministrator } from "./people/first-administrator.ts";
export { lockOntoForm, refusePin, takeBack } from "./people/hand-over.ts";
export {
  acceptInvitation,
  type Changer,
  invite,
  inviteAgain,
  type NewPerson,
} from "./people/invitations.ts";
export {
  beginOpenIdLink,
  beginOpenIdSignIn,
  finishOpenId,
  unlinkOpenId,
} from "./people/open-id.ts";
export { personNameSchema, usernameSchema } from "./people/person-names.ts";
export { type DoorPolicy, defaultPolicy } from "./people/policy.ts";
export type { PeoplePorts } from "./people/ports.ts";
export { principalInStudy } from "./people/principal-in-study.ts";
export { askForPasskey, factorsOf, type SecondFactor } from "./people/proof.ts";
export { proveWitness, type WitnessCredentials } from "./people/prove-witness.ts";
export { type Proof, reauthenticate, reauthenticateInEmergency } from "./people/reauthenticate.ts";
export {
  addPasskey,
  addTotp,
  type ChosenFactor,
  proposePasskey,
  proposeTotp,
  removeFactor,
} from "./people/second-factors.ts";
export { endOf, noteActivity, type SessionEnd, type SignedIn, sessionOf } from "./people/sessions.ts";
export { confirmCode, confirmPasskey, type SignInStep, signIn } from "./people/sign-in.ts";
export type {
  Account,
  AccountChanges,
  Accounts,
  AttemptLimit,
  BreakGlass,
  CountedAttempt,
  HandOver,
  Passkey,
  Session,
  Trier,
} from "./ports/accounts.ts";
export type { Credentials, PasskeyAnswer, RelyingParty } from "./ports/credentials.ts";
export type {
  DeviceKeys,
  DeviceRegistry,
  EnrolledDevice,
  SealedToServer,
  SignerKey,
} from "./ports/devices.ts";
export type {
  Append,
  AppendOutcome,
  CommandKey,
  EarlierCommand,
  EventStore,
  OutboxMessage,
  ProjectionRow,
  Scope,
  StreamAppend,
  StreamPosition,
  StreamRead,
  VaultEntry,
} from "./ports/event-store.ts";
export type { IdentityVault } from "./ports/identity-vault.ts";
export type { KeyRing, Sealer } from "./ports/key-ring.ts";
export type { LedgerArchive, LedgerMoment, RecordsWanted } from "./ports/ledger-archive.ts";
export type {
  DeviationRow,
  IncidentRow,
  KitRow,
  LedgerReach,
  Lists,
  ParticipantCourse,
  ParticipantRow,
  QueryRow,
  RatingRow,
  RefusedRow,
  SecurityRow,
  SessionRow,
  SiteRow,
  StaffRow,
  StudyRow,
  TaskRow,
  UnblindingFacts,
  UnblindingRow,
} from "./ports/lists.ts";
export type { OpenIdExpectation, OpenIdIdentity, OpenIdProvider } from "./ports/open-id.ts";
export type { Outbox, OutboxRow } from "./ports/outbox.ts";
export type {
  Clock,
  Guards,
  Randomness,
  SecurityEntry,
  SecurityLog,
  Signer,
  Witness,
} from "./ports/platform.ts";
export type { ProjectionStore, StoredRow, StudyMoment } from "./ports/projection-store.ts";
export type { RatingDirectory } from "./ports/rating-directory.ts";
export type { GrantRow, StaffDirectory } from "./ports/staff-directory.ts";
export { checkProjections, type ProjectionCheck } from "./projection/check.ts";
export { rebuildProjections } from "./projection/rebuild.ts";
export {
  type AdverseEventItem,
  type AdverseEventListing,
  listAdverseEvents,
} from "./query/adverse-events.ts";
export { type AfterSessions, seeAfterSessions } from "./query/after-sessions.ts";
export type { Asking } from "./query/asking.ts";
export { seeDesign, seeDesigns } from "./query/designs.ts";
export { listDeviations } from "./query/deviations.ts";
export { seeFunnel } from "./query/funnel.ts";
export { type HandedOverForm, seeHandedOverForm } from "./query/handed-over.ts";
export { listKits, seeSessionKits, seeStock } from "./query/kits.ts";
export { seeManual } from "./query/manual.ts";
export { type ActToConfirm, listActsToConfirm } from "./query/offline-acts.ts";
export { listParticipants } from "./query/participant-list.ts";
export { seeForm, seeParticipant } from "./query/participants.ts";
export type { QueryPorts } from "./query/ports.ts";
export { listQueries, type QueryStates } from "./query/queries.ts";
export { type RandomizationStanding, seeRandomization } from "./query/randomization.ts";
export { type RaterAgreement, seeRaterAgreement } from "./query/raters/agreement.ts";
export { type RaterPool, seeRaterPool } from "./query/raters/rater-pool.ts";
export { listRatings, seeRating } from "./query/ratings.ts";
export { seeEligibility, seeHistory } from "./query/record.ts";
export { type RecordingRegister, seeRecordings } from "./query/recordings/register.ts";
export { type Reviews, seeReviews } from "./query/recordings/reviews.ts";
export { seeSafetyRecords } from "./query/safety-records.ts";
export { listSessions, seeSession } from "./query/sessions.ts";
export { findCandidate, listSites, listStaff } from "./query/staff.ts";
export { listStudies, seeStudy } from "./query/study.ts";
export { seeTraining } from "./query/training.ts";
export { listTransferSites } from "./query/transfer-sites.ts";
export { seeWorklist } from "./query/worklist.ts";
export { agentFor } from "./randomization/agent-of.ts";
export {
  drawAnew,
  type SealedPorts,
  type ToldDifference,
  tellDifferences,
} from "./randomization/recompute.ts";
export { seeAllocationList, seeArmCounts } from "./randomization/see-allocation.ts";
export { foundStudy, type NewStudy } from "./study/found-study.ts";
export {
  breakCode,
  type DeviceUse,
  type OpenedCode,
  type UnblindingRequest,
  unblindForSafety,
} from "./unblinding/break-code.ts";
export { adviseByBreakGlass, breakCodeByBreakGlass } from "./unblinding/break-glass.ts";
export { issueBreakGlassCode } from "./unblinding/break-glass-code.ts";
export { type IssuedEnvelopes, issueEnvelopes, listEnvelopes } from "./unblinding/envelopes.ts";
export { findToUnblind } from "./unblinding/find-to-unblind.ts";
export { listUnblindings } from "./unblinding/register.ts";
