import { z } from "zod";
import { defineEvent } from "../event.ts";
import { formKey, freeText, participantId, siteId, text, userId, uuid } from "../fields.ts";

/** Why a code is broken at once: one tap, no words. ICH E6(R3) 4.1.4(b); ICH E9 4.5: only where care depends on it. */
export const emergencyReason = z.enum([
  "medical-emergency",
  "surgery-or-anesthesia",
  "overdose",
  "exposure-of-another-person",
  "pregnancy",
  "other-care-depends-on-it",
]);
export type EmergencyReason = z.infer<typeof emergencyReason>;

/** Whom the arm has become known to. */
export const knower = z.enum([
  "participant",
  "investigator",
  "therapist",
  "site-staff",
  "independent-rater",
  "pharmacist",
  "care-outside-the-study",
  "sponsor",
]);
export type Knower = z.infer<typeof knower>;

/** How somebody came to learn an arm that nobody meant to tell. */
export const inadvertentWay = z.enum([
  "told-by-participant",
  "told-by-staff",
  "document-or-message",
  "kit-or-label",
  "laboratory-result",
  "software",
  "other",
]);

/** How much what was learned may have changed of what was then done, rated or reported. */
export const unblindingImpact = z.enum(["none", "possible", "probable"]);

const guesser = z.enum(["participant", "therapist", "independent-rater"]);
/** A guess of the arm that the protocol asks of somebody at a visit. */
const guessSlot = z.strictObject({ by: guesser, formId: text, visitId: text });
export type GuessSlot = z.infer<typeof guessSlot>;

const guessSlots = z.array(guessSlot).max(1_000);
const codeBrokenVia = z.enum(["application", "break-glass", "envelope"]);
/** Of a printed sheet: the site's number and a running one. It tells nothing of what is inside. */
export const envelopeSerial = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, "expected a serial number as it is printed on the sheet (01-E0007)");

/**
 * That somebody's arm became known, and to whom; never which it is. What people write of it lies in streams of its own. Stream
 * `participant:<id>`.
 */
export const unblindingEvents = {
  CodeBroken: defineEvent(
    "CodeBroken",
    1,
    z.strictObject({
      unblindingId: uuid,
      kind: z.literal("emergency"),
      reason: emergencyReason,
      via: codeBrokenVia,
      /** By envelope: its number, and who opened it. */
      envelopeSerial: envelopeSerial.optional(),
      openedBy: knower.optional(),
      /** Guesses that were neither given nor recorded as missing by then. */
      lostGuesses: guessSlots,
    }),
  ),
  /** What comes after an emergency: who now knows. The narrative is the note's. */
  UnblindingReported: defineEvent(
    "UnblindingReported",
    1,
    z.strictObject({ unblindingId: uuid, whoKnows: z.array(knower).min(1).max(8), noteId: uuid }),
  ),
  InadvertentUnblindingRecorded: defineEvent(
    "InadvertentUnblindingRecorded",
    1,
    z.strictObject({
      unblindingId: uuid,
      learned: z.array(knower).min(1).max(8),
      /** Where a rater learned it and it is known which. */
      rater: userId.optional(),
      how: inadvertentWay,
      noteId: uuid,
    }),
  ),
  UnblindingImpactAssessed: defineEvent(
    "UnblindingImpactAssessed",
    1,
    z.strictObject({ unblindingId: uuid, impact: unblindingImpact, noteId: uuid }),
  ),
};

/**
 * What blinded people must not read, because words can tell an arm, or because that it happened is none of their business. Stream
 * `unblinding:<id>`, one for each note and each unblinding for safety reporting; no site reaches it.
 */
export const unblindingNoteEvents = {
  UnblindingNoted: defineEvent(
    "UnblindingNoted",
    1,
    z.strictObject({
      unblindingId: uuid,
      participantId,
      about: z.enum(["report", "incident", "impact"]),
      note: freeText,
      /** Of a report: whether care was another because of it. */
      careChanged: z.boolean().optional(),
    }),
  ),
  ArmOpenedForSafety: defineEvent(
    "ArmOpenedForSafety",
    1,
    z.strictObject({
      unblindingId: uuid,
      participantId,
      siteId,
      number: text,
      /** The adverse event's form, and the report that needs the arm. */
      formKey,
      reportNumber: text,
      why: freeText,
      openGuesses: guessSlots,
    }),
  ),
};

/** Sealed sheets outside the server. Stream `site:<id>`. */
export const envelopeEvents = {
  EnvelopesIssued: defineEvent(
    "EnvelopesIssued",
    1,
    z.strictObject({
      batchId: uuid,
      envelopes: z
        .array(z.strictObject({ serial: envelopeSerial, participantId }))
        .min(1)
        .max(5_000),
    }),
  ),
  EnvelopeReturned: defineEvent(
    "EnvelopeReturned",
    1,
    z.strictObject({
      serial: envelopeSerial,
      outcome: z.enum(["returned", "destroyed"]),
      sealIntact: z.boolean(),
    }),
  ),
};
