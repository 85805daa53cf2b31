import {
  type CompiledDesign,
  type CompiledForm,
  type Form,
  formsAtVisit,
  type ItemValue,
  parseItemValue,
  type Role,
} from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { refuseAnothersGuess } from "../blinding/guess-lock.ts";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { requireDesign } from "../refusals.ts";
import { visitOf } from "../visit/evolve.ts";
import { designOfForm } from "./design-of-form.ts";
import type { FormState, ItemState } from "./evolve.ts";
import { formIdOf, logPlace, repeatOf, visitIdOf } from "./form-key.ts";

const cites = "ICH E6(R3) 4.2.2; protocol, forms";

export type Entry = { readonly path: string; readonly value: ItemValue | null };

/** A form in its place: its design, its rules, and what stands on it. */
export type FormPlace = {
  readonly design: CompiledDesign;
  readonly form: CompiledForm;
  readonly known: FormState | undefined;
};

/** A form that may be written on now, and whose answers it takes. */
export type OpenForm = FormPlace & { readonly enteredBy: EnteredBy };

export type EnteredBy = "site" | "participant" | "independent-rater" | "therapist" | "pharmacist";

/** The form of the key, if it has a place: it belongs to a visit that has begun, or to none. */
export function formPlace(facts: Facts, formKey: string): Result<FormPlace, Refusal> {
  const current = requireDesign(facts);
  if (!current.ok) return current;
  const design = designOfForm(facts.participant, formKey, { ...facts, design: current.value });
  const form = design.forms.get(formIdOf(formKey));
  if (!form) return failed(noSuchForm(formKey));
  const misplaced = refusePlace(facts, design, form, formKey);
  if (misplaced) return failed(misplaced);
  return ok({ design, form, known: facts.participant.forms[formKey] });
}

/** The form of the key, if this person may write on it: it has a place, and its answers are theirs to give. */
export function openForm(facts: Facts, formKey: string, context: Context): Result<OpenForm, Refusal> {
  const place = formPlace(facts, formKey);
  if (!place.ok) return place;
  const enteredBy = enteredByFor(place.value.form.form, context.role);
  if (!enteredBy) return failed(notTheirs(place.value.form, context.role));
  const another = refuseAnothersGuess(place.value.form.form, formKey, context);
  if (another) return failed(another);
  return ok({ ...place.value, enteredBy });
}

/** Which filling of which form an event is about, and of which version of the protocol. */
export function identityOf(key: string, { form, design, known }: FormPlace) {
  return { formKey: key, formId: form.form.id, designVersion: known?.designVersion ?? design.design.version };
}

export function submittedAlready(label: string): Refusal {
  const message = `${label} was submitted. Correct its items, with a reason, instead.`;
  return refusal("form-submitted", message, cites, { path: "data.formKey", because: "conflict" });
}

/** Entries whose values fit the shapes of their items; the first that does not is refused with its path. */
export function readEntries(form: CompiledForm, entries: readonly Entry[]): Refusal | undefined {
  for (const [index, { path, value }] of entries.entries()) {
    const [first = "", , inRow] = path.split(".");
    const item = form.items.get(inRow ?? first);
    const at = { path: `data.entries.${index}.path` };
    if (
      !item ||
      (inRow === undefined) === item.repeating ||
      (inRow !== undefined && item.groupId !== first)
    ) {
      return refusal("no-such-item", `${form.form.label} has no item ${path}.`, cites, at);
    }
    const parsed = value === null ? ok(null) : parseItemValue(item, value);
    if (!parsed.ok) {
      return refusal("item-value", `${item.label}: ${parsed.error}.`, cites, {
        path: `data.entries.${index}.value`,
      });
    }
  }
  return undefined;
}

/**
 * An item that somebody else changed after this person looked is shown to them, never overwritten. Whoever does not say
 * what they looked at has seen nothing.
 */
