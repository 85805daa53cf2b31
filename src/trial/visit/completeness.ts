import type { CompiledDesign } from "#design";
import { formKeyOf } from "../form/form-key.ts";
import type { ParticipantState } from "../participant.ts";
import type { Visit } from "./evolve.ts";

/** The names of the required forms of a visit that are neither submitted nor marked as not done. */
export function missingForms(
  state: ParticipantState,
  design: CompiledDesign,
  visit: Visit,
): readonly string[] {
  return (design.formsAtEncounter.get(visit.encounterId) ?? []).flatMap((formId) => {
    const form = design.forms.get(formId)?.form;
    if (!form?.required || form.log) return [];
    const status = state.forms[formKeyOf(visit.visitId, formId)]?.status;
    return status === "submitted" || status === "not-done" ? [] : [form.label];
  });
}
