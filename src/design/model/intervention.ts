import { z } from "zod";
import { designId, label, numberOrParameter, prose, role, source } from "./primitives.ts";

/** What can be kept from somebody. */
const blindedFact = z.enum([
  "arm",
  "session-content",
  "visit-number",
  "earlier-scores",
  "site",
  "adverse-events",
  "potentially-unblinding",
  "self-reports",
]);
export type BlindedFact = z.infer<typeof blindedFact>;

/** Who is blinded to what. A role that is not listed is blinded to the arm alone. */
export const blinding = z.strictObject({
  schema: z.enum(["open-label", "single-blind", "double-blind", "triple-blind", "quadruple-blind"]),
  description: prose.optional(),
  rules: z.array(z.strictObject({ role, blindedTo: z.array(blindedFact) })).default([]),
});
export type Blinding = z.infer<typeof blinding>;

/** The doses of one arm at one dosing encounter, in milligrams of the named substance and salt. */
export const doseRegimen = z.strictObject({
  id: designId,
  armId: designId,
  encounterId: designId,
  substance: label,
  route: label.default("oral"),
  initialDose: z.array(numberOrParameter).min(1),
  /** Share of the initial dose. */
  supplementalFraction: numberOrParameter.optional(),
  /** Minutes after the initial dose. */
  supplementalWindow: z.strictObject({ from: numberOrParameter, to: numberOrParameter }).optional(),
  maximumPerSession: numberOrParameter,
  source: source.optional(),
});
export type DoseRegimen = z.infer<typeof doseRegimen>;

/** How arms are allotted; the list and its seed are sealed elsewhere. */
export const randomizationPlan = z.strictObject({
  method: z.enum(["minimization", "permuted-blocks", "simple"]),
  ratio: z.array(z.strictObject({ armId: designId, weight: z.int().min(1) })).min(2),
  /** Items whose values balance the arms, beside the site. */
  factors: z.array(
    z.strictObject({
      id: designId,
      label,
      reference: z.string().max(200),
      weight: numberOrParameter.optional(),
    }),
  ),
  /** With which probability minimization follows the better-balancing arm. */
  randomElement: numberOrParameter.optional(),
  caps: z
    .array(z.strictObject({ factorId: designId, value: z.string(), share: numberOrParameter }))
    .default([]),
  source: source.optional(),
});
export type RandomizationPlan = z.infer<typeof randomizationPlan>;
