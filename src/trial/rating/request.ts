import { z } from "zod";
import { type CompiledDesign, type CompiledForm, formsAtVisit } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { formKey, freeText, instant, language, uuid } from "../fields.ts";
import { formIdOf, visitIdOf } from "../form/form-key.ts";
import { refuseAfterEnd, refuseWithoutConsent, requireDesign } from "../refusals.ts";
import { participantStream, ratingStream } from "../streams.ts";
import { designOfVisit } from "../visit/design-of-visit.ts";
import { type Visit, visitOf } from "../visit/evolve.ts";
import { chooseRater } from "./choose-rater.ts";
import { pseudonymFrom } from "./pseudonym.ts";

const cites = "FDA guidance on psychedelic drugs, July 2026, p. 9; protocol, independent raters";

/**
 * Asks for an assessment by an independent rater. The rater is taken from the pool: one who has not met this participant, as long as
 * there is one.
 */
export const requestRating = defineCommand({
  type: "request-rating",
  subject: "participant",
  merge: "adds",
  reachesWholeStudy: true,
  data: z.strictObject({ formKey, startsAt: instant, language, indexTrauma: freeText }),
  decide: (facts, data, context) => {
    const asked = askedFor(facts, data.formKey);
    if (!asked.ok) return asked;
    const { design, form, visit } = asked.value;
    const no =
      refuseAfterEnd(facts, "ask for an assessment") ??
      refuseWithoutConsent(facts, context, "ask for an assessment", {
        encounter: design.encounters.get(visit.encounterId),
      }) ??
      refuseSecondRequest(facts, data.formKey);
    if (no) return failed(no);
    const rater = chooseRater(facts, { ...data, visitId: visit.visitId }, context.newId());
    if (!rater) {
      const message = `No independent rater is free at that time in ${data.language}. Choose another time, or ask the rater coordinator.`;
      return failed(refusal("no-rater", message, cites, { path: "data.startsAt" }));
    }
    const handle = context.newId();
    const [formId, visitId] = [form.form.id, visit.visitId];
    return ok([
      {
        type: "RatingRequested",
        stream: participantStream(context.subjectId),
        data: {
          handle,
          formKey: data.formKey,
          formId,
          visitId,
          rater: rater.user,
          startsAt: data.startsAt,
          language: data.language,
        },
      },
      {
        type: "RatingAssigned",
        stream: ratingStream(handle),
        data: {
          rater: rater.user,
          pseudonym: pseudonymFrom(context.newId()),
          formId,
          language: data.language,
          indexTrauma: data.indexTrauma,
          startsAt: data.startsAt,
          designVersion: design.design.version,
        },
      },
    ]);
  },
});

export const cancelRating = defineCommand({
  type: "cancel-rating",
  subject: "participant",
  merge: "adds",
  reachesWholeStudy: true,
  data: z.strictObject({ handle: uuid, why: freeText }),
  decide: (facts, { handle, why }, { subjectId }) => {
    if (facts.participant.ratings[handle]?.status !== "requested") {
      const message = "Cannot cancel this assessment: it was not asked for, or is done.";
      return failed(refusal("no-open-rating", message, cites, { path: "data.handle", because: "not-found" }));
    }
    return ok([
      { type: "RatingRequestCanceled", stream: participantStream(subjectId), data: { handle } },
      { type: "RatingCanceled", stream: ratingStream(handle), data: { why } },
    ]);
  },
});

type Asked = { readonly design: CompiledDesign; readonly form: CompiledForm; readonly visit: Visit };

/** A rater's form, at a visit that is arranged or was held and has it planned. */
function askedFor(facts: Facts, key: string): Result<Asked, Refusal> {
  const current = requireDesign(facts);
  if (!current.ok) return current;
  const at = { path: "data.formKey" };
  const visit = visitOf(facts.participant.visits, visitIdOf(key));
  const design = designOfVisit(visit, { ...facts, design: current.value });
  const form = design.forms.get(formIdOf(key));
  const isArranged = visit && visit.status !== "canceled" && visit.status !== "missed";
  if (form?.form.completedBy !== "independent-rater" || !isArranged) {
    const message = form
      ? `Cannot ask for ${form.form.label}: ${isArranged ? "it is not answered by an independent rater" : "plan the visit first"}.`
      : `The protocol has no form ${formIdOf(key)}.`;
    return failed(refusal("not-a-rating", message, cites, at));
  }
  const isUnscheduled = design.encounters.get(visit.encounterId)?.type === "unscheduled";
  if (isUnscheduled || formsAtVisit(design, visit).includes(form.form.id)) {
    return ok({ design, form, visit });
  }
  const message = `The protocol has no ${form.form.label} at this visit. Use an unscheduled visit.`;
  return failed(refusal("form-not-planned", message, cites, at));
}

function refuseSecondRequest({ participant }: Facts, key: string): Refusal | undefined {
  const open = Object.values(participant.ratings).some(
    (request) => request.formKey === key && request.status !== "canceled",
  );
  if (!open && participant.forms[key]?.status !== "submitted") return undefined;
  return refusal("rating-requested", "This assessment was asked for already.", cites, {
    because: "conflict",
    path: "data.formKey",
  });
}
