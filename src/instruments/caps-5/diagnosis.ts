import { allOf, anyOf, not, type Truth } from "#kernel";
import { type Answers, answerAtLeast, codeAnswer } from "../answers.ts";
import { type Computed, computedTruth } from "../computation.ts";
import { clusterItems, type Dsm5Cluster, dsm5Clusters, requiredSymptoms } from "../dsm-5-symptoms.ts";
import { countAtLeast, countPresent } from "../symptom-count.ts";
import { type Interview, presences, symptomOf } from "./interview.ts";
import { dissociationItems, symptomItems } from "./symptoms.ts";

/** The highest total of a participant in remission, as in the MDMA phase 3 trials (Mitchell et al. 2021). */
const remissionTotal = 11;

/**
 * DSM-5 criteria A–G, the diagnosis and its specifiers, in three-valued logic: what was not rated makes a
 * score unknown only where it could decide it.
 */
export function diagnosticScores(answers: Answers, interview: Interview): Readonly<Record<string, Computed>> {
  const criteria = metCriteria(answers, interview);
  const diagnosis = allOf(Object.values(criteria));
  const dissociative = allOf([diagnosis, anyOf(presences(interview, dissociationItems))]);
  const delayed = allOf([diagnosis, answerAtLeast(answers, "item21", 6)]);
  const remission = allOf([not(diagnosis), totalAtMost(interview, remissionTotal)]);
  const open = Object.keys(criteria).filter((letter) => criteria[letter] === "unknown");
  return {
    ...Object.fromEntries(
      Object.entries(criteria).map(([letter, met]) => [
        `criterion${letter}`,
        computedTruth(met, undecided(letter)),
      ]),
    ),
    diagnosis: computedTruth(diagnosis, undecided(open.join(", "))),
    dissociativeSubtype: computedTruth(dissociative, "the diagnosis, or items 29 and 30, are not decided"),
    delayedExpression: computedTruth(delayed, "the diagnosis, or item 21, is not decided"),
    remission: computedTruth(remission, "the diagnosis or the total is not decided"),
  };
}

function metCriteria(answers: Answers, interview: Interview): Readonly<Record<string, Truth>> {
  return {
    A: criterionA(answers),
    ...Object.fromEntries(dsm5Clusters.map((cluster) => [cluster, clusterMet(interview, cluster)])),
    F: answerAtLeast(answers, "item22", 1),
    G: anyOf(["item23", "item24", "item25"].map((id) => answerAtLeast(answers, id, 2))),
  };
}

/** A "probable" Criterion A is not yet decided. */
function criterionA(answers: Answers): Truth {
  const rated = codeAnswer(answers, "criterionA");
  return rated === undefined || rated === "probable" ? "unknown" : rated === "met";
}

function clusterMet(interview: Interview, cluster: Dsm5Cluster): Truth {
  return countAtLeast(countPresent(presences(interview, clusterItems(cluster))), requiredSymptoms[cluster]);
}

function totalAtMost(interview: Interview, limit: number): Truth {
  const bounds = symptomItems.map((item) => symptomOf(interview, item).bounds);
  if (bounds.reduce((sum, { most }) => sum + most, 0) <= limit) return true;
  return bounds.reduce((sum, { least }) => sum + least, 0) > limit ? false : "unknown";
}

function undecided(criteria: string): string {
  return `not enough was rated to decide criterion ${criteria}`;
}
