import { z } from "zod";
import { role } from "#design";
import { defineEvent } from "../event.ts";
import { instant, text, userId, uuid } from "../fields.ts";

/** Why somebody leaves a command that was refused: one of these words, for their own could name a participant. */
const asideReason = z.enum([
  "entered-otherwise",
  "entered-twice",
  "no-longer-true",
  "never-happened",
  "other",
]);

/**
 * What was taken in somebody's name from a device, without their sign-in, and what they said to it once they were online
 * (21 CFR 11.10(d), 11.200(a)). Stream `staff:<user id>` of whose name it was.
 */
export const offlineActEvents = {
  OfflineActTaken: defineEvent(
    "OfflineActTaken",
    1,
    z.strictObject({
      actId: uuid,
      /** They signed with their key on the device; or somebody else handed in what they had queued. */
      because: z.enum(["signed-offline", "handed-in"]),
      as: z.enum(["author", "witness"]),
      command: z.strictObject({ id: uuid, type: text, stream: text }),
      device: uuid,
      /** The key that signed, when by the device's clock, and the signature itself. */
      signed: z.strictObject({ keyId: text, at: instant, value: text }).optional(),
      handedInBy: userId.optional(),
    }),
  ),
  OfflineActConfirmed: defineEvent(
    "OfflineActConfirmed",
    1,
    z.strictObject({
      actId: uuid,
      printedName: text,
      role,
      method: z.enum(["password-and-code", "passkey", "password"]),
    }),
  ),
  /** They say that it was not them, or not so. What was recorded stays; people look into it. */
  OfflineActDisputed: defineEvent(
    "OfflineActDisputed",
    1,
    z.strictObject({ actId: uuid, because: z.enum(["not-me", "not-so"]) }),
  ),
  /** A command that was refused and that its author has left. */
  RefusedCommandPutAside: defineEvent(
    "RefusedCommandPutAside",
    1,
    z.strictObject({
      commandId: uuid,
      commandType: text,
      /** The word for what was refused. */
      code: text,
      why: asideReason,
    }),
  ),
};
