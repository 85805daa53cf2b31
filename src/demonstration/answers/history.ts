import { addMonths } from "#kernel";
import { mayBePregnant, type Person } from "../person.ts";
import { type Answers, type AnswersTo, written } from "./answering.ts";

export const demographics: AnswersTo = ({ person, random }) => ({
  "age-at-consent": person.age,
  "sex-at-birth": person.sex,
  "gender-identity": person.sex === "F" ? "woman" : "man",
  ethnicity:
    person.language === "es" || random.next() < 0.15 ? "hispanic-or-latino" : "not-hispanic-or-latino",
  race: [
    person.language === "es"
      ? random.pick(["white", "other"] as const)
      : random.pick(["white", "white", "white", "black-or-african-american", "asian", "other"] as const),
  ],
  veteran: person.veteran,
  "rating-language": person.language,
});

export const medicalHistory: AnswersTo = ({ person, day }) => {
  const no = Object.fromEntries(
    [
      "coronary-disease",
      "heart-failure",
      "arrhythmia",
      "family-long-qt",
      "valvulopathy",
      "pulmonary-hypertension",
      "cerebrovascular-disease",
      "wpw",
      "hepatic-disease",
      "renal-disease",
      "pulmonary-disease",
      "endocrine-disease",
      "neurological-disease",
      "hyponatremia",
      "hyperthermia",
    ].map((item) => [item, false]),
  );
  const canBePregnant = mayBePregnant(person);
  const year = Number(day.slice(0, 4));
  return {
    ...no,
    hypertension: person.hypertension,
    "childbearing-potential": canBePregnant,
    ...(canBePregnant ? { nursing: false } : {}),
    ...rows(
      "conditions",
      person.conditions.map(
        ({ name, years, treatment, medicine }): Answers => ({
          condition: written(name),
          started: String(year - years),
          ongoing: true,
          ...(treatment || medicine ? { treatment: written(treatment ?? medicine?.name ?? "") } : {}),
        }),
      ),
    ),
  };
};

export const psychiatricHistory: AnswersTo = ({ person, day, today }) => ({
  "interview-used": "mini",
  "interview-version": written("7.0.2"),
  "interview-date": today,
  "ptsd-dsm5": true,
  "ptsd-duration": 12 * Math.min(20, 1 + (person.age % 12)),
  "ptsd-onset": String(Number(day.slice(0, 4)) - 1 - (person.age % 12)),
  "dissociative-subtype": person.severity > 46,
  "primary-psychotic-disorder": false,
  "bipolar-1": false,
  "dissociative-identity-disorder": false,
  "eating-disorder-purging": false,
  "depression-psychotic": false,
  "personality-disorder": false,
  "current-depression": person.severity > 38,
  "drug-use-disorder": false,
  "alcohol-use-disorder": person.mildAlcohol ? "mild" : "none",
  ...(person.mildAlcohol ? { "alcohol-remission": 0 } : {}),
  "cannabis-use-disorder": "none",
  "ect-or-ketamine": false,
});

export const indexTrauma: AnswersTo = ({ person, day }) => ({
  "trauma-type": person.trauma,
  occurred: String(yearOfTrauma(person, Number(day.slice(0, 4)))),
  repeated:
    person.trauma === "childhood-abuse" || person.trauma === "combat" || person.trauma === "occupational",
  "criterion-a": true,
  "index-summary": written(traumaSummary(person)),
});

/** A year before the symptoms began; what happened to a child is as long ago as that childhood. */
function yearOfTrauma({ trauma, age }: Person, year: number): number {
  return trauma === "childhood-abuse" ? year - age + 8 : year - 2 - (age % 12);
}

/** What a rater is told before the interview; no word of it is anybody's. */
export function traumaSummary({ trauma }: Person): string {
  const summaries = {
    combat: "Ambush on a convoy during deployment; two members of the unit died.",
    "sexual-violence": "Sexual assault by an acquaintance.",
    "physical-violence": "Attacked and beaten during a robbery at work.",
    "childhood-abuse": "Repeated physical violence by a caregiver between the ages of 6 and 12.",
    accident: "Head-on road collision; the passenger was killed.",
    disaster: "Trapped for a night in a flooded house.",
    "sudden-loss": "Found a close relative after a violent death.",
    illness: "Resuscitation and intensive care after septic shock.",
    occupational: "As a paramedic, repeated recovery of severely injured children.",
  };
  return summaries[trauma];
}

