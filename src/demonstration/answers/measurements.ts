import type { SeededRandom } from "#kernel";
import { minutesAfter } from "../demonstration-clock.ts";
import { type Answers, type AnswersTo, about } from "./answering.ts";
import { mayBePregnant, rows } from "./history.ts";

export const bodyMeasurements: AnswersTo = ({ person }) => ({
  height: person.centimeters,
  weight: person.kilograms,
});

/** Resting vital signs; a reading beyond a limit is repeated. */
export const vitalSigns: AnswersTo = ({ person, random }) => {
  const first = restingReading(random, person.systolic, "09:10");
  const isHigh = Number(first["systolic"]) > 138;
  const second = isHigh ? [restingReading(random, person.systolic - 6, "09:20")] : [];
  return {
    position: "sitting",
    rest: 5,
    ...rows("readings", [first, ...second]),
    temperature: about(random, 36.6, 0.2, [36, 37.3], 1),
    "temperature-site": "ear",
  };
};

function restingReading(random: SeededRandom, systolic: number, time: string): Answers {
  const drawn = about(random, systolic, 4, [96, 158]);
  return {
    time,
    systolic: drawn,
    diastolic: Math.min(92, Math.round(drawn * 0.62 + about(random, 0, 2, [-4, 4]))),
    "heart-rate": about(random, 70, 6, [52, 92]),
  };
}

export const ecg: AnswersTo = ({ person, random, began }) => ({
  ...rows("readings", [
    {
      "recorded-at": minutesAfter(began, 25),
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

/** Chemistry and blood count, nearly always within their intervals. */
export const laboratory: AnswersTo = ({ person, random, began }) => {
  const drawn = Object.entries(chemistry).map(([item, [mean, deviation, low, high]]) => [
    item,
    about(random, mean, deviation, [low, high], 1),
  ]);
  const hemoglobin = about(random, person.sex === "F" ? 134 : 150, 6, [120, 168]);
  return {
    ...Object.fromEntries(drawn),
    "collected-at": minutesAfter(began, 15),
    fasting: true,
    hemoglobin,
    hematocrit: Math.round(hemoglobin * 2.95) / 10,
    leukocytes: about(random, 6.6, 1.1, [4.3, 10.2], 1),
    platelets: about(random, 252, 38, [168, 372]),
    "clinically-significant": false,
  };
};

/** The morning after a dose the sodium is a little lower, and now and then too low. */
export const laboratoryPostDose: AnswersTo = (answering) => {
  const { random } = answering;
  return { ...laboratory(answering), fasting: false, sodium: about(random, 138, 1.8, [132, 143], 1) };
};

export const pregnancyTest: AnswersTo = ({ person, began }) =>
  mayBePregnant(person)
    ? { applicable: true, "collected-at": minutesAfter(began, 12), specimen: "urine", result: "negative" }
    : { applicable: false };

export const urineDrugScreen: AnswersTo = ({ began }) => ({
  "collected-at": minutesAfter(began, 10),
  ...Object.fromEntries(
    ["cannabinoids", "amphetamines", "mdma", "cocaine", "opioids", "benzodiazepines", "barbiturates"].map(
      (substance) => [substance, "negative"],
    ),
  ),
});

export const breathAlcohol: AnswersTo = ({ began }) => ({
  "measured-at": minutesAfter(began, 5),
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
