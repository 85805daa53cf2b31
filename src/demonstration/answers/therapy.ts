import { minutesAfter } from "../demonstration-clock.ts";
import { isStronglyAffected } from "../person.ts";
import { type AnswersTo, about, written } from "./answering.ts";
import { signedByHand } from "./eligibility.ts";

export const preparationSession: AnswersTo = ({ now, random, state, visitId }) => ({
  mode: state.visits.visits[visitId]?.mode ?? "in-person",
  "began-at": minutesAfter(now, -4 - about(random, 91, 5, [80, 106])),
  "ended-at": minutesAfter(now, -4),
  "therapists-present": 2,
  model: "inner-directed",
  recording: "complete",
  "adverse-effects-explained": true,
  "touch-discussed": true,
  "dose-not-hinted": true,
});

export const integrationSession: AnswersTo = ({ now, random, state, visitId, person }) => {
  const hasGap = random.next() < 0.06;
  return {
    mode: state.visits.visits[visitId]?.mode ?? "in-person",
    "began-at": minutesAfter(now, -4 - about(random, 90, 6, [70, 106])),
    "ended-at": minutesAfter(now, -4),
    "therapists-present": 2,
    model: "inner-directed",
    "monitored-dosing": true,
    recording: hasGap ? "gap" : "complete",
    ...(hasGap
      ? { "recording-gap": written("The camera's battery was changed; four minutes are missing.") }
      : {}),
    "effects-mentioned": ["at-v6", "at-v11", "at-v16"].includes(visitId) && isStronglyAffected(person),
  };
};

export const touchAgreement: AnswersTo = ({ random, today, witness }) => ({
  "no-touch": false,
  permitted: random.next() < 0.5 ? ["hand"] : ["hand", "shoulder"],
  "stop-word": written("Harbor"),
  "can-be-revoked": true,
  "not-widened-in-session": true,
  "no-sexual-touch": true,
  ...signedByHand(today, witness),
});

export const expectancy: AnswersTo = ({ random }) => {
  const expected = about(random, 58, 14, [15, 90]);
  return {
    "makes-sense": about(random, 7.5, 1.3, [3, 10]),
    "confident-helps": about(random, 6.8, 1.5, [2, 10]),
    "would-recommend": about(random, 7.4, 1.4, [2, 10]),
    "improvement-expected": expected,
    "improvement-if-full": Math.min(100, expected + random.between(2, 20)),
    "improvement-if-low": Math.max(0, expected - random.between(8, 35)),
    "unpleasant-expected": about(random, 4, 1.6, [0, 9]),
    "therapy-alone": Math.max(0, expected - random.between(10, 35)),
    "would-recognize": about(random, 6.5, 1.8, [0, 10]),
    "importance-of-full": about(random, 5, 2, [0, 10]),
  };
};

function guess(random: Parameters<AnswersTo>[0]["random"], seesFull: number) {
  const draw = random.next();
  const guessed = draw < seesFull ? "full-dose" : draw < 0.85 ? "low-dose" : "cannot-tell";
  return {
    guess: guessed,
    ...(guessed === "cannot-tell" ? { "forced-guess": random.pick(["full-dose", "low-dose"] as const) } : {}),
    certainty: String(guessed === "cannot-tell" ? random.between(0, 1) : about(random, 2.4, 1, [1, 4])),
    "was-told": false,
  };
}

export const blindingGuessParticipant: AnswersTo = ({ random, dosesHeld, person }) => ({
  occasion: dosesHeld > 1 ? "end-of-treatment" : "first-dosing-session",
  ...guess(random, isStronglyAffected(person) ? 0.7 : 0.3),
  reasons: [random.pick(["felt-effects", "body", "improvement"] as const)],
});

export const blindingGuessTherapist: AnswersTo = ({ random, dosesHeld, person }) => ({
  occasion: dosesHeld > 1 ? "end-of-treatment" : "first-dosing-session",
  ...guess(random, isStronglyAffected(person) ? 0.7 : 0.3),
  reasons: [random.pick(["behavior", "physiology", "said-effects"] as const)],
});

export const blindingGuessRater: AnswersTo = ({ random }) => ({
  "unblinding-remark": false,
  ...guess(random, 0.4),
  reasons: ["no-reason"],
});
