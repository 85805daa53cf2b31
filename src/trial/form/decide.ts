import { z } from "zod";
import type { FormState as Evaluated, FormValues } from "#design";
import { type CalendarDate, failed, ok, type Refusal, refusal } from "#kernel";
import { noticeOfForm } from "../adverse-event/notice.ts";
import { refuseChangedGuess, refuseLateGuess } from "../blinding/guess-lock.ts";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { formKey } from "../fields.ts";
import { escalationFrom } from "../follow-up/suicidality.ts";
import { dayOf, refuseWithoutConsent } from "../refusals.ts";
import { refuseInfluencedForm } from "../session/under-influence.ts";
import { participantStream } from "../streams.ts";
import { visitOf } from "../visit/evolve.ts";
import {
  type FormPlace,
  identityOf,
  openForm,
  readEntries,
  refuseConflict,
  refuseWithoutReason,
  submittedAlready,
} from "./entry.ts";
import { evaluateFor } from "./evaluation.ts";
import { formEvents } from "./events.ts";
import { itemIdOf, visitIdOf, wholeForm } from "./form-key.ts";
import { valuesOf, withEntries } from "./form-values.ts";
import { visibilityIn } from "./visibility-in.ts";

const cites = "ICH E6(R3) 4.2.2";

/** Keeps what was typed so far. It asks for no reason, checks no rule but the shape of values, and loses nothing. */
export const draftItems = defineCommand({
  type: "draft-items",
  subject: "participant",
  merge: "replaces",
  isObservation: true,
  data: z.strictObject({ formKey, entries: formEvents.ItemsDrafted.data.shape.entries }),
  decide: (facts, data, context) => {
    const open = openForm(facts, data.formKey, context);
    if (!open.ok) return open;
    const { design, form, known, enteredBy } = open.value;
    if (known && known.status === "submitted") return failed(submittedAlready(form.form.label));
    const no =
      refuseEntryBeforeConsent(facts, open.value, context) ??
      refuseInfluencedForm(facts, form.form, context) ??
      refuseLateGuess(facts.participant, form.form) ??
      readEntries(form, data.entries) ??
      refuseConflict(known?.items ?? {}, data.entries, context);
    if (no) return failed(no);
    return ok([
      {
        type: "ItemsDrafted",
        stream: participantStream(context.subjectId),
        data: { ...identityOf(data.formKey, open.value), enteredBy, entries: data.entries },
      },
      // Danger is known when it is written, not when the form is handed in.
      ...escalationFrom(
        facts,
        design,
        form,
        { formKey: data.formKey, values: withEntries(valuesOf(known), data.entries) },
        context,
      ),
    ]);
  },
});

/**
 * Hands a form in. What its rules call an error must be right before; what they only doubt opens a query and passes.
 */
export const submitForm = defineCommand({
  type: "submit-form",
  subject: "participant",
  merge: "replaces",
  isObservation: true,
  data: z.strictObject({ formKey, entries: formEvents.FormSubmitted.data.shape.entries }),
  decide: (facts, data, context) => {
    const open = openForm(facts, data.formKey, context);
    if (!open.ok) return open;
    const { design, form, known, enteredBy } = open.value;
    if (known?.status === "submitted") return failed(submittedAlready(form.form.label));
    const no =
      refuseEntryBeforeConsent(facts, open.value, context) ??
      refuseInfluencedForm(facts, form.form, context) ??
      refuseLateGuess(facts.participant, form.form) ??
      readEntries(form, data.entries) ??
      refuseConflict(known?.items ?? {}, data.entries, context);
    if (no) return failed(no);
    const values = withEntries(valuesOf(known), data.entries);
    const { state, derived } = evaluateFor(
      facts,
      design,
      form,
      values,
      dayOfEntry(facts, data.formKey, context),
    );
    if (!state.submittable) return failed(notSubmittable(form.form.label, state));
    const submitted: NewEvent = {
      type: "FormSubmitted",
      stream: participantStream(context.subjectId),
      data: { ...identityOf(data.formKey, open.value), enteredBy, entries: data.entries, derived },
    };
    const danger = escalationFrom(facts, design, form, { formKey: data.formKey, values }, context);
    return ok([
      submitted,
      ...queriesFor(facts, data.formKey, state, context),
      ...noticeOfForm(facts, design, data.formKey, values, derived, context),
      ...danger,
    ]);
  },
});

