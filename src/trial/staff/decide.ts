import type { Role } from "#design";
import { type CalendarDate, failed, ok, type Refusal, refusal, type SiteId } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { siteRoles } from "../permission.ts";
import { dayOf } from "../refusals.ts";
import { staffStream } from "../streams.ts";
import { staffEvents } from "./events.ts";
import type { StaffState } from "./evolve.ts";

const cites = "ICH E6(R3) 2.3.2; 21 CFR 11.10(d)";
const raterCites = "ICH E6(R3) 4.1; FDA guidance on psychedelic drugs, July 2026, p. 9";

type Granted = { readonly role: Role; readonly siteId?: SiteId | undefined };

export const addStaffMember = defineCommand({
  type: "add-staff-member",
  creates: true,
  subject: "staff",
  merge: "adds",
  data: staffEvents.StaffMemberAdded.data,
  decide: ({ staff }, data, { subjectId }) => {
    if (staff.isMember) {
      return failed(
        refusal("already-staff", `Cannot add ${staff.name}: they are part of this study already.`, cites),
      );
    }
    return ok([{ type: "StaffMemberAdded", stream: staffStream(subjectId), data }]);
  },
});

export const grantRole = defineCommand({
  type: "grant-role",
  subject: "staff",
  merge: "adds",
  data: staffEvents.RoleGranted.data.omit({ grantId: true }),
  decide: (facts, data, context) => {
    const stranger = refuseStranger(facts.staff.isMember);
    if (stranger) return failed(stranger);
    if (data.role === "participant") {
      const message =
        "Nobody is granted the role of a participant: it comes with a device that a site hands over.";
      return failed(refusal("role-not-granted", message, cites, { path: "data.role" }));
    }
    const misplaced = refuseSite(facts, data) ?? refuseBesides(facts.staff, data);
    if (misplaced) return failed(misplaced);
    if (data.until && data.until < data.from) return failed(refuseBackwards());
    const event = { type: "RoleGranted", data: { ...data, grantId: context.newId() } };
    return ok([{ ...event, stream: staffStream(context.subjectId) }]);
  },
});

export const endRole = defineCommand({
  type: "end-role",
  subject: "staff",
  merge: "adds",
  data: staffEvents.RoleEnded.data,
  decide: ({ staff }, data, { subjectId }) => {
    const grant = staff.grants.find(({ grantId }) => grantId === data.grantId);
    if (!grant) {
      return failed(
        refusal("no-such-grant", "Cannot end this role: it was never granted.", cites, {
          path: "data.grantId",
        }),
      );
    }
    const no = refuseEnd(grant, data.on);
    if (no) return failed(no);
    return ok([{ type: "RoleEnded", stream: staffStream(subjectId), data }]);
  },
});

/** A line of the delegation log: only the investigator writes it, and only for their own site. */
export const delegateTasks = defineCommand({
  type: "delegate-tasks",
  subject: "staff",
  merge: "adds",
  data: staffEvents.TasksDelegated.data.omit({ delegationId: true }),
  decide: (facts, data, context) => {
    const stranger = refuseStranger(facts.staff.isMember);
    if (stranger) return failed(stranger);
    const worksHere = facts.staff.grants.some(({ siteId }) => siteId === data.siteId);
    if (!worksHere) {
      const message = `Cannot delegate to ${facts.staff.name}: they have no role at this site.`;
      return failed(refusal("not-at-site", message, cites, { path: "data.siteId" }));
    }
    if (data.until && data.until < data.from) return failed(refuseBackwards());
    const event = { type: "TasksDelegated", data: { ...data, delegationId: context.newId() } };
    return ok([{ ...event, stream: staffStream(context.subjectId) }]);
  },
});

export const endDelegation = defineCommand({
  type: "end-delegation",
  subject: "staff",
  merge: "adds",
  data: staffEvents.DelegationEnded.data,
  decide: ({ staff }, data, { subjectId, sites }) => {
    const delegation = staff.delegations.find(({ delegationId }) => delegationId === data.delegationId);
    if (!delegation || !isAmong(sites, delegation.siteId)) {
      const message = "Cannot end this delegation: there is none of this id.";
      return failed(
        refusal("no-such-delegation", message, cites, { path: "data.delegationId", because: "not-found" }),
      );
    }
    const no = refuseEnd(delegation, data.on);
    if (no) return failed(no);
    return ok([{ type: "DelegationEnded", stream: staffStream(subjectId), data }]);
  },
});

