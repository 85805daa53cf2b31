import { type CompiledForm, evaluateForm, type ItemValue, recordScope } from "#design";
import {
  type CalendarDate,
  contentHash,
  failed,
  localDate,
  ok,
  type ParticipantId,
  type Refusal,
  type Result,
  refusal,
} from "#kernel";
import type { StreamId } from "#ledger";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { scoresOf } from "../form/evaluation.ts";
import { valuesOf, withEntries } from "../form/form-values.ts";
import { requireDesign } from "../refusals.ts";
import { signer } from "../signature/decide.ts";
import { participantStream } from "../streams.ts";

type Entry = { readonly path: string; readonly value: ItemValue | null };

/** An assessment as its rater hands it in: whose form it becomes, what stands on it, its scores, and the signature to all of it. */
export type Rated = {
  readonly participant: StreamId;
  readonly content: { readonly formKey: string; readonly formId: string; readonly designVersion: string };
  readonly values: readonly Entry[];
  readonly derived: ReturnType<typeof scoresOf>;
  readonly signatureId: string;
  readonly meaning: string;
  readonly signed: NewEvent;
};

/** The assessment with the entries put in their places, if it then is complete and without error. */
export function rateWith(
  facts: Facts,
  form: CompiledForm,
  entries: readonly Entry[],
  context: Context,
): Result<Rated, Refusal> {
  const derived = scoresWith(facts, form, entries, context);
  if (!derived.ok) return derived;
  const { rating, participant } = facts;
  const request = Object.values(participant.ratings).find(({ handle }) => handle === context.subjectId);
  const formKey = request?.formKey ?? "";
  const content = { formKey, formId: form.form.id, designVersion: rating.designVersion };
  const stream = participantStream(participant.id as ParticipantId);
  const values = mergedWith(rating.items, entries);
  const wanted = form.form.signedBy.find(({ role }) => role === context.role);
  const meaning = wanted?.meaning ?? "I conducted this assessment and these are my ratings.";
  const signatureId = context.newId();
  const signed: NewEvent = {
    type: "RecordSigned",
    stream,
    signatureMeaning: meaning,
    data: {
      signatureId,
      target: { kind: "form", id: formKey },
      meaning,
      contentHash: contentHash({
        ...content,
        values: Object.fromEntries(values.map(({ path, value }) => [path, value])),
        derived: derived.value,
      }),
      ...signer(context),
    },
  };
  return ok({ participant: stream, content, values, derived: derived.value, signatureId, meaning, signed });
}

function scoresWith(
  facts: Facts,
  form: CompiledForm,
  entries: readonly Entry[],
  { occurredAt, zone }: Context,
): Result<Rated["derived"], Refusal> {
  const design = requireDesign(facts);
  if (!design.ok) return design;
  const values = withEntries(valuesOf(facts.rating), entries);
  // Judged by the form's own rules alone: nothing else of the participant may show in a message to the rater.
  const scope = recordScope(design.value, {
    today: localDate({ at: occurredAt, zone }) as CalendarDate,
    forms: [],
    events: {},
    visits: [],
    reviewedForms: [],
  });
  const state = evaluateForm(design.value, form, values, scope);
  if (state.submittable) return ok(scoresOf(form, values, state));
  const first = [...state.issues, ...state.findings].find(({ severity }) => severity === "error");
  const message = `Cannot submit this assessment: ${first?.message ?? "it is not complete"}.`;
  return failed(
    refusal("form-not-submittable", message, "Protocol, independent raters", { path: first?.path ?? "" }),
  );
}

function mergedWith(items: Facts["rating"]["items"], entries: readonly Entry[]): readonly Entry[] {
  const kept = Object.entries(items)
    .filter(([path]) => !entries.some((entry) => entry.path === path))
    .map(([path, { value }]): Entry => ({ path, value }));
  return [...kept, ...entries];
}
