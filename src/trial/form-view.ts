import { z } from "zod";
import { type CompiledDesign, nullFlavor, type ParticipantRecord, visitName } from "#design";
import { seesItem, visibilityOfFilling } from "./blinding/view.ts";
import { visibleState } from "./blinding/visible-state.ts";
import { designOfForm } from "./form/design-of-form.ts";
import { itemValue } from "./form/events.ts";
import type { ItemState } from "./form/evolve.ts";
import { formIdOf, itemIdOf, visitIdOf } from "./form/form-key.ts";
import type { ParticipantState } from "./participant.ts";
import { participantRecord } from "./participant-record.ts";
import { signatureStanding, signedHash } from "./signature/content.ts";
import { designVersionInEffect } from "./site/evolve.ts";
import { definitionOfForm, shownDefinition } from "./training/definitions.ts";
import type { Around } from "./view-around.ts";
import { visitOf } from "./visit/evolve.ts";

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable();

const signatureView = z.object({
  signatureId: z.string(),
  printedName: z.string(),
  role: z.string(),
  meaning: z.string(),
  at: z.string(),
  standing: z.enum(["valid", "broken"]),
  brokenBy: z.array(
    z.object({ formKey: z.string(), path: z.string(), changedBy: z.string(), at: z.string() }),
  ),
});
export type SignatureView = z.infer<typeof signatureView>;

const queryView = z.object({
  queryId: z.string(),
  itemPath: z.string(),
  state: z.enum(["open", "answered", "closed"]),
  raisedBy: z.enum(["person", "edit-check"]),
  messages: z.array(
    z.object({
      kind: z.enum(["question", "answer", "resolution"]),
      text: z.string(),
      by: z.string(),
      role: z.string(),
      at: z.string(),
    }),
  ),
});
export type QueryView = z.infer<typeof queryView>;

/** One filling of a form, with what its own rules need to run in the browser. */
export const formView = z.object({
  participantId: z.string(),
  /** The stream's version that this shows: a command says what it is based on. */
  version: z.int(),
  number: optional(z.string()),
  formKey: z.string(),
  formId: z.string(),
  label: z.string(),
  designVersion: z.string(),
  visitName: optional(z.string()),
  status: z.enum(["empty", "draft", "submitted", "not-done"]),
  enteredBy: z.string(),
  submittedAt: optional(z.string()),
  submittedBy: optional(z.string()),
  notDoneWhy: optional(z.string()),
  /** The zone of the site, in which its days and times are told. */
  zone: z.string(),
  items: z.array(
    z.object({
      path: z.string(),
      value: itemValue.nullable(),
      changedBy: z.string(),
      changedOn: z.string(),
      /** Compared with its source by somebody, and not changed since. */
      verified: z.boolean(),
      /** The comparison that stands, or the last one, which a change undid. */
      verification: optional(z.object({ by: z.string(), at: z.string() })),
    }),
  ),
  /** The definition that governs the form, in the words that bind at the site today; null where none does. */
  definition: optional(shownDefinition),
  /** Items that are kept from this viewer. */
  hiddenItems: z.array(z.string()),
  derived: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  queries: z.array(queryView),
  signatures: z.array(signatureView),
  /** What a signature now would be put to; null where there is nothing to sign. */
  contentHash: optional(z.string()),
  /** What the form's rules may know of the participant beside it. */
  record: z.object({
    /** The day that the form tells of: its visit's, or the present one. */
    today: z.string(),
    forms: z.array(
      z.object({
        formId: z.string(),
        encounterId: z.string().optional(),
        date: z.string(),
        values: z.object({
          items: z.record(z.string(), itemValue),
          rows: z.record(z.string(), z.array(z.record(z.string(), itemValue))),
        }),
      }),
    ),
    events: z.record(z.string(), z.string()),
    visits: z.array(z.object({ encounterId: z.string(), date: z.string() })),
    reviewedForms: z.array(z.string()),
  }),
  nullFlavors: z.array(nullFlavor),
});
export type FormView = z.infer<typeof formView>;

export type FormAround = Around & { readonly nameOf: (user: string) => string };

