import { z } from "zod";
import type { CompiledForm } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { StreamId } from "#ledger";
import { refuseCorrectedGuess } from "../blinding/guess-lock.ts";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { readEntries, refuseConflict, refuseWithoutReason } from "../form/entry.ts";
import { ratingStream } from "../streams.ts";
import { ratingEvents } from "./events.ts";
import { refuseStranger } from "./own-rating.ts";
import { rateWith } from "./rate-with.ts";
import { refuseWithoutWhereabouts } from "./whereabouts.ts";

const cites = "FDA guidance on psychedelic drugs, July 2026, p. 9; protocol, independent raters";

export const startRating = defineCommand({
  type: "start-rating",
  subject: "rating",
  merge: "adds",
  data: z.strictObject({}),
  decide: (facts, _data, context) => {
    const no =
      refuseStranger(facts, context, ["assigned"]) ??
      refuseWithoutWhereabouts(facts, context.subjectId, context.now);
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
    const rated = rateWith(facts, form.value, entries, context);
    if (!rated.ok) return rated;
    const { content, derived, values, participant, meaning, signed, signatureId } = rated.value;
    const handedIn = {
      type: "RatingSubmitted",
      stream: ratingStream(context.subjectId),
      signatureMeaning: meaning,
      data: { entries, derived, signatureId, printedName: context.userName },
    };
    if (facts.rating.basis === "recording") return ok([handedIn, receivedAgain(participant, context)]);
    return ok([
      handedIn,
      {
        type: "FormSubmitted",
        stream: participant,
        data: { ...content, enteredBy: "independent-rater", entries: values, derived },
      },
      {
        type: "RatingReceived",
        stream: participant,
        data: { handle: context.subjectId, formKey: content.formKey },
      },
      signed,
    ]);
  },
});

/**
 * Changes what was handed in, with a reason, and signs the whole anew. The participant's form shows the correction, and that the
 * earlier signature was to something else.
 */
export const correctRating = defineCommand({
  type: "correct-rating",
  subject: "rating",
  merge: "replaces",
  needsReauthentication: true,
  reachesWholeStudy: true,
  data: z.strictObject({ entries: ratingEvents.RatingCorrected.data.shape.entries }),
  decide: (facts, { entries }, context) => {
    const form = formOfRating(facts);
    if (!form.ok) return form;
    const no =
      refuseStranger(facts, context, ["submitted"]) ??
      refuseCorrectedGuess(form.value.form) ??
      refuseWithoutReason(context) ??
      readEntries(form.value, entries) ??
      refuseConflict(facts.rating.items, entries, context);
    if (no) return failed(no);
    const rated = rateWith(facts, form.value, entries, context);
    if (!rated.ok) return rated;
    const { content, derived, participant, meaning, signed, signatureId } = rated.value;
    const corrected = {
      type: "RatingCorrected",
      stream: ratingStream(context.subjectId),
      signatureMeaning: meaning,
      data: { entries, derived, signatureId, printedName: context.userName },
    };
    if (facts.rating.basis === "recording") return ok([corrected]);
    return ok([
      corrected,
      {
        type: "ItemsCorrected",
        stream: participant,
        data: { formKey: content.formKey, enteredBy: "independent-rater", entries, derived },
      },
      signed,
    ]);
  },
});

/** The rating of a recording fills no form: it stands beside the first, in its own stream. */
function receivedAgain(stream: StreamId, { subjectId }: Context): NewEvent {
  return { type: "SecondRatingReceived", stream, data: { handle: subjectId } };
}

function formOfRating(facts: Facts): Result<CompiledForm, Refusal> {
  const form = facts.design?.forms.get(facts.rating.formId);
  if (form) return ok(form);
  return failed(
    refusal("no-such-form", "The form of this assessment is not in its version of the protocol.", cites),
  );
}
