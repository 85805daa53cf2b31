import { z } from "zod";
import { defineEvent } from "../event.ts";
import { formKey, freeText, instant, itemPath, language, text, userId, uuid } from "../fields.ts";
import { itemValue } from "../form/events.ts";

const entry = z.strictObject({ path: itemPath, value: itemValue.nullable() });

const handedIn = {
  derived: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  signatureId: uuid,
  printedName: text,
};

/** What a rater can have learned that is kept from them. Which arm it was is never asked. */
const learnedFact = z.enum(["treatment", "visit", "session-content", "other"]);
export type LearnedFact = z.infer<typeof learnedFact>;

/** By which way. */
const learnedFrom = z.enum(["participant", "site-staff", "recording", "document", "software", "other"]);

/** Why an assessment goes back. */
const handBackReason = z.enum(["learned-something", "knows-participant", "ill", "no-time", "other"]);

/** The fields of what a remote interview needs before it begins. Their values lie in the identity vault. */
export const whereaboutsField = z.enum([
  "address",
  "call-back-number",
  "clinician-name",
  "clinician-telephone",
]);
export type WhereaboutsField = z.infer<typeof whereaboutsField>;

/**
 * One assessment by an independent rater, in a stream of its own, `rating:<handle>`. It holds what the rater may know:
 * a pseudonym, the index trauma, the language and the form; neither site nor visit nor any earlier score.
 */
export const ratingEvents = {
  RatingAssigned: defineEvent(
    "RatingAssigned",
    2,
    z.strictObject({
      rater: userId,
      pseudonym: text,
      formId: text,
      language,
      indexTrauma: freeText,
      startsAt: instant,
      designVersion: text,
      /** How the interview is held; absent in the first version. */
      mode: z.enum(["in-person", "remote-video", "telephone"]).optional(),
      /** A recording is listened to, instead of an interview held. */
      basis: z.literal("recording").optional(),
    }),
  ),
  RatingStarted: defineEvent("RatingStarted", 1, z.strictObject({ startedAt: instant })),
  RatingDrafted: defineEvent("RatingDrafted", 1, z.strictObject({ entries: z.array(entry).min(1).max(500) })),
  RatingSubmitted: defineEvent(
    "RatingSubmitted",
    1,
    z.strictObject({ entries: z.array(entry).max(500), ...handedIn }),
  ),
  /** Its reason is the event's own. */
  RatingCorrected: defineEvent(
    "RatingCorrected",
    1,
    z.strictObject({ ...handedIn, entries: z.array(entry).min(1).max(500) }),
  ),
  RatingCanceled: defineEvent("RatingCanceled", 1, z.strictObject({ why: freeText })),
  RatingHandedBack: defineEvent("RatingHandedBack", 1, z.strictObject({ why: handBackReason })),
  /** The rater learned what is kept from them. It stays here, where no site reads. */
  RaterUnblindingFiled: defineEvent(
    "RaterUnblindingFiled",
    1,
    z.strictObject({
      learned: z.array(learnedFact).min(1),
      from: learnedFrom,
      learnedAt: instant,
    }),
  ),
  /** For as long as this the rater may see where the participant is. */
  EmergencyOpened: defineEvent("EmergencyOpened", 1, z.strictObject({ until: instant })),
};

/** The participant's side of the same: which assignment fills which form. Stream `participant:<id>`. */
export const ratingLinkEvents = {
  RatingRequested: defineEvent(
    "RatingRequested",
    2,
    z.strictObject({
      handle: uuid,
      formKey,
      formId: text,
      visitId: text,
      rater: userId,
      startsAt: instant.optional(),
      language: language.optional(),
    }),
  ),
  RatingReceived: defineEvent("RatingReceived", 1, z.strictObject({ handle: uuid, formKey })),
  RatingRequestCanceled: defineEvent("RatingRequestCanceled", 1, z.strictObject({ handle: uuid })),
  /** The rater gave it back: another is to be asked for. */
  RatingReturned: defineEvent("RatingReturned", 1, z.strictObject({ handle: uuid })),
  /** All that a site is told where a rater learned something: the next rating goes to another. */
  AnotherRaterNeeded: defineEvent("AnotherRaterNeeded", 1, z.strictObject({ handle: uuid })),
  /** The rater coordinator's choice for a form that is still to be asked for, with the event's own reason. */
  RaterChosen: defineEvent("RaterChosen", 1, z.strictObject({ formKey, rater: userId })),
  WhereaboutsRead: defineEvent(
    "WhereaboutsRead",
    1,
    z.strictObject({ handle: uuid, fields: z.array(whereaboutsField).min(1) }),
  ),
  ParticipantInDangerDeclared: defineEvent(
    "ParticipantInDangerDeclared",
    1,
    z.strictObject({ handle: uuid, until: instant }),
  ),
  DangerResolved: defineEvent("DangerResolved", 1, z.strictObject({ handle: uuid, outcome: freeText })),
};

/** A recording that is rated again by another. It fills no form of the participant: the first rating stands. */
export const secondRatingEvents = {
  SecondRatingRequested: defineEvent(
    "SecondRatingRequested",
    1,
    z.strictObject({
      handle: uuid,
      /** The handle of the first. */
      ofRating: uuid,
      formId: text,
      rater: userId,
      startsAt: instant,
      language,
    }),
  ),
  SecondRatingReceived: defineEvent("SecondRatingReceived", 1, z.strictObject({ handle: uuid })),
  SecondRatingReturned: defineEvent("SecondRatingReturned", 1, z.strictObject({ handle: uuid })),
};
