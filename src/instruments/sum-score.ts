import { type Answers, numberAnswer, unanswered } from "./answers.ts";
import { type Computed, computed, notAnswered, notComputed } from "./computation.ts";

export type SumScore = { readonly computed: Computed; readonly prorated: boolean };

/**
 * The sum of the items. Where at most `maximumMissing` of them were not answered, each of those counts as the
 * mean of the answered ones (so the sum is prorated and not rounded); where more were not, there is no sum.
 */
export function sumScore(answers: Answers, itemIds: readonly string[], maximumMissing = 0): SumScore {
  const missing = unanswered(answers, itemIds);
  const answered = itemIds.length - missing.length;
  if (missing.length > maximumMissing || answered === 0) {
    const allowed = maximumMissing === 0 ? "none may be missing" : `at most ${maximumMissing} may be missing`;
    return { computed: notComputed(`${notAnswered(missing)}; ${allowed}`), prorated: false };
  }
  const sum = itemIds.reduce((total, id) => total + (numberAnswer(answers, id) ?? 0), 0);
  const prorated = missing.length > 0;
  return { computed: computed(prorated ? (sum * itemIds.length) / answered : sum), prorated };
}

/** The mean of the items, all of which must be answered. */
export function meanScore(answers: Answers, itemIds: readonly string[]): Computed {
  const sum = sumScore(answers, itemIds).computed;
  return typeof sum.value === "number" ? computed(sum.value / itemIds.length) : sum;
}

/** Whether a computed number is at least `threshold`; not computed, for the same reason, where the number is not. */
export function computedAtLeast(score: Computed, threshold: number): Computed {
  return typeof score.value === "number" ? computed(score.value >= threshold) : score;
}
