import { z } from "zod";
import { defineEvent } from "../event.ts";
import { calendarDate, freeText, participantId, sha256, siteId, text, uuid } from "../fields.ts";

const verdict = z.strictObject({
  criterionId: text,
  verdict: z.enum(["satisfied", "violated", "unknown"]),
});

/** From screening to the end of taking part. Stream `participant:<id>`. */
export const enrollmentEvents = {
  ScreeningStarted: defineEvent(
    "ScreeningStarted",
    1,
    z.strictObject({
      number: text,
      participantId,
      startedOn: calendarDate,
      /** The version of the protocol in effect at the site on the day of consent: it binds the participant. */
      designVersion: text,
    }),
  ),
  /** An investigator confirmed that every criterion is satisfied; the hash binds the data behind it. */
  EligibilityConfirmed: defineEvent(
    "EligibilityConfirmed",
    1,
    z.strictObject({
      at: z.enum(["screening", "enrollment", "randomization"]),
      designVersion: text,
      verdicts: z.array(verdict),
      contentHash: sha256,
      signatureId: uuid,
    }),
  ),
  ParticipantScreenFailed: defineEvent(
    "ParticipantScreenFailed",
    1,
    z.strictObject({ criteria: z.array(text), why: freeText }),
  ),
  ParticipantEnrolled: defineEvent(
    "ParticipantEnrolled",
    1,
    z.strictObject({ enrolledOn: calendarDate, designVersion: text }),
  ),
  /** The participant now follows another version of the protocol; what is written stays as it was written. */
  ParticipantMigrated: defineEvent(
    "ParticipantMigrated",
    1,
    z.strictObject({ fromVersion: text, toVersion: text, changes: z.array(text) }),
  ),
  ParticipantTransferred: defineEvent(
    "ParticipantTransferred",
    1,
    z.strictObject({ fromSite: siteId, toSite: siteId, effectiveOn: calendarDate }),
  ),
  ParticipationEnded: defineEvent(
    "ParticipationEnded",
    1,
    z.strictObject({
      reason: z.enum([
        "completed",
        "withdrawal-by-participant",
        "adverse-event",
        "physician-decision",
        "lost-to-follow-up",
        "death",
        "study-terminated-by-sponsor",
        "other",
      ]),
      endedOn: calendarDate,
      note: freeText.optional(),
    }),
  ),
};
