export { type Envelope, envelopeSchema, parseEnvelope } from "./command/envelope.ts";
export { type CommandAnswer, type CommandRequest, type Done, execute } from "./command/execute.ts";
export type { CommandPorts } from "./command/ports.ts";
export { type Principal, systemRole, systemUser } from "./command/principal.ts";
export { type DesignLibrary, designLibrary } from "./design/design-library.ts";
export { type CheckpointPorts, LedgerBehindWitnessError, takeCheckpoint } from "./ledger/checkpointing.ts";
export { type StateReader, stateReader } from "./ledger/state-reader.ts";
export { verifyStudy } from "./ledger/verification.ts";
export { instanceStudy } from "./people/account-events.ts";
export {
  acceptInvitation,
  addTotp,
  type Changer,
  changeAccount,
  changePassword,
  invite,
  inviteAgain,
  type NewPerson,
  proposeTotp,
} from "./people/accounts.ts";
export { type DoorPolicy, defaultPolicy } from "./people/policy.ts";
export type { PeoplePorts } from "./people/ports.ts";
export { principalInStudy } from "./people/principal-in-study.ts";
export { type SignedIn, sessionOf } from "./people/sessions.ts";
export {
  askForPasskey,
  confirmCode,
  confirmPasskey,
  factorsOf,
  reauthenticate,
  type SecondFactor,
  type SignInStep,
  signIn,
} from "./people/sign-in.ts";
export type { Account, Accounts, HandOver, Passkey, Session } from "./ports/accounts.ts";
export type { Credentials, PasskeyAnswer, RelyingParty } from "./ports/credentials.ts";
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
export type { KeyRing, Sealer } from "./ports/key-ring.ts";
export type { LedgerArchive } from "./ports/ledger-archive.ts";
export type {
  DeviationRow,
  Lists,
  ParticipantRow,
  QueryRow,
  RatingRow,
  RefusedRow,
  SecurityRow,
  SiteRow,
  StaffRow,
  StudyRow,
  TaskRow,
} from "./ports/lists.ts";
export type { Clock, Randomness, SecurityEntry, SecurityLog, Signer, Witness } from "./ports/platform.ts";
export type { RatingDirectory } from "./ports/rating-directory.ts";
export type { GrantRow, StaffDirectory } from "./ports/staff-directory.ts";
export { foundStudy, type NewStudy } from "./study/found-study.ts";
