import { z } from "zod";
import { designId, expression, label, prose, source } from "./primitives.ts";

/**
 * A rule about who may take part. `expression` is what must be true for an inclusion criterion and must be
 * false for an exclusion criterion; without one the criterion is answered by a person on the form's item `answeredBy`.
 */
export const eligibilityCriterion = z.strictObject({
  id: designId,
  /** As the protocol numbers it: I1, E12. */
  identifier: z.string().min(1).max(40),
  category: z.enum(["inclusion", "exclusion"]),
  name: label.optional(),
  text: prose,
  expression: expression.optional(),
  /** At which points it is checked. */
  checkedAt: z
    .array(z.enum(["screening", "enrollment", "randomization", "each-dose"]))
    .default(["screening", "enrollment"]),
  source: source.optional(),
});
export type EligibilityCriterion = z.infer<typeof eligibilityCriterion>;
