import type { SeededRandom } from "#kernel";
import { type Answers, type AnswersTo, about, spread, wishesToBeDead } from "./answering.ts";

// How heavy each DSM-5 symptom of PTSD tends to weigh: dreams, avoidance and vigilance much, amnesia and recklessness little.
const symptomWeights = [
  1.1, 1.1, 0.5, 1.3, 1.1, 1.3, 1.1, 0.3, 1.2, 0.9, 1.2, 1.0, 1.1, 0.9, 0.8, 0.25, 1.2, 1.0, 1.0, 1.3,
];
const traumaRelated = [9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

/** Ratings of an interview by the published rule: severity follows from frequency and intensity. */
export const caps5: AnswersTo = (answering) => {
  const { random, severity } = answering;
  const total = Math.round(Math.min(76, Math.max(0, severity)));
  const answers: Record<string, number | string> = { criterionA: "met" };
  for (const [index, rated] of spread(random, total, symptomWeights, 4).entries()) {
    const item = index + 1;
    const [frequency, intensity] = pairFor(random, rated);
    answers[`item${item}Frequency`] = frequency;
    answers[`item${item}Intensity`] = intensity;
    if (traumaRelated.includes(item))
      answers[`item${item}TraumaRelatedness`] = rated >= 3 ? "definite" : "probable";
  }
  const impairment = Math.min(4, Math.round(total / 13));
  return {
    ...answers,
    item21: 1,
    item22: 12 * Math.min(20, 1 + (answering.person.age % 12)),
    item23: impairment,
    item24: impairment,
    item25: Math.max(0, impairment - (random.next() < 0.4 ? 1 : 0)),
    item26: random.next() < 0.8 ? 0 : 1,
    item27: impairment,
    ...symptom(random, 29, total > 40 ? 1 : 0),
    ...symptom(random, 30, total > 46 ? 1 : 0),
  };
};

/** As many points as the severity has on a self-report of 80, the two agreeing as closely as they do. */
export const pcl5: AnswersTo = ({ random, severity }) => {
  const total = about(random, 1.12 * severity + 2, 3, [0, 78]);
  return numbered(spread(random, total, symptomWeights, 4));
};

export const phq9: AnswersTo = (answering) => {
  const { random, severity } = answering;
  const total = about(random, 0.3 * severity + 1, 1.8, [0, 24]);
  const items = spread(random, total, [1.1, 1.1, 1.3, 1.3, 0.8, 1.1, 1, 0.6, 0], 3);
  return {
    ...numbered(items),
    item9: wishesToBeDead(answering) ? 1 : 0,
    item10: Math.min(3, Math.round(total / 7)),
  };
};

export const gad7: AnswersTo = ({ random, severity }) =>
  numbered(
    spread(random, about(random, 0.28 * severity + 1, 1.6, [0, 21]), [1.2, 1.1, 1.1, 1.1, 0.8, 0.9, 0.8], 3),
  );

export const bdi2: AnswersTo = (answering) => {
  const { random, severity } = answering;
  const total = about(random, 0.6 * severity + 3, 3, [0, 55]);
  const weights = Array.from({ length: 21 }, (_, item) => (item === 8 ? 0 : 1));
  return { ...numbered(spread(random, total, weights, 3)), item9: wishesToBeDead(answering) ? 1 : 0 };
};

export const eq5d5l: AnswersTo = ({ random, severity }) => {
  const level = (share: number): number => about(random, 1 + share * (severity / 18), 0.4, [1, 5]);
  return {
    mobility: level(0.1),
    selfCare: level(0.1),
    usualActivities: level(0.8),
    painDiscomfort: level(0.5),
    anxietyDepression: level(1.2),
    vas: about(random, 88 - 0.75 * severity, 6, [10, 98]),
  };
};

export const sds: AnswersTo = ({ random, severity }) => {
  const domain = (): number => about(random, severity / 6.5, 1, [0, 10]);
  return {
    work: domain(),
    social: domain(),
    family: domain(),
    daysLost: about(random, severity / 25, 0.7, [0, 7]),
    daysUnderproductive: about(random, severity / 14, 1, [0, 7]),
  };
};

export const des2: AnswersTo = ({ random }) =>
  numbered(Array.from({ length: 28 }, () => 10 * about(random, 1, 1, [0, 5])));

function numbered(values: readonly number[]): Answers {
  return Object.fromEntries(values.map((value, index) => [`item${index + 1}`, value]));
}

function symptom(random: SeededRandom, item: number, rated: number): Answers {
  const [frequency, intensity] = pairFor(random, rated);
  return { [`item${item}Frequency`]: frequency, [`item${item}Intensity`]: intensity };
}

/** A frequency class and an intensity that make this severity by the rule: the lower of the two decides. */
function pairFor(random: SeededRandom, severity: number): readonly [number, number] {
  if (severity === 0) return [0, 0];
  const higher = Math.min(4, severity + (random.next() < 0.3 ? 1 : 0));
  return random.next() < 0.5 ? [severity, higher] : [higher, severity];
}
