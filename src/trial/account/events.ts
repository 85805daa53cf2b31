import { z } from "zod";
import { defineEvent } from "../event.ts";
import { text, uuid } from "../fields.ts";

/**
 * What happens to somebody's account on this instance (ICH E6(R3) 4.2.2: the creation of accounts and changes of rights
 * are logged). Stream `account:<user id>` of the instance's own ledger.
 */
export const accountEvents = {
  AccountInvited: defineEvent("AccountInvited", 1, z.strictObject({ username: text, name: text })),
  AccountActivated: defineEvent("AccountActivated", 1, z.strictObject({})),
  PasswordChanged: defineEvent("PasswordChanged", 1, z.strictObject({ by: z.enum(["owner", "invitation"]) })),
  SecondFactorAdded: defineEvent(
    "SecondFactorAdded",
    1,
    z.strictObject({ kind: z.enum(["authenticator-app", "passkey"]), label: text }),
  ),
  SecondFactorRemoved: defineEvent(
    "SecondFactorRemoved",
    1,
    z.strictObject({ kind: z.enum(["authenticator-app", "passkey"]), label: text }),
  ),
  /** The owner lets the institution's identity provider vouch for them, or no longer. */
  SignInLinked: defineEvent("SignInLinked", 1, z.strictObject({ label: text })),
  SignInUnlinked: defineEvent("SignInUnlinked", 1, z.strictObject({ label: text })),
  /** A printed one-time code for emergencies, of which the hash alone is kept. */
  BreakGlassCodeIssued: defineEvent("BreakGlassCodeIssued", 1, z.strictObject({})),
  BreakGlassCodeUsed: defineEvent("BreakGlassCodeUsed", 1, z.strictObject({ study: text })),
  /** A device on which the owner may sign without the server, by its id and that of their key; and that they no longer may. */
  DeviceEnrolled: defineEvent(
    "DeviceEnrolled",
    1,
    z.strictObject({ device: uuid, keyId: text, label: text }),
  ),
  DeviceSignerRemoved: defineEvent("DeviceSignerRemoved", 1, z.strictObject({ device: uuid, keyId: text })),
  AccountInvitedAgain: defineEvent("AccountInvitedAgain", 1, z.strictObject({})),
  AccountDisabled: defineEvent("AccountDisabled", 1, z.strictObject({ why: text })),
  AccountEnabled: defineEvent("AccountEnabled", 1, z.strictObject({ why: text })),
  AccountUnlocked: defineEvent("AccountUnlocked", 1, z.strictObject({})),
};
