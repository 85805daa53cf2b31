import type { Instant, SeededRandom } from "#kernel";
import { minutesAfter } from "../demonstration-clock.ts";
import { type Answering, type Answers, type AnswersTo, about, written } from "./answering.ts";
import { rows } from "./history.ts";

/** Minutes from the beginning of the visit to the initial dose. */
const untilDose = 90;

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

/** A point of the session's grid: how it is called, and its minute from the initial dose. */
export type GridPoint = { readonly timePoint: string; readonly minute: number };

export const sessionGrid: readonly GridPoint[] = [
  { timePoint: "baseline", minute: -15 },
  { timePoint: "after-initial", minute: 30 },
  { timePoint: "after-initial", minute: 60 },
  { timePoint: "after-initial", minute: 90 },
  { timePoint: "pre-supplemental", minute: 97 },
  { timePoint: "after-supplemental", minute: 135 },
  { timePoint: "after-supplemental", minute: 165 },
  { timePoint: "after-supplemental", minute: 225 },
  { timePoint: "hourly", minute: 300 },
  { timePoint: "hourly", minute: 360 },
  { timePoint: "hourly", minute: 420 },
  { timePoint: "hourly", minute: 480 },
];

/** How strong the effect is at a minute, from 0 to 1: a rise of two hours and a slow fall. */
function strengthAt(minute: number): number {
  if (minute <= 0) return 0;
  if (minute <= 150) return minute / 150;
  return Math.max(0, 1 - (minute - 150) / 330);
}

export function sessionVitalSigns(answering: Answering, { timePoint, minute }: GridPoint): Answers {
  const { person, random } = answering;
  const strength = strengthAt(minute) * (person.response > 0.4 ? 1 : 0.35);
  return {
    "time-point": timePoint,
    "measured-at": minutesAfter(doseAt(answering), minute),
    device: written("Monitor 2"),
    systolic: about(random, person.systolic + 26 * strength, 4, [98, 158]),
    diastolic: about(random, person.systolic * 0.62 + 12 * strength, 3, [56, 104]),
    "heart-rate": about(random, 69 + 22 * strength, 4, [52, 108]),
    temperature: about(random, 36.6 + 0.7 * strength, 0.12, [36.1, 37.8], 1),
  };
}

export function sessionObservation(answering: Answering, { timePoint, minute }: GridPoint): Answers {
  const { person, random } = answering;
  const strength = strengthAt(minute) * (person.response > 0.4 ? 1 : 0.35);
  return {
    "time-point": timePoint,
    "observed-at": minutesAfter(doseAt(answering), minute + 2),
    "drug-effect": minute >= 480 ? about(random, 4, 3, [0, 9]) : about(random, 78 * strength, 7, [0, 96]),
    distress: about(random, 2 + 4 * strength, 1.2, [0, 9]),
    "oriented-person": true,
    "oriented-place": true,
    "oriented-time": strength < 0.9 || random.next() < 0.7,
    "oriented-situation": true,
    "thought-coherent": strength < 0.85,
    "perception-undisturbed": strength < 0.6,
    "gait-normal": strength < 0.7,
  };
}

export const supplementalDecision: AnswersTo = (answering) => {
  const isWanted = answering.random.next() < 0.9;
  return {
    "decided-at": minutesAfter(doseAt(answering), 102),
    "minutes-since-initial": 102,
    "participant-wants": isWanted,
    "warning-signs": false,
    decision: isWanted ? "give" : "withhold",
    ...(isWanted ? {} : { "withheld-reason": "declined" }),
  };
};

export const sessionEffects: AnswersTo = (answering) => {
  const { person, random } = answering;
  const strong = [
    "euphoric-mood",
    "emotional-closeness",
    "muscle-tightness",
    "decreased-appetite",
    "anxiety",
  ] as const;
  const weak = ["relaxation", "headache"] as const;
  const list = (
    person.response > 0.4 ? strong.slice(0, random.between(3, 5)) : weak.slice(0, random.between(1, 2))
  ).map(
    (effect): Answers => ({
      effect,
      onset: minutesAfter(doseAt(answering), about(random, 50, 12, [20, 90])),
      ongoing: false,
      resolved: minutesAfter(doseAt(answering), about(random, 340, 40, [240, 470])),
      intensity: random.pick(["mild", "mild", "moderate"] as const),
      valence:
        effect === "anxiety" || effect === "muscle-tightness" || effect === "headache"
          ? "negative"
          : "positive",
      "noticed-by": "asked",
      "recorded-as-event": true,
    }),
  );
  return { ...rows("effects", list), "all-asked": true };
};

export const dischargeReadiness: AnswersTo = (answering) => {
  const { random, person } = answering;
  const dose = doseAt(answering);
  const reading = (which: "first" | "second", minute: number): Answers => ({
    [`${which}-measured-at`]: minutesAfter(dose, minute),
    [`${which}-systolic`]: about(random, person.systolic + 3, 2, [98, 145]),
    [`${which}-diastolic`]: about(random, person.systolic * 0.62 + 1, 2, [58, 92]),
    [`${which}-heart-rate`]: about(random, 71, 2, [60, 80]),
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
        ...reading("first", 484),
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
  "ended-at": minutesAfter(doseAt(answering), 525),
  "therapists-present": 2,
  model: "inner-directed",
  "active-therapy": about(answering.random, 130, 25, [60, 220]),
  "both-present": true,
  music: written("Set A of the manual"),
  recording: "complete",
  ...touches(answering.random),
  "attendant-present": true,
  "driven-home": true,
  "effects-mentioned": false,
});

function touches(random: SeededRandom): Answers {
  if (random.next() < 0.5) return {};
  return rows("touch", [
    {
      at: "13:40",
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
