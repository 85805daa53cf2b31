import type { SeededRandom } from "#kernel";
import { minutesAfter } from "../demonstration-clock.ts";
import { isStronglyAffected } from "../person.ts";
import { type Answering, type Answers, type AnswersTo, about } from "./answering.ts";
import { doseAt } from "./dosing-day.ts";
import { rows } from "./history.ts";

export type Valence = "positive" | "neutral" | "negative" | "mixed";

/** An effect that participants told of, and how it was to most of them. */
const valences: Readonly<Record<string, readonly [Valence, ...Valence[]]>> = {
  "euphoric-mood": ["positive"],
  "emotional-closeness": ["positive"],
  relaxation: ["positive"],
  "time-distortion": ["neutral", "mixed"],
  "visual-change": ["neutral", "positive", "mixed"],
  "thinking-abnormal": ["neutral", "negative"],
  gait: ["negative"],
  anxiety: ["negative"],
  "intrusive-thoughts": ["negative", "mixed"],
  "muscle-tightness": ["negative"],
  bruxism: ["negative"],
  nausea: ["negative"],
  "decreased-appetite": ["neutral", "negative"],
  sweating: ["neutral", "negative"],
  "feeling-cold": ["negative"],
  headache: ["negative"],
  somnolence: ["neutral", "negative"],
};

const pleasant = ["euphoric-mood", "emotional-closeness", "relaxation"] as const;
const bodily = [
  "muscle-tightness",
  "bruxism",
  "nausea",
  "decreased-appetite",
  "sweating",
  "feeling-cold",
] as const;

/** All effects of a session, as they were asked for one by one; what the observations showed is among them. */
export const sessionEffects: AnswersTo = (answering) => {
  const { random, person } = answering;
  const told = isStronglyAffected(person)
    ? [...some(random, pleasant, 2), ...some(random, bodily, random.between(1, 3)), ...anxious(random)]
    : [
        random.pick(["relaxation", "headache", "somnolence"] as const),
        ...some(random, bodily, random.between(0, 1)),
      ];
  const all = [...new Set([...told, ...observed(answering)])];
  return {
    ...rows(
      "effects",
      all.map((effect) => effectRow(answering, effect)),
    ),
    "all-asked": true,
  };
};

function anxious(random: SeededRandom): readonly string[] {
  return random.next() < 0.4 ? [random.pick(["anxiety", "intrusive-thoughts"] as const)] : [];
}

function some(random: SeededRandom, effects: readonly string[], count: number): readonly string[] {
  const drawn = new Set<string>();
  while (drawn.size < count) drawn.add(random.pick(effects as readonly [string, ...string[]]));
  return [...drawn];
}

/** What stood out in the observations of the session is an effect, whether or not the participant names it. */
function observed({ state, visitId }: Answering): readonly string[] {
  const observations = Object.values(state.forms).filter(({ formKey }) =>
    formKey.startsWith(`${visitId}/session-observation/`),
  );
  const wasNot = (item: string): boolean => observations.some(({ items }) => items[item]?.value === false);
  return [
    ...(wasNot("perception-undisturbed") ? ["visual-change"] : []),
    ...(wasNot("thought-coherent") ? ["thinking-abnormal"] : []),
    ...(wasNot("oriented-time") ? ["time-distortion"] : []),
    ...(wasNot("gait-normal") ? ["gait"] : []),
  ];
}

function effectRow(answering: Answering, effect: string): Answers {
  const { random } = answering;
  const isObserved = ["visual-change", "thinking-abnormal", "time-distortion", "gait"].includes(effect);
  const isMild = !isStronglyAffected(answering.person) || isObserved;
  return {
    effect,
    onset: minutesAfter(doseAt(answering), about(random, isObserved ? 80 : 50, 12, [20, 110])),
    ongoing: false,
    resolved: minutesAfter(doseAt(answering), about(random, isObserved ? 280 : 350, 40, [200, 500])),
    intensity: isMild ? "mild" : random.pick(["mild", "mild", "moderate"] as const),
    valence: random.pick(valences[effect] ?? ["neutral"]),
    "noticed-by": isObserved ? "observed" : random.pick(["asked", "asked", "spontaneous"] as const),
    "recorded-as-event": true,
  };
}
