import { z } from "zod";
import type { CompiledDesign, EligibilityAssessment, Evidence } from "#design";
import { type Viewer, visibilityOf } from "./blinding/view.ts";
import type { EligibilityConfirmation } from "./enrollment/evolve.ts";
import type { ParticipantState } from "./participant.ts";
import { signatureStanding, signedHash } from "./signature/content.ts";

const evidence = z.object({
  label: z.string(),
  /** The value in words; null where this viewer may not see it. */
  value: z.string().nullable(),
  formId: z.string().nullable(),
  encounterId: z.string().nullable(),
  date: z.string().nullable(),
});

/** Eligibility criterion by criterion: the verdict, the rule in plain English and the data behind it. */
export const eligibilityView = z.object({
  eligible: z.union([z.boolean(), z.literal("unknown")]),
  /** The version of the participant's stream that this shows. */
  version: z.int(),
  /** What a confirmation now would be signed on. */
  contentHash: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  /** Data have changed since it was confirmed. */
  isOutdated: z.boolean(),
  criteria: z.array(
    z.object({
      criterionId: z.string(),
      identifier: z.string(),
      category: z.enum(["inclusion", "exclusion"]),
      text: z.string(),
      source: z.string().nullable(),
      verdict: z.enum(["satisfied", "violated", "unknown"]),
      rule: z.string().nullable(),
      evidence: z.array(evidence),
    }),
  ),
});
export type EligibilityView = z.infer<typeof eligibilityView>;

/** The assessment as this person may see it: verdicts always, data only through the door. */
export function viewEligibility(
  state: ParticipantState,
  { eligible, criteria }: EligibilityAssessment,
  { design, viewer }: { readonly design: CompiledDesign; readonly viewer: Viewer },
): EligibilityView {
  const hash = signedHash(state, { kind: "eligibility", id: "" }) ?? null;
  const confirmation = state.enrollment.confirmations.at(-1);
  return {
    eligible,
    version: state.version,
    contentHash: hash,
    confirmedAt: confirmation?.confirmedAt ?? null,
    isOutdated: confirmation !== undefined && isOutdated(state, confirmation, hash),
    criteria: criteria.map(({ criterion, verdict, rule, evidence: found }) => ({
      criterionId: criterion.id,
      identifier: criterion.identifier,
      category: criterion.category,
      text: criterion.text,
      source: criterion.source ?? null,
      verdict,
      rule: rule ?? null,
      evidence: found.map((one) => viewEvidence(one, design, viewer)),
    })),
  };
}

/** Until enrollment new data overtake a confirmation; after it, only a change of what it rests on does. */
function isOutdated(
  state: ParticipantState,
  { signatureId, contentHash }: EligibilityConfirmation,
  hash: string | null,
): boolean {
  if (state.enrollment.enrolledOn === null) return contentHash !== hash;
  const signature = state.signatures.find((one) => one.signatureId === signatureId);
  return !signature || signatureStanding(state, signature).standing === "broken";
}

function viewEvidence(
  { what, label, shown, from }: Evidence,
  design: CompiledDesign,
  viewer: Viewer,
): z.infer<typeof evidence> {
  const [formId = "", itemId = ""] = what.split("@")[0]?.split(".") ?? [];
  const visibility = design.forms.has(formId) ? visibilityOf(design, viewer, formId) : undefined;
  const isHidden =
    visibility !== undefined && (visibility.form !== "content" || visibility.isItemHidden(itemId));
  return {
    label,
    value: isHidden ? null : shown,
    formId: from?.formId ?? null,
    encounterId: from?.encounterId ?? null,
    date: from?.date ?? null,
  };
}
