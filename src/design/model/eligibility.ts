import { z } from "zod";
import { designId, expression, label, prose, source } from "./primitives.ts";

/** A point of the trial at which criteria are checked. */
const eligibilityPoint = z.enum(["screening", "enrollment", "randomization", "each-dose"]);
export type EligibilityPoint = z.infer<typeof eligibilityPoint>;

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
  label: label.optional(),
  text: prose,
  expression: expression.optional(),
  /** The yes-or-no item on which a person answers it, as `form.item`: yes says that the text is true. */
  answeredBy: z.string().min(1).max(400).optional(),
  /** At which points it is checked. */
  checkedAt: z.array(eligibilityPoint).default(["screening", "enrollment"]),
  source: source.optional(),
});
export type EligibilityCriterion = z.infer<typeof eligibilityCriterion>;
