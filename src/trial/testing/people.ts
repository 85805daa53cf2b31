import type { Role } from "#design";
import type { SiteId, StudyId, UserId } from "#kernel";

/** The nth id of a kind, the same in every run. */
export function numberedId(kind: number, serial: number): string {
  return `${String(kind).padStart(8, "0")}-0000-4000-8000-${String(serial).padStart(12, "0")}`;
}

export const meadow = numberedId(1, 1) as StudyId;
/** A site in New York, and one in Berlin. */
export const north = numberedId(2, 1) as SiteId;
export const south = numberedId(2, 2) as SiteId;

/** Somebody who works in the trial, in one role. */
export type Person = {
  readonly user: UserId;
  readonly name: string;
  readonly role: Role;
  readonly sites: readonly SiteId[] | "all";
};

const people = {
  administrator: person(1, "Ada Admin", "administrator", "all"),
  coordinator: person(2, "Cora Coordinator", "site-coordinator", [north]),
  investigator: person(3, "Ines Investigator", "investigator", [north]),
  subInvestigator: person(4, "Sam Subinvestigator", "sub-investigator", [north]),
  therapist: person(5, "Thea Therapist", "lead-therapist", [north]),
  pharmacist: person(6, "Phil Pharmacist", "pharmacist", [north]),
  firstRater: person(7, "Rita Rater", "independent-rater", "all"),
  secondRater: person(8, "Ravi Rater", "independent-rater", "all"),
  monitor: person(9, "Mona Monitor", "monitor", "all"),
  dataManager: person(10, "Dana Data", "data-manager", "all"),
  medicalMonitor: person(11, "Mel Medical", "medical-monitor", "all"),
  southCoordinator: person(12, "Carl Coordinator", "site-coordinator", [south]),
  southInvestigator: person(13, "Igor Investigator", "investigator", [south]),
  unblindedStatistician: person(14, "Una Statistician", "unblinded-statistician", "all"),
  unblindedPharmacist: person(15, "Ulf Pharmacist", "unblinded-pharmacist", "all"),
  raterCoordinator: person(16, "Rhea Coordinator", "rater-coordinator", "all"),
  sponsorMember: person(17, "Sue Sponsor", "sponsor-study-team", "all"),
  statistician: person(18, "Stan Statistician", "statistician", "all"),
  inspector: person(19, "Ivy Inspector", "inspector", "all"),
  unblindingLine: person(20, "Lin Line", "unblinding-line", "all"),
  sponsorSafety: person(21, "Saf Safety", "sponsor-safety", "all"),
  sessionAuditor: person(22, "Aud Auditor", "session-auditor", "all"),
  /** With the site's device in their hands: the session is that of whoever handed it over. */
  participant: { ...person(2, "Cora Coordinator", "participant", [north]) },
} as const;

/** Everybody, by what they are called in a test. */
export const staff: typeof people = people;
export type StaffName = keyof typeof people;

function person(serial: number, name: string, role: Role, sites: Person["sites"]): Person {
  return { user: numberedId(3, serial) as UserId, name, role, sites };
}
