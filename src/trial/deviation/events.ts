import { z } from "zod";
import { defineEvent } from "../event.ts";
import { freeText, text, uuid } from "../fields.ts";

const deviationCategory = z.enum([
  "consent",
  "eligibility",
  "visit-window",
  "visit-missed",
  "procedure",
  "dosing",
  "blinding",
  "safety-reporting",
  "privacy",
  "other",
]);
export type DeviationCategory = z.infer<typeof deviationCategory>;

/** Departures from the protocol (ICH E3 10.2; ICH E6(R3) 2.5). Stream `participant:<id>`. */
export const deviationEvents = {
  DeviationRecorded: defineEvent(
    "DeviationRecorded",
    1,
    z.strictObject({
      deviationId: uuid,
      category: deviationCategory,
      /** The rule that was broken, as the software names it, or as the person does. */
      rule: text,
      description: freeText,
      detectedBy: z.enum(["software", "person"]),
      /** The visit or form that it concerns. */
      about: z.string().max(300).optional(),
    }),
  ),
  DeviationAssessed: defineEvent(
    "DeviationAssessed",
    1,
    z.strictObject({
      deviationId: uuid,
      importance: z.enum(["important", "not-important"]),
      correctiveAction: freeText,
      closed: z.boolean(),
    }),
  ),
};
