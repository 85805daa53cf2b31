import type { Instant } from "#kernel";
import { minutesAfter } from "../demonstration-clock.ts";
import { type GridPoint, untilDose } from "../dosing-session.ts";
import { isStronglyAffected, type Person } from "../person.ts";
import { type Answering, type Answers, type AnswersTo, about, timeAt, written } from "./answering.ts";
import { rows } from "./history.ts";

export function doseAt({ began }: Pick<Answering, "began">): Instant {
  return minutesAfter(began, untilDose);
}

export const dosingDayCheck: AnswersTo = ({ random, dosesHeld }) => ({
  "fasting-for": about(random, 12, 1, [10, 15], 1),
  "ride-arranged": true,
  "overnight-arranged": true,
  "contact-reachable": true,
  "no-new-condition": true,
  "results-reviewed": true,
  "maoi-free": true,
  "touch-read-back": true,
  "two-monitors": true,
  "lead-licensed": true,
  "assistant-qualified": true,
  "physician-reach": 5,
  "rescue-ready": true,
  level: dosesHeld === 0 ? "lower" : "higher",
});

/** How strong the effect is at a minute, from 0 to 1: a rise of two hours and a slow fall. */
function strengthAt(person: Person, minute: number): number {
  const most = isStronglyAffected(person) ? 1 : 0.35;
  if (minute <= 0) return 0;
  if (minute <= 150) return (most * minute) / 150;
  return most * Math.max(0, 1 - (minute - 150) / 330);
}

// Beyond it a reading is an alert: parameter alert-systolic.
const alertSystolic = 160;

export function sessionVitalSigns(answering: Answering, { timePoint, minute }: GridPoint): Answers {
  const { person, random } = answering;
  const strength = strengthAt(person, minute);
  const systolic = about(random, person.systolic + person.pressor * strength, 3, [98, 174]);
  return {
    "time-point": timePoint,
    "measured-at": minutesAfter(doseAt(answering), minute),
    device: written("Monitor 2"),
    systolic,
    diastolic: about(random, person.systolic * 0.62 + 12 * strength, 3, [56, 104]),
    "heart-rate": about(random, person.pulse + 22 * strength, 3, [52, 108]),
    temperature: about(random, 36.6 + 0.7 * strength, 0.12, [36.1, 37.8], 1),
    ...(systolic > alertSystolic && timePoint !== "recheck" ? { "recorded-as-event": true } : {}),
  };
}

export function sessionObservation(answering: Answering, { timePoint, minute }: GridPoint): Answers {
  const { person, random } = answering;
  const strength = strengthAt(person, minute);
  return {
    "time-point": timePoint,
    "observed-at": minutesAfter(doseAt(answering), minute + 2),
    "drug-effect":
      minute <= 0
        ? 0
        : minute >= 460
          ? about(random, 4, 3, [0, 9])
          : about(random, 78 * strength, 7, [0, 96]),
    distress: about(random, 2 + 4 * strength, 1.2, [0, 9]),
    "oriented-person": true,
    "oriented-place": true,
    "oriented-time": strength < 0.9 || random.next() < 0.7,
    "oriented-situation": true,
    "thought-coherent": strength < 0.92,
    "perception-undisturbed": strength < 0.7,
    "gait-normal": strength < 0.8,
  };
}

/** Whether a supplemental dose was given stands in the plan of the session. */
export function supplementalDecision(answering: Answering, isGiven: boolean): Answers {
  return {
    "decided-at": minutesAfter(doseAt(answering), 102),
    "minutes-since-initial": 102,
    "participant-wants": isGiven,
    "warning-signs": false,
    decision: isGiven ? "give" : "withhold",
    ...(isGiven ? {} : { "withheld-reason": "declined" }),
  };
}

export const dischargeReadiness: AnswersTo = (answering) => {
  const { random, person } = answering;
  const dose = doseAt(answering);
  const reading = (which: "first" | "second", minute: number): Answers => ({
    [`${which}-measured-at`]: minutesAfter(dose, minute),
    [`${which}-systolic`]: about(random, person.systolic + 2, 2, [98, 145]),
    [`${which}-diastolic`]: about(random, person.systolic * 0.62 + 1, 2, [58, 92]),
    [`${which}-heart-rate`]: about(random, person.pulse + 2, 2, [54, 88]),
    [`${which}-temperature`]: about(random, 36.7, 0.1, [36.3, 37.2], 1),
  });
  const yes = [
    "oriented",
    "thought-coherent",
    "cssrs-negative",
    "participant-agrees",
    "gait-normal",
    "tolerates-fluids",
    "no-open-symptom",
    "attendant-present",
    "adult-escort",
    "driving-told",
    "instructions-given",
  ];
  return {
    "initial-dose-at": dose,
    "distress-before": 4,
    ...rows("assessments", [
      {
        "assessed-at": minutesAfter(dose, 520),
        ...reading("first", 486),
        ...reading("second", 518),
        ...Object.fromEntries(yes.map((item) => [item, true])),
        "drug-effect": about(random, 4, 2, [0, 9]),
        distress: random.between(0, 3),
      },
    ]),
  };
};

export const dosingSessionRecord: AnswersTo = (answering) => ({
  "began-at": doseAt(answering),
  "ended-at": minutesAfter(doseAt(answering), 530),
  "therapists-present": 2,
  model: "inner-directed",
  "active-therapy": about(answering.random, 130, 25, [60, 220]),
  "both-present": true,
  music: written("Set A of the manual"),
  recording: "complete",
  ...touches(answering),
  "attendant-present": true,
  "driven-home": true,
  "effects-mentioned": true,
});

function touches(answering: Answering): Answers {
  if (answering.random.next() < 0.5) return {};
  return rows("touch", [
    {
      at: timeAt(minutesAfter(doseAt(answering), 220), answering.zone),
      kind: "hand",
      "initiated-by": "participant",
      "within-agreement": true,
      reason: written("Asked for a hand to hold while crying."),
    },
  ]);
}

export const confidentialSessionReport: AnswersTo = ({ random }) => ({
  "felt-safe": true,
  "limits-kept": true,
  pressured: false,
  "effects-recorded": true,
  "wants-call": random.next() < 0.08,
});
