import type { ResolvedSession } from "#design";
import { valuesOf } from "../form/form-values.ts";
import type { ParticipantState } from "../participant.ts";

/** The kinds of touch to which the participant has agreed in the latest agreement on record; none without one. */
export function touchAgreed(
  { forms }: ParticipantState,
  { touchAgreement }: ResolvedSession,
): readonly string[] {
  if (!touchAgreement) return [];
  const latest = Object.values(forms)
    .filter(({ formId, status }) => formId === touchAgreement.formId && status === "submitted")
    .sort((a, b) => ((a.submittedAt ?? "") < (b.submittedAt ?? "") ? -1 : 1))
    .at(-1);
  const value = latest && valuesOf(latest).items[touchAgreement.item];
  return Array.isArray(value) ? value.map(String) : [];
}
