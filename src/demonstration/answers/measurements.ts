import { seededRandom } from "#kernel";
import { minutesAfter } from "../demonstration-clock.ts";
import { isStronglyAffected, mayBePregnant, type Person } from "../person.ts";
import { type Answering, type Answers, type AnswersTo, about, clockTime } from "./answering.ts";
import { rows } from "./history.ts";

export const bodyMeasurements: AnswersTo = ({ person, random }) => ({
  height: person.centimeters,
  weight: about(random, person.kilograms, 0.7, [50, 140], 1),
});

/** Resting vital signs; a reading beyond a limit is repeated. */
export const vitalSigns: AnswersTo = (answering) => {
  const { person, random } = answering;
  const first = restingReading(answering, person.systolic, 14);
  const isHigh = Number(first["systolic"]) > 138;
  const second = isHigh ? [restingReading(answering, person.systolic - 6, 4)] : [];
  return {
    position: "sitting",
    rest: 5,
    ...rows("readings", [first, ...second]),
    temperature: about(random, 36.6, 0.2, [36, 37.3], 1),
    "temperature-site": "ear",
  };
};

function restingReading(answering: Answering, systolic: number, minutesBefore: number): Answers {
  const { random, person } = answering;
  const drawn = about(random, systolic, 4, [96, 158]);
  return {
    time: clockTime(answering, minutesBefore),
    systolic: drawn,
    diastolic: Math.min(92, Math.round(drawn * 0.62 + about(random, 0, 2, [-4, 4]))),
    "heart-rate": about(random, person.pulse, 2, [52, 92]),
  };
}

export const ecg: AnswersTo = ({ person, random, now }) => ({
  ...rows("readings", [
    {
      "recorded-at": minutesAfter(now, -6),
      "heart-rate": about(random, 66, 4, [56, 78]),
      pr: about(random, 156, 10, [128, 190]),
      qrs: about(random, 92, 6, [76, 112]),
      qt: about(random, person.qtMilliseconds, 5, [350, 460]),
    },
  ]),
  rhythm: "sinus",
  interpretation: "normal",
});

const chemistry = {
  alt: [22, 6, 9, 38],
  ast: [21, 5, 11, 37],
  bilirubin: [10, 3, 4, 19],
  alp: [72, 14, 44, 118],
  sodium: [140, 1.6, 136, 144],
  potassium: [4.2, 0.25, 3.7, 4.9],
  chloride: [103, 1.5, 99, 106],
  bicarbonate: [25.5, 1.3, 22.5, 28.5],
  creatinine: [74, 10, 52, 104],
  glucose: [5.1, 0.5, 4.1, 6.8],
} as const;

/** Chemistry and blood count, nearly always within their intervals; from visit to visit they vary little about what is the person's own. */
export const laboratory: AnswersTo = ({ person, random, now }) => {
  const drawn = Object.entries(chemistry).map(([item, [mean, deviation, low, high]]) => {
    const own = mean + 0.85 * deviation * ownDeviation(person, item);
    return [item, about(random, own, 0.3 * deviation, [low, high], 1)];
  });
  const ownHemoglobin = (person.sex === "F" ? 134 : 150) + 6 * ownDeviation(person, "hemoglobin");
  const hemoglobin = about(random, ownHemoglobin, 2, [120, 168]);
  return {
    ...Object.fromEntries(drawn),
    "collected-at": minutesAfter(now, -12),
    fasting: true,
    hemoglobin,
    hematocrit: Math.round(hemoglobin * 2.95) / 10,
    leukocytes: about(random, 6.6 + ownDeviation(person, "leukocytes"), 0.5, [4.3, 10.2], 1),
    platelets: about(random, 252 + 35 * ownDeviation(person, "platelets"), 12, [168, 372]),
    "clinically-significant": false,
  };
};

/** By how many standard deviations a value is the person's own, always the same. */
function ownDeviation({ key }: Person, item: string): number {
  return Math.max(-1.8, Math.min(1.8, seededRandom(`${key} ${item}`).normal()));
}

/** The morning after a strong effect the sodium is a little lower, and now and then too low; a week later it is not. */
export const laboratoryPostDose: AnswersTo = (answering) => {
  const { random, person, visitId } = answering;
  const isNextMorning = ["at-v6", "at-v11", "at-v16"].includes(visitId);
  const mean = isNextMorning && isStronglyAffected(person) ? 137 : 139.6;
  return { ...laboratory(answering), fasting: false, sodium: about(random, mean, 1.3, [133, 143], 1) };
};

export const pregnancyTest: AnswersTo = ({ person, now }) =>
  mayBePregnant(person)
    ? { applicable: true, "collected-at": minutesAfter(now, -5), specimen: "urine", result: "negative" }
    : { applicable: false };

export const urineDrugScreen: AnswersTo = ({ now }) => ({
  "collected-at": minutesAfter(now, -6),
  ...Object.fromEntries(
    ["cannabinoids", "amphetamines", "mdma", "cocaine", "opioids", "benzodiazepines", "barbiturates"].map(
      (substance) => [substance, "negative"],
    ),
  ),
});

export const breathAlcohol: AnswersTo = ({ now }) => ({
  "measured-at": minutesAfter(now, -2),
  concentration: 0,
});

export const physicalExamination: AnswersTo = () => ({
  ...Object.fromEntries(
    [
      "general",
      "skin",
      "head-neck",
      "cardiovascular",
      "respiratory",
      "abdomen",
      "musculoskeletal",
      "neurological",
    ].map((system) => [system, "normal"]),
  ),
  "clinically-significant": false,
});