export function refuseConflict(
  items: Readonly<Record<string, Pick<ItemState, "changedAt" | "changedBy">>>,
  entries: readonly Entry[],
  { basedOn = 0, user }: Context,
): Refusal | undefined {
  const changed = entries.find(({ path }) => {
    const item = items[path];
    return item !== undefined && item.changedAt > basedOn && item.changedBy !== user;
  });
  if (!changed) return undefined;
  const message = `Somebody changed ${changed.path} after you opened this form. Compare both values and enter the right one.`;
  return refusal("changed-meanwhile", message, "ICH E6(R3) 4.2.2", {
    because: "conflict",
    path: changed.path,
  });
}

function refusePlace(
  facts: Facts,
  design: CompiledDesign,
  { form }: CompiledForm,
  formKey: string,
): Refusal | undefined {
  const visitId = visitIdOf(formKey);
  const isRepeated = repeatOf(formKey) > 1;
  if (isRepeated && !form.repeating && !form.log) {
    return refusal("form-not-repeating", `${form.label} is filled once at a visit.`, cites, {
      path: "data.formKey",
    });
  }
  if ((visitId === logPlace) !== form.log) {
    const message = form.log
      ? `${form.label} belongs to no visit: its key begins with “log”.`
      : `${form.label} belongs to a visit.`;
    return refusal("form-misplaced", message, cites, { path: "data.formKey" });
  }
  if (form.log) return undefined;
  const visit = visitOf(facts.participant.visits, visitId);
  if (!visit || (visit.status !== "in-progress" && visit.status !== "completed")) {
    const message = `Cannot write on ${form.label}: the visit has not begun. Begin it, or record that it was held.`;
    return refusal("visit-not-begun", message, cites, { path: "data.formKey" });
  }
  const isUnscheduled = design.encounters.get(visit.encounterId)?.type === "unscheduled";
  const isPlanned = formsAtVisit(design, visit).includes(form.id);
  if (isUnscheduled || isPlanned || facts.participant.forms[formKey]) return undefined;
  return refusal(
    "form-not-planned",
    `The protocol has no ${form.label} at this visit. Use an unscheduled visit.`,
    cites,
    {
      path: "data.formKey",
    },
  );
}

/** What was handed in is not changed without saying why. */
export function refuseWithoutReason({ reason }: Pick<Context, "reason">): Refusal | undefined {
  if (reason) return undefined;
  const message = "Say why the value changes: a submitted value is changed with a reason.";
  return refusal("reason-needed", message, "21 CFR 11.10(e); ICH E6(R3) 4.2.2", { path: "reason" });
}

/** Whether somebody in this role may write on forms of this kind at all. */
export function mayWrite(form: Pick<Form, "completedBy" | "armGuess">, role: Role): boolean {
  return enteredByFor(form, role) !== undefined;
}

/** Whose answers the form takes from somebody in this role; undefined where none. */
function enteredByFor(form: Pick<Form, "completedBy" | "armGuess">, role: Role): EnteredBy | undefined {
  const isSite = role === "site-coordinator" || role === "investigator" || role === "sub-investigator";
  const isTherapist = role === "lead-therapist" || role === "co-therapist";
  switch (form.completedBy) {
    case "site":
      return isSite || isTherapist ? "site" : undefined;
    case "therapist":
      // A guess is nobody's but the therapist's own.
      return isTherapist || (isSite && !form.armGuess) ? "therapist" : undefined;
    case "pharmacist":
      return role === "pharmacist" ? "pharmacist" : undefined;
    case "participant":
      return role === "participant" ? "participant" : undefined;
    case "independent-rater":
      return role === "independent-rater" ? "independent-rater" : undefined;
  }
}

function noSuchForm(formKey: string): Refusal {
  return refusal("no-such-form", `The protocol has no form ${formIdOf(formKey)}.`, cites, {
    path: "data.formKey",
    because: "not-found",
  });
}

function notTheirs({ form }: CompiledForm, role: Role): Refusal {
  const who = {
    site: "the site",
    therapist: "a therapist",
    pharmacist: "the pharmacist",
    participant: "the participant, on a device that you hand over",
    "independent-rater": "an independent rater",
  };
  const message = `Cannot write on ${form.label} as ${role.replaceAll("-", " ")}: it is answered by ${who[form.completedBy]}.`;
  return refusal("not-their-form", message, "ICH E6(R3) 2.12.1", {
    because: "forbidden",
    path: "data.formKey",
  });
}
