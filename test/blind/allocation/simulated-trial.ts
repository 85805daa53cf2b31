import {
  type AllocationPlan,
  type Chance,
  countIn,
  minimize,
  permutedBlocks,
  simpleAllocation,
  stratumKey,
} from "#trial";
import type { Enrolled } from "./enrolled.ts";

/** The arms, 0 or 1, that the trial's own rules give to those enrolled. */
export function allot(
  plan: AllocationPlan,
  enrolled: readonly Enrolled[],
  chance: Chance,
): readonly number[] {
  const indexOf = (armId: string | undefined): number => plan.arms.findIndex((arm) => arm.armId === armId);
  if (plan.method === "permuted-blocks") return allotBlocks(plan, enrolled, chance).map(indexOf);
  const counts = new Map<string, number[]>();
  return enrolled.map((strata) => {
    if (plan.method === "simple") return indexOf(simpleAllocation(plan, chance.real()));
    const { armId } = minimize(plan, counts, strata, chance.real());
    countIn(counts, plan, { strata, armId });
    return indexOf(armId);
  });
}

function allotBlocks(
  plan: AllocationPlan,
  enrolled: readonly Enrolled[],
  chance: Chance,
): readonly (string | undefined)[] {
  const ordinals = new Map<string, number>();
  const turns = enrolled.map((strata) => {
    const key = keyOf(plan, strata);
    const position = ordinals.get(key) ?? 0;
    ordinals.set(key, position + 1);
    return { key, position };
  });
  const lists = new Map(
    [...ordinals].map(([key, slots]) => [key, permutedBlocks(plan, slots, chance).flat()]),
  );
  return turns.map(({ key, position }) => lists.get(key)?.[position]);
}

const keys = new Map<AllocationPlan, Map<string, string>>();

/** The name of the stratum, made once for each: canonical JSON a million times over is slow. */
function keyOf(plan: AllocationPlan, strata: Enrolled): string {
  const ofPlan = keys.get(plan) ?? new Map<string, string>();
  keys.set(plan, ofPlan);
  const brief = strata.site + strata["prior-use"];
  const key = ofPlan.get(brief) ?? stratumKey(plan, strata);
  ofPlan.set(brief, key);
  return key;
}

/** How the arms of a trial turned out: differences at its end, and how often they were guessed. */
export type Outcome = {
  /** |first arm − second arm| among all. */
  readonly difference: number;
  /** The mean over the sites, the values of prior use, and the strata of both. */
  readonly bySite: number;
  readonly byPrior: number;
  readonly byStratum: number;
  /** The largest difference in a stratum at any time. */
  readonly worstInStratum: number;
  /** Right guesses of who knows the arms so far: of all, of the own site, of the own stratum; of equals half. */
  readonly rightByAll: number;
  readonly rightBySite: number;
  readonly rightByStratum: number;
};

export function outcomeOf(enrolled: readonly Enrolled[], arms: readonly number[]): Outcome {
  const [all, sites, priors, strata] = [tally(), tally(), tally(), tally()];
  for (const [turn, { site, "prior-use": prior }] of enrolled.entries()) {
    const arm = arms[turn] ?? 0;
    all.add("", arm);
    sites.add(site, arm);
    priors.add(prior, arm);
    strata.add(`${site} ${prior}`, arm);
  }
  return {
    difference: all.meanDifference(),
    bySite: sites.meanDifference(),
    byPrior: priors.meanDifference(),
    byStratum: strata.meanDifference(),
    worstInStratum: strata.worst(),
    rightByAll: all.right(),
    rightBySite: sites.right(),
    rightByStratum: strata.right(),
  };
}

/** Differences by key, and the guesses of the convergence strategy: whichever arm had fewer (Blackwell and Hodges 1957). */
function tally() {
  const differences = new Map<string, number>();
  let right = 0;
  let worst = 0;
  return {
    add: (key: string, arm: number): void => {
      const before = differences.get(key) ?? 0;
      if (before === 0) right += 0.5;
      else if (before > 0 === (arm === 1)) right++;
      const after = before + (arm === 0 ? 1 : -1);
      worst = Math.max(worst, Math.abs(after));
      differences.set(key, after);
    },
    right: (): number => right,
    worst: (): number => worst,
    meanDifference: (): number =>
      [...differences.values()].reduce((sum, one) => sum + Math.abs(one), 0) / Math.max(1, differences.size),
  };
}
