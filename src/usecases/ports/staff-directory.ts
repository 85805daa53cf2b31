import type { Role } from "#design";
import type { CalendarDate, SiteId, StudyId, UserId } from "#kernel";

/** A role in a study, as the projection holds it. */
export type GrantRow = {
  readonly study: StudyId;
  readonly role: Role;
  readonly siteId?: SiteId;
  readonly from: CalendarDate;
  readonly until?: CalendarDate;
};

/** Who has which role, across studies. */
export type StaffDirectory = { readonly grantsOf: (user: UserId) => Promise<readonly GrantRow[]> };
