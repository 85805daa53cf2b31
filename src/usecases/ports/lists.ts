import type { ParticipantId, SiteId, StudyId, UserId } from "#kernel";
import type { Scope } from "./event-store.ts";

export type StudyRow = {
  readonly studyId: StudyId;
  readonly name: string;
  readonly protocolId: string;
  readonly isDemonstration: boolean;
  readonly designVersion: string | null;
};

export type SiteRow = {
  readonly siteId: SiteId;
  readonly number: string;
  readonly name: string;
  readonly country: string;
  readonly zone: string;
  readonly languages: readonly string[];
};

/** How somebody came to the study and how far they got, in codes. */
export type ParticipantCourse = {
  /** How they heard of the study, as the first contact has it. */
  readonly source: string;
  readonly contacts: number;
  /** Of the last contact before consent. */
  readonly outcome: string;
  /** The criteria on which screening failed, by their numbers and what they say. */
  readonly criteria: readonly string[];
  readonly endedBecause: string | null;
};

export type ParticipantRow = {
  readonly participantId: ParticipantId;
  readonly siteId: SiteId;
  readonly number: string | null;
  readonly stage: string;
  readonly stageSince: string;
  readonly designVersion: string;
  readonly firstContact: string;
  readonly failReasons: readonly string[];
  readonly language: string | null;
  readonly consent: unknown;
  /** Null for a row of before it was kept, until projections are rebuilt. */
  readonly course: ParticipantCourse | null;
  /** What is public of their randomization; null before it, or for a row of before it was kept. */
  readonly randomized: RandomizedRow | null;
};

export type RandomizedRow = {
  readonly randomizationNumber: string;
  readonly randomizedOn: string;
  /** The value of each factor. */
  readonly strata: Readonly<Record<string, string>>;
};

export type TaskRow = {
  readonly taskId: string;
  readonly siteId: SiteId | null;
  readonly participantId: ParticipantId | null;
  readonly number: string | null;
  readonly kind: string;
  readonly roles: readonly string[];
  readonly dueOn: string | null;
  readonly lateAfter: string | null;
  readonly subject: Readonly<Record<string, string>>;
};

export type QueryRow = {
  readonly queryId: string;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly number: string | null;
  readonly formKey: string;
  readonly itemPath: string;
  readonly state: string;
  readonly openedAt: string;
  readonly openedBy: string;
};

export type DeviationRow = {
  readonly deviationId: string;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly number: string | null;
  readonly category: string;
  readonly importance: string;
  readonly state: string;
  readonly occurredAt: string;
};

/** A kit by its code, as everybody at its site may know it. */
export type KitRow = {
  readonly code: string;
  readonly siteId: SiteId;
  readonly shipmentId: string;
  readonly kind: string;
  readonly level: string;
  readonly capsules: number;
  readonly state: string;
  readonly expiresOn: string;
  readonly number: string | null;
  readonly visitId: string | null;
};

export type RatingRow = {
  readonly handle: string;
  readonly state: string;
  readonly pseudonym: string;
  readonly language: string;
  readonly formId: string;
  readonly startsAt: string | null;
};

/** What is known of an unblinding beside who, when and about whom; never an arm. */
export type UnblindingFacts = {
  readonly reason: string | null;
  readonly via: string | null;
  readonly envelopeSerial: string | null;
  readonly how: string | null;
  readonly whoKnows: readonly string[];
  readonly lostGuesses: number;
  readonly reportedAt: string | null;
  readonly impact: string | null;
  /** Where words about it lie. */
  readonly noteIds: readonly string[];
  readonly formKey: string | null;
  readonly reportNumber: string | null;
};

export type UnblindingRow = {
  readonly unblindingId: string;
  /** Where the participant was then looked after. */
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
  readonly number: string | null;
  readonly kind: "emergency" | "safety" | "inadvertent";
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly by: UserId;
  readonly role: string;
  readonly facts: UnblindingFacts;
};

/** That there is a confidential report: about whom, since when. */
export type IncidentRow = {
  readonly incidentId: string;
  readonly participantId: ParticipantId;
  readonly reportedAt: string;
  readonly isClosed: boolean;
};

export type StaffRow = {
  readonly grantId: string;
  readonly userId: UserId;
  readonly role: string;
  readonly siteId: SiteId | null;
  readonly from: string;
  readonly until: string | null;
};

export type SessionRow = {
  readonly sessionId: string;
  readonly siteId: string;
  readonly participantId: string;
  readonly number: string | null;
  readonly visitId: string;
  readonly kind: string;
  readonly status: string;
  readonly openedAt: string;
  readonly dosedAt: string | null;
  readonly endedAt: string | null;
  readonly ending: string | null;
};

export type RefusedRow = {
  readonly at: string;
  /** The kind of command and the id of its subject; null where it was refused before they were kept. */
  readonly type: string | null;
  readonly subjectId: string | null;
  readonly answer: { readonly code: string; readonly message: string; readonly cites: string };
};

export type SecurityRow = {
  readonly at: string;
  readonly kind: string;
  readonly user: string | null;
  readonly route: string;
  readonly detail: unknown;
};

/** How much of the ledger a scope reaches: streams, their events, and those of them that no checkpoint covers yet. */
export type LedgerReach = { readonly streams: number; readonly events: number; readonly unproven: number };

/** What lists and worklists read: projections, within a scope. */
export type Lists = {
  readonly studies: (ids: readonly StudyId[]) => Promise<readonly StudyRow[]>;
  readonly sites: (scope: Scope) => Promise<readonly SiteRow[]>;
  readonly participants: (scope: Scope) => Promise<readonly ParticipantRow[]>;
  readonly tasks: (scope: Scope) => Promise<readonly TaskRow[]>;
  readonly queries: (scope: Scope) => Promise<readonly QueryRow[]>;
  readonly deviations: (scope: Scope) => Promise<readonly DeviationRow[]>;
  /** The newest first. Those for safety reporting are reached by who works for the whole study alone. */
  readonly unblindings: (scope: Scope) => Promise<readonly UnblindingRow[]>;
  /** Confidential reports, the newest first; reached by who works for the whole study alone. */
  readonly incidents: (scope: Scope) => Promise<readonly IncidentRow[]>;
  readonly ledgerReach: (scope: Scope) => Promise<LedgerReach>;
  readonly kits: (scope: Scope) => Promise<readonly KitRow[]>;
  /** The newest first. */
  readonly sessions: (scope: Scope) => Promise<readonly SessionRow[]>;
  readonly staff: (scope: Scope) => Promise<readonly StaffRow[]>;
  readonly ratingsOf: (study: StudyId, rater: UserId) => Promise<readonly RatingRow[]>;
  /** What was refused to a person since a moment, the newest first. */
  readonly refused: (scope: Scope, user: UserId, since: string) => Promise<readonly RefusedRow[]>;
  /** The newest entries, of one kind where one is named. */
  readonly securityLog: (most: number, kind?: string) => Promise<readonly SecurityRow[]>;
  /** How often each kind was noted since a moment. */
  readonly securityKinds: (
    since: string,
  ) => Promise<readonly { readonly kind: string; readonly count: number }[]>;
};
