import { z } from "zod";
import { designId, label, prose, source } from "./primitives.ts";

/**
 * What whoever asks for somebody's arm in an emergency reads first: how to treat without it. Most emergencies need no code; only where care
 * depends on the arm is it opened (ICH E9 4.5).
 */
export const emergencyCare = z.strictObject({
  /** What to treat every participant as, whatever the arm: the full dose. */
  treatAs: label,
  advice: prose,
  facts: z.array(z.strictObject({ id: designId, label, text: prose, source })).min(1),
  /** Whether the medical monitor has confirmed what is said. */
  confirmation: z.enum(["published", "to be confirmed by the medical monitor"]),
});
export type EmergencyCare = z.infer<typeof emergencyCare>;
