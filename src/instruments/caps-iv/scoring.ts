import { allOf, anyOf, type Truth } from "#kernel";
import { type Answers, answerAtLeast, codeAnswer, numberAnswer, unanswered } from "../answers.ts";
import {
  type Computation,
  type Computed,
  computed,
  computedTruth,
  notComputed,
  notRated,
} from "../computation.ts";
import { computedCount, countAtLeast, countPresent } from "../symptom-count.ts";
import { dsm4ClusterItems, dsm4Clusters, dsm4Symptoms, requiredDsm4Symptoms } from "./symptoms.ts";

/** Severity is frequency + intensity; a symptom counts by the F1/I2 rule. */
export function computeCapsIv(answers: Answers): Computation {
  return {
    scores: { ...severityScores(answers), ...diagnosticScores(answers) },
    missing: missingItems(answers),
    prorated: false,
    rules: [
      "Severity of a symptom: frequency + intensity; where frequency is 0 and intensity was not rated, 0.",
      "Symptom present (F1/I2): frequency 1 or more and intensity 2 or more.",
      "Diagnosis (DSM-IV): A; at least 1 B, 3 C and 2 D symptoms; E: item 19 at least one month; F: one of items 20–22 at 2 or more. Unknown only where a missing answer could change it.",
    ],
    notes: [],
  };
}

const symptomItems = dsm4Symptoms.map(({ item }) => item);

function severityScores(answers: Answers): Readonly<Record<string, Computed>> {
  return {
    total: severitySum(answers, symptomItems),
    symptoms: presentCount(answers, symptomItems),
    ...Object.fromEntries(
      dsm4Clusters.flatMap((cluster) => [
        [`cluster${cluster}`, severitySum(answers, dsm4ClusterItems(cluster))],
        [`symptoms${cluster}`, presentCount(answers, dsm4ClusterItems(cluster))],
      ]),
    ),
  };
}

/** Undefined where it was not rated; intensity is not asked of what did not occur. */
function severityOf(answers: Answers, item: number): number | undefined {
  const frequency = numberAnswer(answers, `item${item}Frequency`);
  const intensity = numberAnswer(answers, `item${item}Intensity`) ?? (frequency === 0 ? 0 : undefined);
  return frequency === undefined || intensity === undefined ? undefined : frequency + intensity;
}

function severitySum(answers: Answers, items: readonly number[]): Computed {
  const unrated = items.filter((item) => severityOf(answers, item) === undefined);
  if (unrated.length > 0) return notComputed(notRated(unrated));
  return computed(items.reduce((sum, item) => sum + (severityOf(answers, item) ?? 0), 0));
}

function isPresent(answers: Answers, item: number): Truth {
  return allOf([
    answerAtLeast(answers, `item${item}Frequency`, 1),
    answerAtLeast(answers, `item${item}Intensity`, 2),
  ]);
}

function presentCount(answers: Answers, items: readonly number[]): Computed {
  const undecided = items.filter((item) => isPresent(answers, item) === "unknown");
  return computedCount(countPresent(items.map((item) => isPresent(answers, item))), notRated(undecided));
}

function diagnosticScores(answers: Answers): Readonly<Record<string, Computed>> {
  const criterionA = codeAnswer(answers, "criterionA");
  const criteria: Readonly<Record<string, Truth>> = {
    A: criterionA === undefined ? "unknown" : criterionA === "met",
    ...Object.fromEntries(
      dsm4Clusters.map((cluster) => {
        const count = countPresent(dsm4ClusterItems(cluster).map((item) => isPresent(answers, item)));
        return [cluster, countAtLeast(count, requiredDsm4Symptoms[cluster])];
      }),
    ),
    E: answerAtLeast(answers, "item19", 1),
    F: anyOf(["item20", "item21", "item22"].map((id) => answerAtLeast(answers, id, 2))),
  };
  const open = Object.keys(criteria).filter((letter) => criteria[letter] === "unknown");
  return {
    ...Object.fromEntries(
      Object.entries(criteria).map(([letter, met]) => [
        `criterion${letter}`,
        computedTruth(met, undecided(letter)),
      ]),
    ),
    diagnosis: computedTruth(allOf(Object.values(criteria)), undecided(open.join(", "))),
  };
}

function missingItems(answers: Answers): readonly string[] {
  return [
    ...unanswered(answers, ["criterionA"]),
    ...symptomItems.flatMap((item) => {
      const [frequency, intensity] = [`item${item}Frequency`, `item${item}Intensity`];
      const asked = numberAnswer(answers, frequency) === 0 ? [frequency] : [frequency, intensity];
      return unanswered(answers, asked);
    }),
    ...unanswered(answers, ["item19", "item20", "item21", "item22"]),
  ];
}

function undecided(criteria: string): string {
  return `not enough was rated to decide criterion ${criteria}`;
}