/** The form as this person may see it; undefined where they may not see its answers. */
export function viewForm(state: ParticipantState, formKey: string, around: FormAround): FormView | undefined {
  const { viewer } = around;
  const design = designOfForm(state, formKey, around);
  const compiled = design.forms.get(formIdOf(formKey));
  const visibility = visibilityOfFilling(design, viewer, formKey);
  if (!compiled || visibility.form !== "content") return undefined;
  const form = state.forms[formKey];
  const visit = visitOf(state.visits, visitIdOf(formKey));
  const isHidden = (path: string): boolean => visibility.isItemHidden(itemIdOf(path));
  const hiddenItems = [...compiled.items.keys()].filter((id) => visibility.isItemHidden(id));
  return {
    participantId: state.id ?? "",
    version: state.version,
    number: state.enrollment.number,
    formKey,
    formId: compiled.form.id,
    label: compiled.form.label,
    designVersion: design.design.version,
    visitName: visit ? visitName(design, visit.encounterId, visit.instanceId) : null,
    status: form?.status ?? "empty",
    enteredBy: form?.enteredBy ?? "",
    submittedAt: form?.submittedAt ?? null,
    submittedBy: form?.submittedBy ? around.nameOf(form.submittedBy) : null,
    notDoneWhy: form?.notDoneWhy?.freeText ?? null,
    zone: around.site.zone,
    items: Object.entries(form?.items ?? {})
      .filter(([path]) => !isHidden(path))
      .map(([path, item]) => viewItem(path, item, around)),
    definition: definitionOfForm(
      compiled.form.id,
      around.designs(designVersionInEffect(around.site, around.today) ?? "") ?? design,
    ),
    hiddenItems,
    derived: Object.fromEntries(
      Object.entries(form?.derived ?? {}).filter(([id]) => !visibility.isItemHidden(id)),
    ),
    queries: viewer.roles.includes("participant") ? [] : viewQueries(state, formKey, design, around),
    signatures: viewSignatures(state, formKey, around),
    // A hash of few unknown values would let them be guessed.
    contentHash: hiddenItems.length > 0 ? null : (signedHash(state, { kind: "form", id: formKey }) ?? null),
    record: visibleRecord(state, { ...around, today: visit?.day ?? around.today }),
    nullFlavors: [...nullFlavor.options],
  };
}

function viewItem(path: string, item: ItemState, { nameOf }: FormAround): FormView["items"][number] {
  const { value, changedBy, changedOn, verified, verifiedBefore } = item;
  const verification = verified ?? verifiedBefore;
  return {
    path,
    value,
    changedBy: nameOf(changedBy),
    changedOn,
    verified: verified !== null,
    verification: verification && { by: nameOf(verification.by), at: verification.at },
  };
}

function viewQueries(
  state: ParticipantState,
  formKey: string,
  design: CompiledDesign,
  { nameOf, viewer }: FormAround,
): QueryView[] {
  return Object.values(state.queries)
    .filter((query) => query.formKey === formKey && seesItem(design, viewer, formKey, query.itemPath))
    .map(({ queryId, itemPath, state: queryState, raisedBy, messages }) => ({
      queryId,
      itemPath,
      state: queryState,
      raisedBy,
      messages: messages.map(({ kind, text, by, role, at }) => ({
        kind,
        text: text.freeText,
        by: nameOf(by),
        role,
        at,
      })),
    }));
}

function viewSignatures(state: ParticipantState, formKey: string, around: FormAround): SignatureView[] {
  const { nameOf, viewer } = around;
  const design = designOfForm(state, formKey, around);
  return state.signatures
    .filter(({ target }) => target.kind === "form" && target.id === formKey)
    .map((signature) => {
      const { standing, brokenBy } = signatureStanding(state, signature);
      const { signatureId, printedName, role, meaning, at } = signature;
      const changes = brokenBy
        .filter(({ path }) => seesItem(design, viewer, formKey, path))
        .map(({ where, path, changedBy, at: when }) => ({
          formKey: where,
          path,
          changedBy: nameOf(changedBy),
          at: when,
        }));
      return { signatureId, printedName, role, meaning, at, standing, brokenBy: changes };
    });
}

/** The participant's record as far as the viewer may see it: the rest is unknown to the rules that run for them. */
function visibleRecord(state: ParticipantState, around: FormAround): FormView["record"] {
  const { design, site, today } = around;
  const visible = visibleState(state, around);
  const record: ParticipantRecord = participantRecord(visible, design, today, site.zone);
  // The schema, which strips what it does not name, has mutable lists.
  return record as unknown as FormView["record"];
}
