import type { CalendarDate } from "#kernel";
import type { ParticipantState } from "#trial";
import { mayBePregnant } from "../person.ts";
import { type Answers, type AnswersTo, wishesToBeDead, written } from "./answering.ts";
import { caps5 } from "./symptoms.ts";

export const caps5Screening: AnswersTo = (answering) => ({
  ...caps5(answering),
  "interviewed-on": answering.today,
  "rater-certified": true,
});

export const clinicalEligibility: AnswersTo = ({ person }) => ({
  fluent: true,
  "can-swallow": true,
  "unable-to-consent": false,
  ...(person.hypertension ? { "hypertension-cleared": true } : {}),
  "significant-disease": false,
  "other-torsade-risk": false,
  "risk-to-others": false,
  "likely-reexposure": false,
  "no-social-support": false,
  "unstable-housing": false,
  "needs-prohibited": false,
});

export const lifestyleAgreement: AnswersTo = ({ person, today, witness }) => ({
  ...Object.fromEntries(
    ["fasting", "medication", "overnight", "driven-home", "procedures", "recording", "reporting"].map(
      (what) => [`${what}-agreed`, true],
    ),
  ),
  "no-other-trial": true,
  ...(mayBePregnant(person) ? { "contraception-agreed": true } : {}),
  ...signedByHand(today, witness),
});

/** What a form records of the participant's own signature. */
export function signedByHand(on: CalendarDate, witness: string): Answers {
  return { "signed-on": on, "signed-how": "ink-on-paper", "witnessed-by": written(witness) };
}

export const contactPerson: AnswersTo = () => ({ "on-file": true, "may-be-called": true });

const suicidality = [
  "ideation1",
  "ideation2",
  "ideation3",
  "ideation4",
  "ideation5",
  "preparatoryActs",
  "abortedAttempt",
  "interruptedAttempt",
  "actualAttempt",
  "completedSuicide",
  "nonSuicidalSelfInjury",
];

/** Passive ideation comes with severe symptoms now and then; nothing more grave is in this story. */
export const cssrs: AnswersTo = (answering) => {
  const isWished = wishesToBeDead(answering);
  return Object.fromEntries(suicidality.map((item) => [item, item === "ideation1" && isWished]));
};

export const cssrsScreening: AnswersTo = (answering) => ({
  ...cssrs(answering),
  "behavior-ever": false,
  "serious-risk": false,
});

/** What was asked since the last time, told by the logs: they are written before. */
export const safetyReview: AnswersTo = ({ state, visitId }) => {
  const since = lastReviewBefore(state, visitId);
  const inLog = (formId: string) => Object.values(state.forms).filter((form) => form.formId === formId);
  const isNew = ({ submittedAt }: { readonly submittedAt: string | null }) => (submittedAt ?? "") > since;
  const medications = inLog("medication-log").filter(({ status }) => status === "submitted");
  const hasChanged = medications.some(({ items }) =>
    Object.values(items).some(({ changedOn }) => changedOn > since),
  );
  return {
    "asked-openly": true,
    "new-effects": inLog("adverse-event").some(isNew),
    "any-medication": medications.length > 0,
    "medication-changed": since !== "" && hasChanged,
    "medication-log-complete": true,
  };
};

function lastReviewBefore({ forms }: ParticipantState, visitId: string): string {
  const reviews = Object.values(forms).filter(
    ({ formId, formKey }) => formId === "safety-review" && !formKey.startsWith(`${visitId}/`),
  );
  return (
    reviews
      .map(({ submittedAt }) => submittedAt ?? "")
      .sort()
      .at(-1) ?? ""
  );
}

export const enrollmentConfirmation: AnswersTo = () => ({
  "criteria-checked": true,
  "still-willing": true,
  confirmed: true,
});
