import type { CompiledDesign, ItemValue, MedicationPlan, ProhibitedClass } from "#design";
import { type PartialDate, parsePartialDate } from "#kernel";
import type { Facts } from "../command.ts";
import { designOfForm } from "../form/design-of-form.ts";
import type { FormState } from "../form/evolve.ts";
import { formIdOf } from "../form/form-key.ts";
import { valuesOf } from "../form/form-values.ts";

/** A drug as an entry of the medication log tells of it. */
export type MedicationEntry = {
  readonly formKey: string;
  /** A draft counts as little known: nobody has handed it in. */
  readonly status: "draft" | "submitted";
  readonly name: string | null;
  readonly drug: { readonly code: string; readonly label: string } | null;
  readonly prohibitedClass: { readonly code: string; readonly label: string } | null;
  /** Why and whether nobody takes it beside a dose; null where its class is not prohibited. */
  readonly prohibited: ProhibitedClass | null;
  readonly started: PartialDate | null;
  /** Null where nobody has said. */
  readonly isOngoing: boolean | null;
  readonly lastDose: PartialDate | null;
  /** As the design computes it; null where that cannot be. */
  readonly washoutDays: number | null;
};

export type MedicationFacts = Pick<Facts, "participant" | "site" | "design" | "designs">;

/** The plan of the protocol that binds the participant. */
function medicationPlan({ design }: Pick<Facts, "design">): MedicationPlan | undefined {
  return design?.design.safety?.medication;
}

/** Every drug in the participant's log, drafts too, in the order in which they were entered. */
export function medicationEntries(facts: MedicationFacts): readonly MedicationEntry[] {
  const { participant, design, designs } = facts;
  const plan = medicationPlan(facts);
  if (!plan || !design) return [];
  return Object.values(participant.forms)
    .filter(({ formKey, status }) => formIdOf(formKey) === plan.formId && status !== "not-done")
    .map((form) => readEntry(form, plan, designOfForm(participant, form.formKey, { design, designs })));
}

/** Whether somebody has said that there is no drug to enter. */
export function saysNoMedication(facts: MedicationFacts): boolean {
  const plan = medicationPlan(facts);
  return Object.values(facts.participant.forms).some(
    ({ formKey, status }) => formIdOf(formKey) === plan?.formId && status === "not-done",
  );
}

function readEntry(
  form: FormState,
  { items: at, prohibited }: MedicationPlan,
  design: CompiledDesign,
): MedicationEntry {
  const { items } = valuesOf(form);
  const kind = coded(design, form.formId, at.prohibitedClass, items[at.prohibitedClass]);
  const days = form.derived[at.washoutDays];
  const ongoing = items[at.ongoing];
  return {
    formKey: form.formKey,
    status: form.status === "submitted" ? "submitted" : "draft",
    name: textOf(items[at.name]),
    drug: coded(design, form.formId, at.drug, items[at.drug]),
    prohibitedClass: kind,
    prohibited: prohibited.find(({ code }) => code === kind?.code) ?? null,
    started: dateOf(items[at.started]),
    isOngoing: typeof ongoing === "boolean" ? ongoing : null,
    lastDose: dateOf(items[at.lastDose]),
    washoutDays: typeof days === "number" ? days : null,
  };
}

function coded(
  design: CompiledDesign,
  formId: string,
  itemId: string,
  value: ItemValue | undefined,
): MedicationEntry["drug"] {
  if (typeof value !== "string") return null;
  return { code: value, label: design.forms.get(formId)?.items.get(itemId)?.codes?.get(value) ?? value };
}

function textOf(value: ItemValue | undefined): string | null {
  if (typeof value === "string") return value;
  return typeof value === "object" && "freeText" in value ? value.freeText : null;
}

function dateOf(value: ItemValue | undefined): PartialDate | null {
  const parsed = typeof value === "string" ? parsePartialDate(value) : undefined;
  return parsed?.ok ? parsed.value : null;
}
