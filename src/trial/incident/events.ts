import { z } from "zod";
import { defineEvent } from "../event.ts";
import { freeText, participantId, siteId, uuid } from "../fields.ts";
import { prohibited } from "../recording/events.ts";
import { visitId } from "../visit/events.ts";

/** What is told in confidence: in a participant's words, or by who watched a recording. */
export const incidentKind = z.enum([
  "felt-unsafe",
  "limits-not-kept",
  "pressured",
  "touch-outside-agreement",
  ...prohibited.options,
  "other",
]);
export type IncidentKind = z.infer<typeof incidentKind>;

/** How a serious breach is told of, and to whom. */
const notified = z.enum(["ethics-committee", "sponsor"]);

/**
 * A confidential report. Stream `incident:<id>`, which no site reaches: neither its words nor that there is one (21 CFR 312.66; ICH E6(R3)
 * 2.8.11). Its free text lies under a key of its own.
 */
export const incidentEvents = {
  IncidentReported: defineEvent(
    "IncidentReported",
    1,
    z.strictObject({
      incidentId: uuid,
      participantId,
      siteId,
      number: z.string().max(100).nullable(),
      /** By the device in a participant's hands, by the printed code, by somebody of the staff, or by who reviewed a recording. */
      via: z.enum(["handed-over-device", "printed-code", "staff", "reviewer"]),
      kinds: z.array(incidentKind).min(1),
      /** The session that it is about, where it is about one. */
      visitId: visitId.optional(),
      words: freeText.optional(),
      /** How they want to be reached from outside the site; absent: not at all. */
      callMe: freeText.optional(),
    }),
  ),
  IncidentAcknowledged: defineEvent("IncidentAcknowledged", 1, z.strictObject({ incidentId: uuid })),
  IncidentAssessed: defineEvent(
    "IncidentAssessed",
    1,
    z.strictObject({
      incidentId: uuid,
      gravity: z.enum(["serious-breach", "breach", "no-breach", "cannot-tell"]),
      assessment: freeText,
    }),
  ),
  IncidentNotified: defineEvent(
    "IncidentNotified",
    1,
    z.strictObject({ incidentId: uuid, whom: notified, how: freeText }),
  ),
  IncidentClosed: defineEvent(
    "IncidentClosed",
    1,
    z.strictObject({
      incidentId: uuid,
      outcome: z.enum(["confirmed", "not-confirmed", "withdrawn", "handed-to-authorities"]),
      words: freeText,
    }),
  ),
};
