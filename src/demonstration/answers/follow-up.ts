import type { ParticipantState } from "#trial";
import { type Answering, type Answers, type AnswersTo, about, written } from "./answering.ts";

export const phoneCall: AnswersTo = ({ random, severity }) => ({
  reached: true,
  attempts: random.between(1, 2),
  sleep: random.pick(severity > 30 ? (["poor", "fair"] as const) : (["good", "fair"] as const)),
  appetite: "as-before",
  mood: random.pick(["same", "better", "better"] as const),
  craving: random.between(0, 1),
  "outside-use": false,
  "needs-visit": false,
});

export const monthlyContact: AnswersTo = ({ random, severity, state, visitId, person }) => {
  const outside = outsideTreatments(state);
  return {
    mode: state.visits.visits[visitId]?.mode ?? "telephone",
    sleep: random.pick(severity > 25 ? (["poor", "fair"] as const) : (["good", "fair"] as const)),
    mood: random.pick(person.relapse > 5 ? (["same", "worse"] as const) : (["same", "better"] as const)),
    craving: about(random, 0.3, 0.6, [0, 3]),
    "outside-use": false,
    hospital: wasInHospitalSince(state, lastContactBefore(state, visitId)),
    "outside-treatment": outside.length > 0,
    "sought-treatment": outside.length > 0,
    "ptsd-treatment-since": outside.some(({ items }) => items["for-ptsd"]?.value === true),
    "log-complete": true,
  };
};

function lastContactBefore({ forms }: ParticipantState, visitId: string): string {
  const contacts = Object.values(forms).filter(
    ({ formId, formKey }) => formId === "monthly-contact" && !formKey.startsWith(`${visitId}/`),
  );
  return (
    contacts
      .map(({ submittedAt }) => submittedAt ?? "")
      .sort()
      .at(-1) ?? ""
  );
}

function wasInHospitalSince({ forms }: ParticipantState, since: string): boolean {
  return Object.values(forms).some(
    ({ formId, items, submittedAt }) =>
      formId === "adverse-event" && items["hospitalization"]?.value === true && (submittedAt ?? "") > since,
  );
}

function outsideTreatments({ forms }: ParticipantState) {
  return Object.values(forms).filter(
    ({ formId, status }) => formId === "outside-treatment-log" && status === "submitted",
  );
}

/** How somebody's part in the study ended; `completed` where the story does not say. */
export const endOfStudy: AnswersTo = ({ today }) => ({
  "last-contact": today,
  status: "completed",
  "follow-up-of-events": false,
});

/** A rating is called for by the numbers; where the month had none, one is ordered. */
export const recurrenceReview: AnswersTo = (answering) => {
  const { state, today, visitId } = answering;
  if (!isRatingCalledFor(answering)) return { "reviewed-on": today };
  const isRated =
    state.visits.visits[`${visitId}-rating`]?.status === "completed" || wasRatedSinceCalledFor(state);
  return { "reviewed-on": today, "already-rated": isRated, ...(isRated ? {} : { "rating-ordered": true }) };
};

/** Whether there was a rating from the day on which one was first called for. */
function wasRatedSinceCalledFor({ forms }: ParticipantState): boolean {
  const all = Object.values(forms);
  const first = all.find(
    ({ formId, derived }) => formId === "recurrence-review" && derived["rating-called-for"] === true,
  );
  const since = first?.submittedAt?.slice(0, 10);
  return (
    since !== undefined &&
    all.some(({ formId, submittedAt }) => formId === "caps5" && (submittedAt ?? "") >= since)
  );
}

function isRatingCalledFor({ state }: Answering): boolean {
  const total = (formKey: string) => Number(state.forms[formKey]?.derived["score:total"] ?? Number.NaN);
  const reports = Object.values(state.forms).filter(
    ({ formId, status }) => formId === "pcl5" && status === "submitted",
  );
  const latest = Number(reports.at(-1)?.derived["score:total"] ?? Number.NaN);
  const responded = total("at-v3/caps5/1") - total("at-v19/caps5/1") >= 10;
  const isTreated = outsideTreatments(state).some(({ items }) => items["for-ptsd"]?.value === true);
  return latest - total("at-v20/pcl5/1") >= 10 || (responded && latest >= 31) || isTreated;
}

export const treatmentDiscontinuation: AnswersTo = ({ today }) => ({
  "stopped-on": today,
  reason: "participant",
  details: written("Does not want the drug again; goes on with all ratings and calls."),
  "goes-on": true,
});

/** What the amended protocol asks on the day of a dose. */
export const fluidIntake: AnswersTo = ({ random }): Answers => ({
  drunk: 50 * about(random, 34, 6, [20, 52]),
  "with-electrolytes": true,
  "limit-told": true,
});
