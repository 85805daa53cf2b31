import type { SeededRandom } from "#kernel";
import type { AllocationPlan, ImbalanceFunction } from "../randomization/allocation-plan.ts";
import type { Chance } from "../randomization/chance.ts";

type Wanted = {
  readonly method?: AllocationPlan["method"];
  /** Of arms a, b, c …, in their order. */
  readonly weights: readonly number[];
  readonly factors?: readonly string[];
  readonly factorWeights?: readonly number[];
  readonly followProbability?: number;
  readonly imbalance?: ImbalanceFunction;
  readonly blockSizes?: readonly number[];
};

/** A plan of minimization, unless said otherwise, whose factors have any values. */
export function planOf({ weights, factors = [], factorWeights = [], ...rest }: Wanted): AllocationPlan {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return {
    method: "minimization",
    arms: weights.map((weight, index) => ({ armId: String.fromCharCode(97 + index), weight })),
    factors: factors.map((id, at) => ({ id, label: id, levels: undefined, weight: factorWeights[at] ?? 1 })),
    followProbability: 0.8,
    imbalance: "range",
    blockSizes: [2 * sum, 3 * sum],
    treatmentFactors: [],
    caps: [],
    plannedEnrollment: undefined,
    ...rest,
  };
}

/** Quick chance for tests and simulations, from the kernel's seeded source: 32 bits a number, never for a trial. */
export function chanceFrom(random: SeededRandom): Chance {
  return { below: (n) => random.between(0, n - 1), real: random.next };
}