/** Changes what was submitted. The reason goes into the record with both values. */
export const correctItems = defineCommand({
  type: "correct-items",
  subject: "participant",
  merge: "replaces",
  isObservation: true,
  data: z.strictObject({ formKey, entries: formEvents.ItemsCorrected.data.shape.entries }),
  decide: (facts, data, context) => {
    const open = openForm(facts, data.formKey, context);
    if (!open.ok) return open;
    const { design, form, known, enteredBy } = open.value;
    if (known?.status !== "submitted") {
      const message = `Cannot correct ${form.form.label}: it was not submitted yet. What is typed is a draft; change it freely.`;
      return failed(refusal("form-not-submitted", message, cites, { path: "data.formKey" }));
    }
    const no =
      refuseWithoutReason(context) ??
      refuseInfluencedForm(facts, form.form, context) ??
      refuseChangedGuess(facts.participant, form.form) ??
      readEntries(form, data.entries) ??
      refuseConflict(known.items, data.entries, context);
    if (no) return failed(no);
    const values: FormValues = withEntries(valuesOf(known), data.entries);
    const { state, derived } = evaluateFor(
      facts,
      design,
      form,
      values,
      dayOfEntry(facts, data.formKey, context),
    );
    if (!state.submittable) return failed(notSubmittable(form.form.label, state));
    const corrected: NewEvent = {
      type: "ItemsCorrected",
      stream: participantStream(context.subjectId),
      data: { formKey: data.formKey, enteredBy, entries: data.entries, derived },
    };
    const touched = data.entries.map(({ path }) => path);
    const danger = escalationFrom(facts, design, form, { formKey: data.formKey, values }, context);
    return ok([
      corrected,
      ...queriesFor(facts, data.formKey, state, context, touched),
      ...noticeOfForm(facts, design, data.formKey, values, derived, context),
      ...danger,
    ]);
  },
});

/** Notes that items were compared with their source. Only what was submitted can be compared. */
export const verifySource = defineCommand({
  type: "verify-source",
  subject: "participant",
  merge: "replaces",
  data: formEvents.SourceVerified.data,
  decide: (facts, data, context) => {
    const form = facts.participant.forms[data.formKey];
    const visibility = visibilityIn(facts, data.formKey, context);
    if (form?.status !== "submitted" || visibility?.form !== "content") {
      const message = "Cannot verify this form against its source: it was not submitted.";
      return failed(refusal("form-not-submitted", message, "ICH E6(R3) 3.11.4", { path: "data.formKey" }));
    }
    const stray = data.paths.find((path) => !form.items[path] || visibility.isItemHidden(itemIdOf(path)));
    if (stray) {
      const message = `Cannot verify ${stray}: nothing was entered there.`;
      return failed(refusal("no-such-item", message, "ICH E6(R3) 3.11.4", { path: "data.paths" }));
    }
    const entries = data.paths.map((path) => ({ path, value: null }));
    const conflict = refuseConflict(form.items, entries, context);
    if (conflict) return failed(conflict);
    return ok([{ type: "SourceVerified", stream: participantStream(context.subjectId), data }]);
  },
});

/** The day that the form tells of: its visit's, or today. */
function dayOfEntry(facts: Facts, key: string, context: Context): CalendarDate {
  return visitOf(facts.participant.visits, visitIdOf(key))?.day ?? dayOf(facts, context);
}

/** A log has no visit whose beginning asked for consent. */
function refuseEntryBeforeConsent(facts: Facts, { form }: FormPlace, context: Context): Refusal | undefined {
  if (!form.form.log) return undefined;
  return refuseWithoutConsent(facts, context, `write on ${form.form.label}`, { isSafety: true });
}

function notSubmittable(label: string, { issues, findings }: Evaluated): Refusal {
  const errors = [...issues, ...findings].filter(({ severity }) => severity === "error");
  const [first, ...more] = errors;
  const rest = more.length > 0 ? ` ${more.length} more to put right.` : "";
  return refusal(
    "form-not-submittable",
    `Cannot submit ${label}: ${first?.message ?? "it is not complete"}.${rest}`,
    cites,
    {
      path: first?.path ?? "",
    },
  );
}

/**
 * A query for each doubt of the form's rules that no query asks about yet. What a person has closed is not asked again of a
 * value that stays as it is.
 */
function queriesFor(
  facts: Facts,
  key: string,
  { issues, findings }: Evaluated,
  context: Context,
  touched: readonly string[] = [],
): readonly NewEvent[] {
  const doubts = [
    ...issues
      .filter(({ severity }) => severity === "query")
      .map(({ path, message, code }) => ({ path, message, check: code })),
    ...findings
      .filter(({ severity }) => severity === "query")
      .map(({ path, message, checkId }) => ({ path, message, check: checkId })),
  ];
  const asked = new Set(
    Object.values(facts.participant.queries)
      .filter((query) => query.formKey === key)
      .filter(({ state, itemPath }) => state !== "closed" || !touched.includes(itemPath))
      .map(({ itemPath, check }) => `${itemPath} ${check}`),
  );
  return doubts
    .map(({ path, ...doubt }) => ({ path: path === "" ? wholeForm : path, ...doubt }))
    .filter(({ path, check }) => !asked.has(`${path} ${check}`))
    .map(({ path, message, check }) => ({
      type: "QueryOpened",
      stream: participantStream(context.subjectId),
      data: {
        queryId: context.newId(),
        formKey: key,
        itemPath: path,
        raisedBy: "edit-check",
        check,
        question: { freeText: message },
      },
    }));
}