export const priorPsychedelicUse: AnswersTo = ({ person, day }) => {
  const hasTaken = person.mdmaTimes > 0;
  const isLongAgo = addMonths(day, -30).slice(0, 7);
  return {
    "mdma-ever": hasTaken,
    ...(hasTaken
      ? {
          "mdma-times-lifetime": person.mdmaTimes + 1,
          "mdma-times-look-back": person.mdmaTimes,
          "mdma-last-use": isLongAgo,
          "mdma-context": "recreational",
          "mdma-trial": false,
        }
      : {}),
    "other-ever": false,
  };
};

export const priorPtsdTreatment: AnswersTo = ({ person, day }) => {
  const year = Number(day.slice(0, 4));
  const { medicine } = person;
  const therapy: Answers = {
    modality: person.age % 2 === 0 ? "prolonged-exposure" : "cognitive-processing-therapy",
    name: written(person.age % 2 === 0 ? "Prolonged exposure" : "Cognitive processing therapy"),
    started: String(year - 4),
    ongoing: false,
    stopped: String(year - 3),
    sessions: 8 + (person.age % 5),
    result: person.age % 3 === 0 ? "partial" : "no-change",
    "stop-reason": "lack-of-effect",
  };
  const drug: Answers = {
    modality: "ssri",
    name: written(medicine?.drug ?? "sertraline"),
    started: String(year - 2),
    ongoing: medicine !== null,
    ...(medicine ? {} : { stopped: String(year - 1) }),
    "highest-dose": medicine?.milligrams ?? 100,
    "weeks-at-dose": 20,
    result: "partial",
    "stop-reason": medicine ? "ongoing" : "lack-of-effect",
  };
  return { "any-treatment": true, ...rows("treatments", [therapy, drug]) };
};

export const lec5: AnswersTo = ({ person }) => {
  const happened = {
    accident: 3,
    "physical-violence": 6,
    "sexual-violence": 8,
    combat: 10,
    disaster: 1,
    illness: 12,
    "sudden-loss": 14,
    "childhood-abuse": 6,
    occupational: 13,
  };
  const worst = happened[person.trauma];
  const events = Array.from({ length: 17 }, (_, index) => index + 1).map((event) => [
    `event${event}`,
    [event === worst ? (person.trauma === "occupational" ? "job" : "happened") : "not-applicable"],
  ]);
  return {
    ...Object.fromEntries(events),
    worstEvent: worst,
    experienced: [person.trauma === "occupational" ? "job" : "happened"],
    lifeInDanger: ["self"],
    seriousInjuryOrDeath: [
      person.trauma === "sudden-loss" || person.trauma === "occupational" ? "other" : "self",
    ],
    sexualViolence: person.trauma === "sexual-violence",
    deathCause: person.trauma === "sudden-loss" ? "accident-or-violence" : "not-applicable",
  };
};

export const ace: AnswersTo = ({ person, random }) =>
  Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [
      `item${index + 1}`,
      random.next() < (person.trauma === "childhood-abuse" ? 0.6 : 0.2),
    ]),
  );

export const audit: AnswersTo = ({ person }) =>
  Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [
      `item${index + 1}`,
      person.mildAlcohol ? [3, 2, 1, 0, 0, 0, 2, 0, 0, 0][index] : [1, 0, 0, 0, 0, 0, 0, 0, 0, 0][index],
    ]),
  ) as Answers;

export const dudit: AnswersTo = ({ person }) =>
  Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [
      `item${index + 1}`,
      index === 0 && person.mdmaTimes > 0 ? 1 : 0,
    ]),
  );

export function rows(group: string, list: readonly Answers[]): Answers {
  return Object.fromEntries(
    list.flatMap((row, index) =>
      Object.entries(row).map(([item, value]) => [`${group}.${index}.${item}`, value]),
    ),
  );
}
