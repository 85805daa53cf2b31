import type { CalendarDate } from "#kernel";
import { type Answers, type AnswersTo, written } from "./answering.ts";
import { mayBePregnant } from "./history.ts";
import { caps5 } from "./symptoms.ts";

export const caps5Screening: AnswersTo = (answering) => ({
  ...caps5(answering),
  "interviewed-on": answering.day,
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
export const cssrs: AnswersTo = ({ severity, random }) => {
  const isWished = severity > 40 && random.next() < 0.25;
  return Object.fromEntries(suicidality.map((item) => [item, item === "ideation1" && isWished]));
};

export const cssrsScreening: AnswersTo = (answering) => ({
  ...cssrs(answering),
  "behavior-ever": false,
  "serious-risk": false,
});

export const safetyReview: AnswersTo = ({ person, state, dosesHeld }) => {
  const logged = Object.values(state.forms).filter(({ formId }) => formId === "medication-log").length;
  const events = Object.values(state.forms).filter(({ formId }) => formId === "adverse-event").length;
  return {
    "asked-openly": true,
    "new-effects": dosesHeld > 0 && events > 0,
    "any-medication": logged > 0,
    "medication-changed": person.medicine !== null && dosesHeld === 0,
    "medication-log-complete": true,
  };
};

export const enrollmentConfirmation: AnswersTo = () => ({
  "criteria-checked": true,
  "still-willing": true,
  confirmed: true,
});
