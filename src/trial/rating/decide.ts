import { z } from "zod";
import { type CompiledForm, type Encounter, evaluateForm, recordScope } from "#design";
import { contentHash, failed, ok, type ParticipantId, type Refusal, type Result, refusal } from "#kernel";
import { type AvailableRater, defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { formKey, freeText, instant, language, uuid } from "../fields.ts";
import { readEntries, refuseConflict } from "../form/entry.ts";
import { scoresOf } from "../form/evaluation.ts";
import { formIdOf, visitIdOf } from "../form/form-key.ts";
import { valuesOf, withEntries } from "../form/form-values.ts";
import { nameOf, refuseAfterEnd, refuseWithoutConsent, requireDesign } from "../refusals.ts";
import { signer } from "../signature/decide.ts";
import { participantStream, ratingStream } from "../streams.ts";
import { visitOf } from "../visit/evolve.ts";
import { ratingEvents } from "./events.ts";
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
    const form = ratedForm(facts, data.formKey);
    if (!form.ok) return form;
    const no =
      refuseAfterEnd(facts, "ask for an assessment") ??
      refuseWithoutConsent(facts, context, "ask for an assessment", {
        encounter: encounterOf(facts, data.formKey),
      }) ??
      refuseSecondRequest(facts, data.formKey);
    if (no) return failed(no);
    const rater = chooseRater(facts, data.language, context);
    if (!rater) {
      const message = `No independent rater is available in ${data.language}. Ask the rater coordinator.`;
      return failed(refusal("no-rater", message, cites, { path: "data.language" }));
    }
    const handle = context.newId();
    const [formId, visitId] = [form.value.form.id, visitIdOf(data.formKey)];
    return ok([
      {
        type: "RatingRequested",
        stream: participantStream(context.subjectId),
        data: { handle, formKey: data.formKey, formId, visitId, rater: rater.user },
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
          designVersion: facts.design?.design.version ?? "",
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
  const stored = Object.fromEntries(
    Object.entries(facts.rating.items).map(([path, item]) => [
      path,
      { ...item, changedBy: "", changedOn: context.now, verified: null },
    ]),
  );
  const values = withEntries(valuesOf({ items: stored }), entries);
  // Judged by the form's own rules alone: nothing else of the participant may show in a message to the rater.
  const scope = recordScope(design.value, {
    today: context.now.slice(0, 10) as never,
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
  const meaning = "I conducted this assessment and these are my ratings.";
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

function ratedForm(facts: Facts, key: string): Result<CompiledForm, Refusal> {
  const design = requireDesign(facts);
  if (!design.ok) return design;
  const form = design.value.forms.get(formIdOf(key));
  const visit = visitOf(facts.participant.visits, visitIdOf(key));
  if (form?.form.completedBy === "independent-rater" && visit) return ok(form);
  const message = form
    ? `Cannot ask for ${form.form.label}: ${visit ? "it is not answered by an independent rater" : "plan the visit first"}.`
    : `The protocol has no form ${formIdOf(key)}.`;
  return failed(refusal("not-a-rating", message, cites, { path: "data.formKey" }));
}

function refuseSecondRequest({ participant }: Facts, key: string): Refusal | undefined {
  const open = Object.values(participant.ratings).some(
    (request) => request.formKey === key && request.status !== "canceled",
  );
  if (!open && participant.forms[key]?.status !== "submitted") return undefined;
  return refusal("rating-requested", `This assessment was asked for already.`, cites, {
    because: "conflict",
    path: "data.formKey",
  });
}

function encounterOf({ design, participant }: Facts, key: string): Encounter | undefined {
  const visit = visitOf(participant.visits, visitIdOf(key));
  return visit && design?.encounters.get(visit.encounterId);
}

/** One who has met the participant least often; among those, by chance. */
function chooseRater(
  { raters, participant }: Facts,
  spoken: string,
  { newId }: Context,
): AvailableRater | undefined {
  const timesMet = (user: string): number =>
    Object.values(participant.ratings).filter(({ rater, status }) => rater === user && status !== "canceled")
      .length;
  const able = raters.filter((rater) => rater.languages.length === 0 || rater.languages.includes(spoken));
  const fewest = Math.min(...able.map(({ user }) => timesMet(user)));
  const candidates = able
    .filter(({ user }) => timesMet(user) === fewest)
    .sort((a, b) => (a.user < b.user ? -1 : 1));
  return candidates[Number.parseInt(newId().replaceAll("-", "").slice(0, 8), 16) % candidates.length];
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
    refusal("no-such-form", `The form of this assessment is not in the protocol of ${nameOf(facts)}.`, cites),
  );
}
