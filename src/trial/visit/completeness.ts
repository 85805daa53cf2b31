import { type Form, formsAtVisit } from "#design";
import { fillingsWanted } from "../blinding/guess-places.ts";
import { unblindedAt } from "../blinding/unblinded-at.ts";
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
    // Nobody guesses what has become known: the guess is lost, and nobody waits for it.
    if (form.armGuess && unblindedAt(state) !== undefined) return [];
    return fillingsWanted(form)
      .map((filling) => formKeyOf(visit.visitId, formId, filling))
      .filter((formKey) => !["submitted", "not-done"].includes(state.forms[formKey]?.status ?? ""))
      .map((formKey) => ({ formKey, form }));
  });
}

/** The same by their names. */
export function missingForms(state: ParticipantState, protocols: Protocols, visit: Visit): readonly string[] {
  return missingFormsOf(state, protocols, visit).map(({ form }) => form.label);
}
