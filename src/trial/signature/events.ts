import { z } from "zod";
import { role } from "#design";
import { defineEvent } from "../event.ts";
import { sha256, text, userId, uuid } from "../fields.ts";

/** What a signature is put to. `id` is a form key, a visit id, a consent id; empty for the casebook. */
export const signatureTarget = z.strictObject({
  kind: z.enum(["form", "visit", "eligibility", "casebook"]),
  id: z.string().max(300),
});

/** Electronic signatures (21 CFR 11.50, 11.70, 11.200). Stream `participant:<id>`. */
export const signatureEvents = {
  RecordSigned: defineEvent(
    "RecordSigned",
    3,
    z.strictObject({
      signatureId: uuid,
      target: signatureTarget,
      meaning: text,
      /** Hash of what was signed: a later change no longer has it. */
      contentHash: sha256,
      signer: userId,
      printedName: text,
      role,
      method: z.enum(["password-and-code", "passkey", "password"]),
    }),
  ),
};
