import {
  compileDesign,
  type ItemValue,
  type ParticipantRecord,
  parseStudyDesign,
  type StudyDesignInput,
} from "#design";
import type { CalendarDate } from "#kernel";
import { publishedInstruments } from "#trial";
import { noDraft, withSeen } from "../draft/draft.ts";
import { type FormModel, formModel } from "../model/form-model.ts";

const today = "2026-11-20" as CalendarDate;

/** The record of somebody of whom nothing is known. */
const noRecord: ParticipantRecord = { today, forms: [], events: {}, visits: [], reviewedForms: [] };

type Form = NonNullable<StudyDesignInput["forms"]>[number];

/** A form with these answers on it, as its page would draw it; values by path, as `weight` or `readings.0.systolic`. */
export function filledForm(
  form: Omit<Form, "id" | "label">,
  answers: Readonly<Record<string, ItemValue>>,
  more: Partial<StudyDesignInput> = {},
  hiddenItems: readonly string[] = [],
): FormModel {
  const design = parseStudyDesign({
    format: "vigil-study-design/1",
    id: "s",
    version: "1",
    name: "S",
    title: "S",
    ...more,
    forms: [{ id: "form", label: "Form", ...form }],
  });
  if (!design.ok) throw new Error(JSON.stringify(design.error));
  const compiled = compileDesign(design.value, publishedInstruments);
  const own = compiled.ok ? compiled.value.forms.get("form") : undefined;
  if (!compiled.ok || !own) throw new Error("The form cannot be compiled.");
  const items = Object.entries(answers).map(([path, value]) => ({ path, value }));
  const draft = withSeen(noDraft, { version: 1, items });
  return formModel({
    design: compiled.value,
    form: own,
    draft,
    record: noRecord,
    hiddenItems,
    addedRows: {},
  });
}
