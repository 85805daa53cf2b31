import { z } from "zod";
import { type CompiledDesign, type CompiledForm, formsAtVisit } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { detectedDeviation } from "../deviation/decide.ts";
import type { NewEvent } from "../event.ts";
import { formKey, freeText, instant, language, userId, uuid } from "../fields.ts";
import { formIdOf, visitIdOf } from "../form/form-key.ts";
import { refuseAfterEnd, refuseWithoutConsent, requireDesign } from "../refusals.ts";
import { participantStream, ratingStream } from "../streams.ts";
import { designOfVisit } from "../visit/design-of-visit.ts";
import { type Visit, visitOf } from "../visit/evolve.ts";
import { type Chosen, chooseRater } from "./choose-rater.ts";
import { pseudonymFrom } from "./pseudonym.ts";

const cites = "FDA guidance on psychedelic drugs, July 2026, p. 9; protocol, independent raters";

/**
 * Asks for an assessment by an independent rater, taken from the pool by the protocol's rules. Where the rater coordinator chose somebody
 * against a rule, what it breaks is recorded with it as a deviation.
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
    const [formId, visitId] = [form.form.id, visit.visitId];
    const chosen = chooseRater(facts, { ...data, design, visit, formId }, context.newId());
    if (!chosen.ok) return chosen;
    const { rater } = chosen.value;
    const handle = context.newId();
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
          mode: visit.mode,
        },
      },
      ...deviationsOf(chosen.value, data.formKey, context),
    ]);
  },
});

const rules: Readonly<Record<string, string>> = {
  "rater-certificate": "The rater holds no valid certificate for this form on the day of the interview.",
  "rater-rotation": "The protocol wanted another rater for this participant.",
};

function deviationsOf({ broken }: Chosen, about: string, context: Context): readonly NewEvent[] {
  return broken.map((rule) =>
    detectedDeviation(context, { category: "blinding", rule, description: rules[rule] ?? rule, about }),
  );
}

/** The rater coordinator's choice for a form that is still to be asked for. It needs a reason, and may break a rule of the protocol. */
export const chooseRaterFor = defineCommand({
  type: "choose-rater",
  subject: "participant",
  merge: "adds",
  reachesWholeStudy: true,
  data: z.strictObject({ formKey, rater: userId }),
  decide: (facts, data, context) => {
    const asked = askedFor(facts, data.formKey);
    if (!asked.ok) return asked;
    const no =
      refuseWithoutWhy(context) ??
      refuseAfterEnd(facts, "choose a rater") ??
      refuseSecondRequest(facts, data.formKey);
    if (no) return failed(no);
    if (!facts.raters.some(({ user }) => user === data.rater)) {
      const message =
        "Cannot choose this rater: nobody of that id is an independent rater of this study today.";
      return failed(refusal("not-a-rater", message, cites, { path: "data.rater" }));
    }
    return ok([{ type: "RaterChosen", stream: participantStream(context.subjectId), data }]);
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

function refuseWithoutWhy({ reason }: Context): Refusal | undefined {
  if (reason) return undefined;
  const message = "Say why this rater: the choice goes before the protocol's rules.";
  return refusal("reason-needed", message, cites, { path: "reason" });
}

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
    (request) => request.formKey === key && (request.status === "requested" || request.status === "received"),
  );
  if (!open && participant.forms[key]?.status !== "submitted") return undefined;
  return refusal("rating-requested", "This assessment was asked for already.", cites, {
    because: "conflict",
    path: "data.formKey",
  });
}
