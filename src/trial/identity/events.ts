import { z } from "zod";
import { defineEvent } from "../event.ts";
import { text, uuid } from "../fields.ts";
import { whereaboutsField } from "../rating/events.ts";

/** The fields of the identity vault. Their values are never in an event. */
export const identityField = z.enum([
  "given-name",
  "family-name",
  "birth-date",
  "telephone",
  "e-mail",
  "address",
  "contact-person",
  "contact-person-telephone",
]);
export type IdentityField = z.infer<typeof identityField>;

/** That somebody's identity was written or read, never what it is. Stream `participant:<id>`. */
export const identityEvents = {
  IdentityRecorded: defineEvent(
    "IdentityRecorded",
    1,
    z.strictObject({ fields: z.array(identityField).min(1), vaultVersion: z.int().min(1) }),
  ),
  /** Before a remote interview: where the participant is now, and who is on duty for them. The values lie in the vault. */
  WhereaboutsConfirmed: defineEvent(
    "WhereaboutsConfirmed",
    1,
    z.strictObject({
      handle: uuid,
      fields: z.array(whereaboutsField).min(1),
      vaultVersion: z.int().min(1),
    }),
  ),
  IdentityRead: defineEvent(
    "IdentityRead",
    1,
    z.strictObject({ fields: z.array(identityField), purpose: text }),
  ),
};
