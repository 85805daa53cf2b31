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

/**
 * One assessment by an independent rater, in a stream of its own, `rating:<handle>`. It holds what the rater may know:
 * a pseudonym, the index trauma, the language and the form; neither site nor visit nor any earlier score.
 */
export const ratingEvents = {
  RatingAssigned: defineEvent(
    "RatingAssigned",
    1,
    z.strictObject({
      rater: userId,
      pseudonym: text,
      formId: text,
      language,
      indexTrauma: freeText,
      startsAt: instant,
      designVersion: text,
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
};
