import { designOfForm } from "../form/design-of-form.ts";
import { itemIdOf } from "../form/form-key.ts";
import type { ParticipantState } from "../participant.ts";
import type { Around } from "../view-around.ts";
import { visibilityOfFilling } from "./view.ts";

/** The participant as far as the viewer may see their forms; for rules that run for this viewer, the rest is unknown. */
export function visibleState(
  state: ParticipantState,
  around: Pick<Around, "design" | "designs" | "viewer">,
): ParticipantState {
  const forms = Object.entries(state.forms).flatMap(([key, form]) => {
    const design = designOfForm(state, key, around);
    const { form: seen, isItemHidden } = visibilityOfFilling(design, around.viewer, key);
    if (seen !== "content") return [];
    const [items, derived] = [without(form.items, isItemHidden), without(form.derived, isItemHidden)];
    return [[key, { ...form, items, derived }] as const];
  });
  return { ...state, forms: Object.fromEntries(forms) };
}

function without<Value>(
  values: Readonly<Record<string, Value>>,
  isItemHidden: (itemId: string) => boolean,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).filter(([path]) => !isItemHidden(itemIdOf(path))));
}
