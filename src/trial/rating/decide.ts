import { z } from "zod";
import { type CompiledForm, evaluateForm, recordScope } from "#design";
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
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { readEntries, refuseConflict } from "../form/entry.ts";
import { scoresOf } from "../form/evaluation.ts";
import { valuesOf, withEntries } from "../form/form-values.ts";
import { requireDesign } from "../refusals.ts";
import { signer } from "../signature/decide.ts";
import { participantStream, ratingStream } from "../streams.ts";
import { ratingEvents } from "./events.ts";

const cites = "FDA guidance on psychedelic drugs, July 2026, p. 9; protocol, independent raters";

export const startRating = defineCommand({
  type: "start-rating",
  subject: "rating",
  merge: "adds",
  data: z.strictObject({}),
  decide: (facts, _data, context) => {
    const no = refuseStranger(facts, context, ["assigned"]);
    if (no) return failed(no);
    return ok([
      {
        type: "RatingStarted",
        stream: ratingStream(context.subjectId),
        data: { startedAt: context.occurredAt },
      },
    ]);
  },
});

export const draftRating = defineCommand({
  type: "draft-rating",
  subject: "rating",
  merge: "replaces",
  isObservation: true,
  data: ratingEvents.RatingDrafted.data,
  decide: (facts, data, context) => {
    const form = formOfRating(facts);
    if (!form.ok) return form;
    const no =
      refuseStranger(facts, context, ["assigned", "in-progress"]) ??
      readEntries(form.value, data.entries) ??
      refuseConflict(facts.rating.items, data.entries, context);
    return no ? failed(no) : ok([{ type: "RatingDrafted", stream: ratingStream(context.subjectId), data }]);
  },
});

/**
 * Hands the assessment in, signed by the rater. It becomes the participant's form in the same append; the rater learns nothing of
 * whose it is.
 */
export const submitRating = defineCommand({
  type: "submit-rating",
  subject: "rating",
  merge: "replaces",
  needsReauthentication: true,
  reachesWholeStudy: true,
  data: z.strictObject({ entries: ratingEvents.RatingSubmitted.data.shape.entries }),
  decide: (facts, { entries }, context) => {
    const form = formOfRating(facts);
    if (!form.ok) return form;
    const no =
      refuseStranger(facts, context, ["assigned", "in-progress"]) ??
      readEntries(form.value, entries) ??
      refuseConflict(facts.rating.items, entries, context);
    if (no) return failed(no);
    return submitted(facts, form.value, entries, context);
  },
});

type Entries = z.output<(typeof ratingEvents)["RatingSubmitted"]["data"]>["entries"];

function submitted(
  facts: Facts,
  form: CompiledForm,
  entries: Entries,
  context: Context,
): Result<readonly NewEvent[], Refusal> {
  const design = requireDesign(facts);
  if (!design.ok) return design;
  const values = withEntries(valuesOf(facts.rating), entries);
  // Judged by the form's own rules alone: nothing else of the participant may show in a message to the rater.
  const scope = recordScope(design.value, {
    today: localDate({ at: context.occurredAt, zone: context.zone }) as CalendarDate,
    forms: [],
    events: {},
    visits: [],
    reviewedForms: [],
  });
  const state = evaluateForm(design.value, form, values, scope);
  if (!state.submittable) {
    const first = [...state.issues, ...state.findings].find(({ severity }) => severity === "error");
    const message = `Cannot submit this assessment: ${first?.message ?? "it is not complete"}.`;
    return failed(refusal("form-not-submittable", message, cites, { path: first?.path ?? "" }));
  }
  const derived = scoresOf(form, values, state);
  const signatureId = context.newId();
  const request = Object.values(facts.participant.ratings).find(({ handle }) => handle === context.subjectId);
  const participant = facts.participant.id as ParticipantId;
  const all = Object.entries({ ...facts.rating.items }).map(([path, { value }]) => ({ path, value }));
  const merged = [...all.filter(({ path }) => !entries.some((entry) => entry.path === path)), ...entries];
  const wanted = form.form.signedBy.find(({ role }) => role === context.role);
  const meaning = wanted?.meaning ?? "I conducted this assessment and these are my ratings.";
  const key = request?.formKey ?? "";
  const content = { formKey: key, formId: form.form.id, designVersion: facts.rating.designVersion };
  return ok([
    {
      type: "RatingSubmitted",
      stream: ratingStream(context.subjectId),
      signatureMeaning: meaning,
      data: { entries, derived, signatureId, printedName: context.userName },
    },
    {
      type: "FormSubmitted",
      stream: participantStream(participant),
      data: { ...content, enteredBy: "independent-rater", entries: merged, derived },
    },
    {
      type: "RatingReceived",
      stream: participantStream(participant),
      data: { handle: context.subjectId, formKey: key },
    },
    {
      type: "RecordSigned",
      stream: participantStream(participant),
      signatureMeaning: meaning,
      data: {
        signatureId,
        target: { kind: "form", id: key },
        meaning,
        contentHash: contentHash({
          ...content,
          values: Object.fromEntries(merged.map(({ path, value }) => [path, value])),
          derived,
        }),
        ...signer(context),
      },
    },
  ]);
}

/** For anybody but its rater an assessment is not there. */
function refuseStranger(
  { rating }: Facts,
  { user }: Context,
  states: readonly string[],
): Refusal | undefined {
  if (rating.rater !== user) {
    return refusal("not-found", "There is no such assessment for you.", "21 CFR 11.10(d)", {
      because: "not-found",
    });
  }
  if (states.includes(rating.status)) return undefined;
  return refusal("rating-state", `This assessment is ${rating.status}.`, cites, { because: "conflict" });
}

function formOfRating(facts: Facts): Result<CompiledForm, Refusal> {
  const form = facts.design?.forms.get(facts.rating.formId);
  if (form) return ok(form);
  return failed(
    refusal("no-such-form", "The form of this assessment is not in its version of the protocol.", cites),
  );
}
