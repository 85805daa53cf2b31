import { type Form, formsAtVisit } from "#design";
import { formKeyOf } from "../form/form-key.ts";
import type { ParticipantState } from "../participant.ts";
import { designOfVisit, type Protocols } from "./design-of-visit.ts";
import type { Visit } from "./evolve.ts";

/** A form that a visit still wants. */
export type MissingForm = { readonly formKey: string; readonly form: Form };

/**
 * The required forms of a visit that are neither submitted nor marked as not done, by the protocol under which it
 * began.
 */
export function missingFormsOf(
  state: ParticipantState,
  protocols: Protocols,
  visit: Visit,
): readonly MissingForm[] {
  const design = designOfVisit(visit, protocols);
  return formsAtVisit(design, visit).flatMap((formId) => {
    const form = design.forms.get(formId)?.form;
    if (!form?.required || form.log) return [];
    const formKey = formKeyOf(visit.visitId, formId);
    const status = state.forms[formKey]?.status;
    return status === "submitted" || status === "not-done" ? [] : [{ formKey, form }];
  });
}

/** The same by their names. */
export function missingForms(state: ParticipantState, protocols: Protocols, visit: Visit): readonly string[] {
  return missingFormsOf(state, protocols, visit).map(({ form }) => form.label);
}
