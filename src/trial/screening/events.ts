import { z } from "zod";
import { defineEvent } from "../event.ts";
import { freeText, language, siteId, text } from "../fields.ts";

const contactOutcome = z.enum(["continues", "failed", "declined", "not-reached", "undecided"]);

/**
 * Pre-screening: every contact before consent, with why it ended, for the funnel from the first phone call on
 * (FDA letter of 8 August 2024, p. 3; CONSORT 2010 item 13a). Stream `participant:<id>`.
 */
export const screeningEvents = {
  PreScreeningContactLogged: defineEvent(
    "PreScreeningContactLogged",
    1,
    z.strictObject({
      siteId,
      designVersion: text,
      channel: z.enum(["telephone", "web-form", "e-mail", "referral", "in-person"]),
      /** How the person came to hear of the study. */
      recruitmentSource: text,
      referredBy: z.enum(["self", "clinician", "family", "other"]),
      language,
      /** The little that may be asked before consent. */
      ageBand: z.enum(["under-18", "18-29", "30-44", "45-59", "60-and-over", "not-asked"]),
      outcome: contactOutcome,
      failReasons: z.array(text).max(20),
      note: freeText.optional(),
    }),
  ),
};
