import { z } from "zod";
import { designId, label, numberOrParameter, source } from "./primitives.ts";

/** Whether somebody may rate a participant whom they have rated: never again, not at the next visit, or as it comes. */
const rotationRule = z.enum(["never-again", "not-in-a-row", "any"]);
export type RotationRule = z.infer<typeof rotationRule>;

/** The credential, by its kind and name, without which nobody rates with the form. */
const raterCertificate = z.strictObject({
  formId: designId,
  kind: z.enum(["license", "training", "certificate", "degree"]),
  name: label,
});
export type RaterCertificate = z.infer<typeof raterCertificate>;

/** How independent ratings are given out, held and compared (FDA, Psychedelic Drugs, July 2026, p. 9). */
export const independentRating = z.strictObject({
  certificates: z.array(raterCertificate).default([]),
  rotation: z
    .strictObject({
      throughPrimaryEndpoint: rotationRule.default("never-again"),
      afterwards: rotationRule.default("not-in-a-row"),
    })
    .prefault({}),
  /** The visit of the primary endpoint, where the first estimand of the primary objective does not name it. */
  primaryEndpointEncounterId: designId.optional(),
  /** How many days ahead the end of a certificate is told. */
  certificateNotice: numberOrParameter.optional(),
  /** What a remote interview needs before it begins: for how many hours it holds, and how many minutes a rater sees it in an emergency. */
  whereabouts: z.strictObject({ validFor: numberOrParameter, emergencyView: numberOrParameter }).optional(),
  /** Ratings of recordings: of which form and which of its scores, what share, and from which difference on a pair is discussed. */
  secondRating: z
    .strictObject({
      formId: designId,
      score: designId,
      share: numberOrParameter,
      discussFrom: numberOrParameter,
    })
    .optional(),
  source: source.optional(),
});
export type IndependentRating = z.infer<typeof independentRating>;
