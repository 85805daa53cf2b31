import type { MissingRule } from "./definition.ts";

/** The rule of PHQ-9 and GAD-7. */
export const phqProratingRule: Extract<MissingRule, { readonly kind: "prorate" }> = {
  kind: "prorate",
  maximumMissing: 2,
  statement:
    "one or two missing items count as the mean of the answered ones (prorated, not rounded); with more than two missing there is no total.",
  source: {
    citation: "IAPT Data Handbook 2.0.1 (NHS, June 2011), appendices, scoring of PHQ-9 and GAD-7",
    confidence: "background-medium",
  },
};
