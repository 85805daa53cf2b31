import { z } from "zod";
import type { CompiledForm } from "#design";
import { type FormVisibility, seesItem, visibilityOf, visibilityOfFilling } from "../blinding/view.ts";
import type { ParticipantState } from "../participant.ts";
import { signatureStanding } from "../signature/content.ts";
import type { Around } from "../view-around.ts";
import { designOfForm } from "./design-of-form.ts";
import type { FormState } from "./evolve.ts";
import { formIdOf, formKeyOf, logPlace, visitIdOf } from "./form-key.ts";
import { showItemValue } from "./show-item-value.ts";

/** How far a filling of a form is, and whether this viewer may see what it says. */
export const formSummary = z.object({
  formKey: z.string(),
  formId: z.string(),
  label: z.string(),
  status: z.enum(["empty", "draft", "submitted", "not-done"]),
  completedBy: z.enum(["site", "participant", "independent-rater", "therapist", "pharmacist"]),
  required: z.boolean(),
  /** May be filled again at the same visit. */
  repeats: z.boolean(),
  isVisible: z.boolean(),
  /** What it is about, in its first answers; null where nothing was entered or the viewer may not see it. */
  headline: z.string().nullable(),
  submittedAt: z.string().nullable(),
  openQueries: z.int(),
  signatures: z.enum(["none-asked", "missing", "valid", "broken"]),
});
export type FormSummary = z.infer<typeof formSummary>;

/** A form that belongs to no visit, with all its fillings. */
export const logView = z.object({
  formId: z.string(),
  label: z.string(),
  entries: z.array(formSummary),
  nextFormKey: z.string(),
});

/** Logs of the protocol that binds the participant, and those of earlier ones on which something stands. */
export function viewLogs(state: ParticipantState, around: Around): z.infer<typeof logView>[] {
  const written = Object.keys(state.forms).filter((key) => visitIdOf(key) === logPlace);
  const current = [...around.design.forms.values()].filter(({ form }) => form.log).map(({ form }) => form.id);
  return [...new Set([...current, ...written.map(formIdOf)])].flatMap((formId) => {
    const keys = written.filter((key) => formIdOf(key) === formId);
    const nextFormKey = formKeyOf(null, formId, keys.length + 1);
    const design = designOfForm(state, keys[0] ?? nextFormKey, around);
    const form = design.forms.get(formId)?.form;
    if (!form || visibilityOf(design, around.viewer, formId).form === "hidden") return [];
    const entries = keys.flatMap((key) => summarizeForm(key, state, around));
    return [{ formId, label: form.label, entries, nextFormKey }];
  });
}

export function summarizeForm(formKey: string, state: ParticipantState, around: Around): FormSummary[] {
  const design = designOfForm(state, formKey, around);
  const compiled = design.forms.get(formIdOf(formKey));
  const visibility = visibilityOfFilling(design, around.viewer, formKey);
  if (!compiled || visibility.form === "hidden") return [];
  const { form } = compiled;
  const known = state.forms[formKey];
  const open = Object.values(state.queries).filter(
    (query) =>
      query.formKey === formKey &&
      query.state !== "closed" &&
      seesItem(design, around.viewer, formKey, query.itemPath),
  );
  return [
    {
      formKey,
      formId: form.id,
      label: form.label,
      status: known?.status ?? "empty",
      completedBy: form.completedBy,
      required: form.required,
      repeats: form.repeating,
      isVisible: visibility.form === "content",
      headline: form.log || form.repeating ? headlineOf(compiled, known, visibility) : null,
      submittedAt: known?.submittedAt ?? null,
      openQueries: open.length,
      signatures: signaturesOf(
        formKey,
        form.signedBy.map(({ meaning }) => meaning),
        state,
      ),
    },
  ];
}

/** The first two answers tell one entry of a log from another. */
function headlineOf(
  { items }: CompiledForm,
  known: FormState | undefined,
  visibility: FormVisibility,
): string | null {
  if (!known || visibility.form !== "content") return null;
  const told = [...items.values()]
    .filter(({ id, repeating }) => !repeating && !visibility.isItemHidden(id))
    .flatMap((item) => showItemValue(item, known.items[item.id]?.value ?? null) ?? []);
  return told.length === 0 ? null : told.slice(0, 2).join(" · ");
}

function signaturesOf(
  formKey: string,
  meanings: readonly string[],
  state: ParticipantState,
): FormSummary["signatures"] {
  const standings = state.signatures
    .filter(({ target }) => target.kind === "form" && target.id === formKey)
    .map((signature) => signatureStanding(state, signature));
  if (standings.at(-1)?.standing === "broken") return "broken";
  const given = new Set(
    standings.filter(({ standing }) => standing === "valid").map(({ signature }) => signature.meaning),
  );
  if (meanings.some((meaning) => !given.has(meaning))) return "missing";
  return given.size > 0 ? "valid" : "none-asked";
}
