import type { AllocationPlan, ImbalanceFunction } from "./allocation-plan.ts";
import { indexByProbability } from "./chance.ts";
import { type ArmCounts, levelKey } from "./counts.ts";
import { levelIn, type Strata } from "./strata.ts";

/** What minimization gave, and all that it came from. Arrays are in the order of the plan's arms. */
export type MinimizedAllocation = {
  readonly armId: string;
  /** The total imbalance that would follow if the participant were given each arm. */
  readonly imbalances: readonly number[];
  /** With which probability each arm was given. */
  readonly probabilities: readonly number[];
};

/**
 * The next arm by minimization (Pocock and Simon 1975, Biometrics 31:103–115).
 *
 * For each arm: were the participant given it, how far apart would the arms be among those with the same value, summed
 * over the factors by their weights. Where arms weigh unequally, counts are divided by the weights (Han, Enas and
 * McEntegart 2009, Stat Med 28:3329–3346). The arm with the least sum is preferred; equals are preferred by their
 * weights. How often the preferred arm is given says `allocationProbabilities`.
 *
 * `counts` are of those allotted before; `draw` is one uniform number on [0, 1), the only one that an allocation uses.
 */
export function minimize(
  plan: AllocationPlan,
  counts: ArmCounts,
  strata: Strata,
  draw: number,
): MinimizedAllocation {
  const imbalances = imbalancesByArm(plan, counts, strata);
  const probabilities = allocationProbabilities(plan, imbalances);
  const arm = plan.arms[indexByProbability(probabilities, draw)];
  if (!arm) throw new Error("The plan has no arms.");
  return { armId: arm.armId, imbalances, probabilities };
}

function imbalancesByArm(
  { arms, factors, imbalance }: AllocationPlan,
  counts: ArmCounts,
  strata: Strata,
): readonly number[] {
  const sums = arms.map(() => 0);
  for (const { id, weight } of factors) {
    const ofLevel = counts.get(levelKey(id, levelIn(strata, id)));
    const scaled = arms.map((arm, index) => (ofLevel?.[index] ?? 0) / arm.weight);
    for (const [index, arm] of arms.entries()) {
      const before = scaled[index] ?? 0;
      scaled[index] = before + 1 / arm.weight;
      sums[index] = (sums[index] ?? 0) + weight * spread(scaled, imbalance);
      scaled[index] = before;
    }
  }
  return sums;
}

/** How far apart the numbers are; the variance is the sample's. */
function spread(numbers: readonly number[], imbalance: ImbalanceFunction): number {
  if (imbalance === "range") return Math.max(...numbers) - Math.min(...numbers);
  const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const variance = numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (numbers.length - 1);
  return imbalance === "variance" ? variance : Math.sqrt(variance);
}

/**
 * Biased-coin minimization (Han, Enas and McEntegart 2009): each arm that is not preferred is given with a probability
 * in proportion to its weight, the same whichever is preferred; the preferred arm gets the rest. That is
 * `followProbability` for the arm that weighs least, so for every arm of an equal ratio, and more for arms that weigh
 * more. One probability for all would pull an unequal ratio towards an equal one. Over a trial the ratio is kept, but
 * not at every turn: while nobody has a value, the arm that weighs most is preferred.
 */
export function allocationProbabilities(
  { arms, followProbability }: Pick<AllocationPlan, "arms" | "followProbability">,
  imbalances: readonly number[],
): readonly number[] {
  const all = arms.reduce((sum, { weight }) => sum + weight, 0);
  const least = Math.min(...arms.map(({ weight }) => weight));
  const unfollowed = Math.min(1, ((1 - followProbability) * all) / (all - least));
  const best = Math.min(...imbalances);
  // Sums of quotients that are equal on paper differ by rounding errors.
  const isBest = imbalances.map((one) => one - best <= 1e-9 * Math.max(1, Math.abs(best)));
  const ofBest = arms.reduce((sum, { weight }, index) => sum + (isBest[index] ? weight : 0), 0);
  return arms.map(
    ({ weight }, index) =>
      (unfollowed * weight) / all + (isBest[index] ? ((1 - unfollowed) * weight) / ofBest : 0),
  );
}
