import { z } from "zod";
import { role } from "#design";
import { defineEvent } from "../event.ts";
import { calendarDate, language, siteId, text, uuid } from "../fields.ts";

const period = { from: calendarDate, until: calendarDate.optional() };

/** What happens to somebody's part in a study. Stream `staff:<user id>`. */
export const staffEvents = {
  StaffMemberAdded: defineEvent("StaffMemberAdded", 1, z.strictObject({ name: text })),
  RoleGranted: defineEvent(
    "RoleGranted",
    3,
    z.strictObject({ grantId: uuid, role, siteId: siteId.optional(), ...period }),
  ),
  RoleEnded: defineEvent("RoleEnded", 1, z.strictObject({ grantId: uuid, on: calendarDate })),
  /** A line of the delegation log (ICH E6(R3) 2.3.2): the investigator lets somebody do something. */
  TasksDelegated: defineEvent(
    "TasksDelegated",
    1,
    z.strictObject({ delegationId: uuid, siteId, tasks: z.array(text).min(1), ...period }),
  ),
  DelegationEnded: defineEvent(
    "DelegationEnded",
    1,
    z.strictObject({ delegationId: uuid, on: calendarDate }),
  ),
  /** The languages in which somebody holds an interview: all of them, each time anew. */
  LanguagesRecorded: defineEvent(
    "LanguagesRecorded",
    1,
    z.strictObject({ languages: z.array(language).max(40) }),
  ),
  /** A licence, certificate or training that a role depends on. */
  CredentialRecorded: defineEvent(
    "CredentialRecorded",
    1,
    z.strictObject({
      credentialId: uuid,
      kind: z.enum(["license", "training", "certificate", "degree"]),
      name: text,
      issuer: text,
      number: text.optional(),
      validFrom: calendarDate,
      validUntil: calendarDate.optional(),
    }),
  ),
};
