import { type AnswersTo, about } from "./answering.ts";

export const phoneCall: AnswersTo = ({ random, severity }) => ({
  reached: true,
  attempts: random.between(1, 2),
  sleep: random.pick(severity > 30 ? (["poor", "fair"] as const) : (["good", "fair"] as const)),
  mood: random.pick(["same", "better", "better"] as const),
  craving: random.between(0, 1),
  "outside-use": false,
  "needs-visit": false,
});

export const monthlyContact: AnswersTo = ({ random, severity, state, visitId }) => ({
  mode: state.visits.visits[visitId]?.mode ?? "telephone",
  sleep: random.pick(severity > 25 ? (["poor", "fair"] as const) : (["good", "fair"] as const)),
  mood: random.pick(["same", "better"] as const),
  craving: about(random, 0.3, 0.6, [0, 3]),
  "outside-use": false,
  hospital: false,
  "outside-treatment": Object.values(state.forms).some(({ formId }) => formId === "outside-treatment-log"),
  "sought-treatment": false,
  "ptsd-treatment-since": false,
  "log-complete": true,
});

export const endOfStudy: AnswersTo = ({ day }) => ({
  "last-contact": day,
  status: "completed",
  "follow-up-of-events": false,
});

export const recurrenceReview: AnswersTo = ({ day }) => ({ "reviewed-on": day });
