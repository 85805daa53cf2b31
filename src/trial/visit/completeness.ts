import { formKeyOf } from "../form/form-key.ts";
import type { ParticipantState } from "../participant.ts";
import { designOfVisit, type Protocols } from "./design-of-visit.ts";
import type { Visit } from "./evolve.ts";

/** The names of the required forms of a visit that are neither submitted nor marked as not done, by the protocol under which it began. */
export function missingForms(state: ParticipantState, protocols: Protocols, visit: Visit): readonly string[] {
  const design = designOfVisit(visit, protocols);
  return (design.formsAtEncounter.get(visit.encounterId) ?? []).flatMap((formId) => {
    const form = design.forms.get(formId)?.form;
    if (!form?.required || form.log) return [];
    const status = state.forms[formKeyOf(visit.visitId, formId)]?.status;
    return status === "submitted" || status === "not-done" ? [] : [form.label];
  });
}
