import { z } from "zod";
import { consentScope } from "#design";
import { defineEvent } from "../event.ts";
import { calendarDate, freeText, language, text, uuid } from "../fields.ts";

/** Agreeing, and taking it back. Nothing is ever deleted by either. Stream `participant:<id>`. */
export const consentEvents = {
  ConsentSigned: defineEvent(
    "ConsentSigned",
    1,
    z.strictObject({
      consentId: uuid,
      documentId: text,
      version: text,
      language,
      /** What was agreed to; a scope that is not here was declined. */
      scopes: z.array(consentScope).min(1),
      signedOn: calendarDate,
      /** How the participant signed: on paper, or on a screen with pen or finger (a handwritten signature all the same). */
      signedBy: z.enum(["ink-on-paper", "handwritten-on-screen"]),
      /** Who explained it and answered questions. */
      discussedWith: text,
      copyGiven: z.literal(true),
      impartialWitness: text.optional(),
    }),
  ),
  ConsentWithdrawn: defineEvent(
    "ConsentWithdrawn",
    1,
    z.strictObject({
      scopes: z.array(consentScope).min(1),
      effectiveOn: calendarDate,
      toldBy: z.enum(["participant", "representative"]),
      why: freeText.optional(),
    }),
  ),
};
