import type { Role } from "#design";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { dayOf } from "../refusals.ts";
import { staffStream } from "../streams.ts";
import { staffEvents } from "./events.ts";

const cites = "ICH E6(R3) 2.3.2; 21 CFR 11.10(d)";

/** Roles that belong to one site and are granted for one. */
export const siteRoles: readonly Role[] = [
  "site-coordinator",
  "investigator",
  "sub-investigator",
  "lead-therapist",
  "co-therapist",
  "session-attendant",
  "pharmacist",
];

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
  decide: ({ staff }, data, context) => {
    const stranger = refuseStranger(staff.isMember);
    if (stranger) return failed(stranger);
    const isSiteRole = siteRoles.includes(data.role);
    if (data.role === "participant") {
      const message =
        "Nobody is granted the role of a participant: it comes with a device that a site hands over.";
      return failed(refusal("role-not-granted", message, cites, { path: "data.role" }));
    }
    if (isSiteRole && !data.siteId) {
      const message = `Cannot grant ${data.role} without a site: the role belongs to one.`;
      return failed(refusal("site-needed", message, cites, { path: "data.siteId" }));
    }
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
    if (data.on < grant.from) return failed(refuseBackwards());
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
  decide: ({ staff }, data, { subjectId }) => {
    const delegation = staff.delegations.find(({ delegationId }) => delegationId === data.delegationId);
    if (!delegation) {
      const message = "Cannot end this delegation: there is none of this id.";
      return failed(refusal("no-such-delegation", message, cites, { path: "data.delegationId" }));
    }
    if (data.on < delegation.from) return failed(refuseBackwards());
    return ok([{ type: "DelegationEnded", stream: staffStream(subjectId), data }]);
  },
});

export const recordCredential = defineCommand({
  type: "record-credential",
  subject: "staff",
  merge: "adds",
  data: staffEvents.CredentialRecorded.data.omit({ credentialId: true }),
  decide: (facts: Facts, data, context) => {
    const stranger = refuseStranger(facts.staff.isMember);
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

function refuseStranger(isMember: boolean): Refusal | undefined {
  if (isMember) return undefined;
  return refusal("not-staff", "Cannot do this: the person is not part of this study. Add them first.", cites);
}

function refuseBackwards(): Refusal {
  return refusal("ends-before-start", "The last day lies before the first. Correct one of them.", cites, {
    path: "data.until",
  });
}
