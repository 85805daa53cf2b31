import { z } from "zod";
import { designId, label } from "./primitives.ts";

/**
 * What reports by arm are made of, which the data monitoring committee's independent statistician alone opens (FDA, Establishment and
 * Operation of Clinical Trial Data Monitoring Committees, 2006, 4.2; ICH E9 4.5).
 */
export const closedReports = z.strictObject({
  /** What was expected of the treatment, asked before randomization and after it. */
  expectancy: z.strictObject({ formId: designId, itemIds: z.array(designId).min(1) }).optional(),
  /** Numbers whose means are shown at each visit: of an item, or of a score of the form's instrument. */
  outcomes: z
    .array(z.strictObject({ id: designId, name: label, formId: designId, valueId: designId }))
    .default([]),
  /** The log of adverse events, whatever their valence, and the coded items by which they are counted. */
  adverseEvents: z.strictObject({ formId: designId, itemIds: z.array(designId).default([]) }).optional(),
});
export type ClosedReports = z.infer<typeof closedReports>;
