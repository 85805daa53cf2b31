import { z } from "zod";
import { nullFlavor } from "#design";
import { defineEvent } from "../event.ts";
import { formKey, freeText, itemPath, text } from "../fields.ts";

/** The value of one item: a number, a code, a date …; free text; or why there is none. */
export const itemValue = z.union([
  z.number(),
  z.boolean(),
  z.string().max(500),
  z.array(z.string().max(500)).max(200),
  freeText,
  z.strictObject({ nullFlavor }),
]);
export type ItemValue = z.infer<typeof itemValue>;

/** A value put in its place; `null` empties the place. */
const entry = z.strictObject({ path: itemPath, value: itemValue.nullable() });

const identity = {
  formKey,
  formId: text,
  /** The version of the protocol whose form it is. */
  designVersion: text,
};

/** Whose answers they are (ODM `SourceID`; ICH E6(R3) 4.2.2). */
const enteredBy = z.enum(["site", "participant", "independent-rater", "therapist", "pharmacist"]);

/** What is written on a form, from the first keystroke on. Stream `participant:<id>`. */
export const formEvents = {
  /** Not submitted yet: no reason is asked, and nothing is lost. */
  ItemsDrafted: defineEvent(
    "ItemsDrafted",
    1,
    z.strictObject({ ...identity, enteredBy, entries: z.array(entry).min(1).max(500) }),
  ),
  FormSubmitted: defineEvent(
    "FormSubmitted",
    1,
    z.strictObject({
      ...identity,
      enteredBy,
      entries: z.array(entry).max(2_000),
      /** What the software derived: computed items and the scores of an instrument. */
      derived: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
    }),
  ),
  /** After submission every change says why. */
  ItemsCorrected: defineEvent(
    "ItemsCorrected",
    1,
    z.strictObject({
      formKey,
      enteredBy,
      entries: z.array(entry).min(1).max(500),
      derived: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
    }),
  ),
  FormMarkedNotDone: defineEvent("FormMarkedNotDone", 1, z.strictObject({ ...identity, why: freeText })),
  /** Compared with the source, item by item; a later change undoes it. */
  SourceVerified: defineEvent(
    "SourceVerified",
    1,
    z.strictObject({ formKey, paths: z.array(itemPath).min(1).max(500) }),
  ),
};
