import { z } from "zod";
import { designId, label, numberOrParameter, prose, source } from "./primitives.ts";

/** What a participant may agree to and take back apart. */
export const consentScope = z.enum(["drug", "therapy", "visits", "recordings", "contact", "future-use"]);
export type ConsentScope = z.infer<typeof consentScope>;
export const consentScopes: readonly ConsentScope[] = consentScope.options;

const consentVersion = z.strictObject({
  version: z.string().min(1).max(40),
  date: z.iso.date().optional(),
  /** A minor change needs no new signature; a major one does, by the date that each site's committee sets. */
  change: z.enum(["initial", "major", "minor"]),
  summary: prose,
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, "expected a language tag (en, es, he)"))
    .min(1),
  /** Days after the version takes effect at a site within which participants sign it again. */
  reconsentWithinDays: numberOrParameter.optional(),
});
export type ConsentVersion = z.infer<typeof consentVersion>;

/** A consent form in its versions. It takes effect at a site on that site's ethics approval, not before. */
export const consentDocument = z.strictObject({
  id: designId,
  name: label,
  /** The scopes that taking part requires. */
  requiredScopes: z.array(consentScope).min(1),
  optionalScopes: z.array(consentScope).default([]),
  /** Encounters that may not begin without it; none: taking part at all. Retreatment has a consent of its own. */
  neededFor: z.array(designId).default([]),
  versions: z.array(consentVersion).min(1),
  /** What the text must say (ICH E6(R3) 2.8.10; July 2026 guidance p. 12). */
  mustState: z.array(prose).default([]),
  source: source.optional(),
});
export type ConsentDocument = z.infer<typeof consentDocument>;
