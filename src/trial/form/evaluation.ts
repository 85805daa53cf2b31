import {
  type CompiledDesign,
  type CompiledForm,
  type FormState as Evaluated,
  evaluateForm,
  type FormValues,
  recordScope,
  withComputedValues,
} from "#design";
import type { CalendarDate } from "#kernel";
import type { Facts } from "../command.ts";
import { participantRecord } from "../participant-record.ts";

/** A form's rules applied to values, for the participant and the day that they are about. */
export type FormEvaluation = {
  readonly state: Evaluated;
  /** Computed items and the scores of the instrument, as they are stored with the form. */
  readonly derived: Readonly<Record<string, number | string | boolean | null>>;
};

export function evaluateFor(
  facts: Facts,
  design: CompiledDesign,
  form: CompiledForm,
  values: FormValues,
  today: CalendarDate,
): FormEvaluation {
  const record = participantRecord(facts.participant, design, today, facts.site.zone);
  const state = evaluateForm(design, form, values, recordScope(design, record));
  return { state, derived: scoresOf(form, values, state) };
}

/** What is stored beside the answers: computed items, and scores with the prefix `score:`, so that they are never taken for items. */
export function scoresOf(
  form: CompiledForm,
  values: FormValues,
  state: Evaluated,
): FormEvaluation["derived"] {
  const computed = withComputedValues(form, values, state).items;
  const derived: Record<string, number | string | boolean | null> = {};
  for (const [id, item] of form.items) {
    const value = computed[id];
    if (item.computedBy && isPlain(value)) derived[id] = value;
  }
  for (const [id, value] of Object.entries(state.scores)) derived[`score:${id}`] = value ?? null;
  return derived;
}

function isPlain(value: unknown): value is number | string | boolean {
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean";
}
