import { z } from "zod";
import type { RecordingPlan } from "#design";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { freeText, uuid } from "../fields.ts";
import { formKeyOf } from "../form/form-key.ts";
import { reportedIncident } from "../incident/reported.ts";
import { requireDesign } from "../refusals.ts";
import { participantStream, reviewStream } from "../streams.ts";
import { reviewEvents } from "./events.ts";
import type { Recording } from "./evolve.ts";
import { recordingIn } from "./register.ts";
import { noReview } from "./review.ts";

const cites = "FDA complete response letter, NDA 215455, 8 August 2024, p. 4; protocol, review of recordings";
const meaning = "I watched this recording and rated it by the criteria";

/**
 * Hands in a review, signed. What the reviewer saw and nobody recorded goes to the site as a question; what must never happen in a session
 * is an incident at once, out of the site's sight.
 */
export const reviewRecording = defineCommand({
  type: "review-recording",
  subject: "participant",
  merge: "adds",
  needsReauthentication: true,
  reachesWholeStudy: true,
  data: reviewEvents.RecordingReviewed.data
    .pick({ recordingId: true, capacity: true, ratings: true, prohibited: true, words: true })
    .extend({ seen: z.array(freeText).max(20) }),
  decide: (facts, { seen, ...data }, context) => {
    const recording = recordingIn(facts, data.recordingId);
    if (!recording.ok) return recording;
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const plan = design.value.design.recordings;
    if (!plan) return failed(unplanned());
    const no = refuseTwice(facts, context) ?? refuseRatings(plan, data.ratings);
    if (no) return failed(no);
    const raised = seen.map((words) => discrepancy(plan, recording.value, words, context));
    const kinds = [...new Set(data.prohibited)];
    const opened =
      kinds.length === 0
        ? []
        : [
            reportedIncident(facts, context, {
              via: "reviewer",
              kinds,
              visitId: recording.value.visitId,
              words: data.words,
            }),
          ];
    const reviewed: NewEvent = {
      type: "RecordingReviewed",
      stream: reviewStream(data.recordingId),
      signatureMeaning: meaning,
      data: {
        ...data,
        prohibited: kinds,
        reviewId: context.newId(),
        criteriaVersion: plan.criteria.version,
        incidentIds: opened.map((event) => (event.data as { readonly incidentId: string }).incidentId),
        discrepancyIds: raised.map(
          (event) => (event.data as { readonly discrepancyId: string }).discrepancyId,
        ),
        printedName: context.userName,
      },
    };
    return ok([reviewed, ...raised, ...opened]);
  },
});

/** The site's answer to what a reviewer saw: recorded now, or why not. */
export const settleDiscrepancy = defineCommand({
  type: "settle-discrepancy",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({
    discrepancyId: uuid,
    outcome: z.enum(["recorded", "not-an-event", "not-confirmed"]),
    recordedAs: z.string().max(300).optional(),
    why: freeText,
  }),
  decide: ({ participant }, data, { subjectId }) => {
    const known = participant.recordings.discrepancies[data.discrepancyId];
    const at = { path: "data.discrepancyId" };
    if (!known) {
      const message = "There is no discrepancy of this id.";
      return failed(refusal("no-such-discrepancy", message, cites, at));
    }
    if (known.settled) {
      const message = "This discrepancy was settled already.";
      return failed(refusal("discrepancy-settled", message, cites, { ...at, because: "conflict" }));
    }
    if (data.outcome === "recorded" && !participant.forms[data.recordedAs ?? ""]) {
      const message = "Say where it is recorded now: the form of the log that was filled for it.";
      return failed(refusal("not-recorded", message, cites, { path: "data.recordedAs" }));
    }
    const settled = { ...data, formKey: known.formKey };
    return ok([{ type: "DiscrepancySettled", stream: participantStream(subjectId), data: settled }]);
  },
});

function discrepancy(
  { effectsFormId }: RecordingPlan,
  { recordingId, visitId }: Recording,
  seen: { readonly freeText: string },
  context: Context,
): NewEvent {
  return {
    type: "DiscrepancyRaised",
    stream: participantStream(context.subjectId),
    data: {
      discrepancyId: context.newId(),
      recordingId,
      formKey: formKeyOf(visitId, effectsFormId),
      seen,
    },
  };
}

/** Each reviewer reviews a recording once; another may review it too, and the two are compared. */
function refuseTwice({ review = noReview }: Facts, { user }: Context): Refusal | undefined {
  if (!review.reviews.some(({ reviewer }) => reviewer === user)) return undefined;
  const message = "You have reviewed this recording. Another reviewer may review it too.";
  return refusal("reviewed-already", message, cites, { because: "conflict", path: "data.recordingId" });
}

function refuseRatings(
  { criteria: { items, highest } }: RecordingPlan,
  ratings: Readonly<Record<string, number>>,
): Refusal | undefined {
  const missing = items.find(({ id }) => ratings[id] === undefined);
  const stray = Object.keys(ratings).find((id) => !items.some((item) => item.id === id));
  const beyond = Object.entries(ratings).find(([, rating]) => rating > highest);
  if (!missing && stray === undefined && !beyond) return undefined;
  const message = missing
    ? `Rate “${missing.label}” too: a review rates every item.`
    : stray === undefined
      ? `The ratings go from 0 to ${highest}: put ${beyond?.[0]} right.`
      : `The criteria have no item ${stray}.`;
  return refusal("review-ratings", message, cites, {
    path: `data.ratings.${missing?.id ?? stray ?? beyond?.[0]}`,
  });
}

function unplanned(): Refusal {
  const message =
    "The protocol says nothing of the review of recordings: there is nothing to rate by. Publish a version with “recordings”.";
  return refusal("reviews-unplanned", message, cites);
}