export const recordCredential = defineCommand({
  type: "record-credential",
  subject: "staff",
  merge: "adds",
  data: staffEvents.CredentialRecorded.data.omit({ credentialId: true }),
  decide: (facts: Facts, data, context) => {
    const worksThere = facts.staff.grants.some(({ siteId }) => siteId && isAmong(context.sites, siteId));
    const isReached = context.sites === "all" ? isTheirs(facts.staff, context) : worksThere;
    const stranger = refuseStranger(facts.staff.isMember && isReached);
    if (stranger) return failed(stranger);
    if (data.validUntil && data.validUntil < data.validFrom) return failed(refuseBackwards());
    if (data.validFrom > dayOf(facts, context)) {
      const message = "Cannot record a credential that is not valid yet. Record it once it is.";
      return failed(refusal("not-valid-yet", message, cites, { path: "data.validFrom" }));
    }
    const event = { type: "CredentialRecorded", data: { ...data, credentialId: context.newId() } };
    return ok([{ ...event, stream: staffStream(context.subjectId) }]);
  },
});

/** In which languages somebody rates. */
export const recordLanguages = defineCommand({
  type: "record-languages",
  subject: "staff",
  merge: "adds",
  data: staffEvents.LanguagesRecorded.data,
  decide: ({ staff }, data, context) => {
    const stranger = refuseStranger(staff.isMember && isTheirs(staff, context));
    if (stranger) return failed(stranger);
    return ok([{ type: "LanguagesRecorded", stream: staffStream(context.subjectId), data }]);
  },
});

/** The rater coordinator keeps the papers of raters, and of nobody else. */
function isTheirs({ grants }: StaffState, { role }: Context): boolean {
  return role !== "rater-coordinator" || grants.some((grant) => grant.role === "independent-rater");
}

/** A role of a site is granted for one that is open; a rater belongs to none, lest the site tell the participant's. */
function refuseSite({ site }: Facts, { role, siteId }: Granted): Refusal | undefined {
  const at = { path: "data.siteId" };
  if (siteRoles.includes(role) && !siteId) {
    return refusal("site-needed", `Cannot grant ${role} without a site: the role belongs to one.`, cites, at);
  }
  if (role === "independent-rater" && siteId) {
    const message = "Cannot grant independent-rater for one site: raters work for the whole study.";
    return refusal("site-not-wanted", message, raterCites, at);
  }
  if (!siteId || site.open) return undefined;
  return refusal("no-such-site", "Cannot grant a role at this site: there is none of this id.", cites, at);
}

/**
 * Whoever rates is not whoever treats, and whoever knows the arm is neither: no one person holds both roles, at one time
 * or after the other.
 */
function refuseBesides({ grants, name }: StaffState, { role }: Granted): Refusal | undefined {
  const held = grants.find((grant) => isApart(role, grant.role) || isApart(grant.role, role));
  if (!held) return undefined;
  const message = `Cannot grant ${role} to ${name}: they are, or were, ${held.role} in this study.`;
  return refusal("role-incompatible", message, raterCites, { path: "data.role" });
}

function isApart(one: Role, other: Role): boolean {
  const treats = siteRoles.includes(other);
  if (one === "independent-rater") return treats || other.startsWith("unblinded-");
  return one.startsWith("unblinded-") && treats;
}

function isAmong(sites: Context["sites"], site: SiteId): boolean {
  return sites === "all" || sites.includes(site);
}

/** An end is not before the beginning, and makes nothing longer. */
function refuseEnd(
  { from, until }: { readonly from: CalendarDate; readonly until?: CalendarDate | undefined },
  on: CalendarDate,
): Refusal | undefined {
  if (on < from) return refuseBackwards();
  if (until === undefined || on <= until) return undefined;
  const message = `It ends on ${until} already. Grant or delegate anew for what comes after.`;
  return refusal("ended-already", message, cites, { path: "data.on" });
}

function refuseStranger(isMember: boolean): Refusal | undefined {
  if (isMember) return undefined;
  return refusal("not-staff", "Cannot do this: the person is not part of this study. Add them first.", cites);
}

function refuseBackwards(): Refusal {
  return refusal("ends-before-start", "The last day lies before the first. Correct one of them.", cites, {
    path: "data.until",
  });
}
