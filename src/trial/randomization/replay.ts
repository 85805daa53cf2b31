import type { AllocationPlan } from "./allocation-plan.ts";
import { type AllocationSource, sequenceChance } from "./chance.ts";
import { type Allocation, countIn } from "./counts.ts";
import { minimize } from "./minimization.ts";
import { permutedBlockList } from "./permuted-blocks.ts";
import { simpleAllocation } from "./simple.ts";
import { type Strata, stratumKey } from "./strata.ts";

/** Whose turn it was, by the values alone; null for a number that was voided before anybody's values were known. */
export type Turn = Strata | null;

/**
 * The arms of a study, drawn again from its seed: one for each turn, in the order of the randomization numbers.
 *
 * Each turn uses up what it was drawn from, voided or not, and an arm once drawn counts in the balance for good: so
 * the public sequence alone settles the result. With permuted blocks a turn takes the next slot of its stratum's
 * list, otherwise the next number of the study's one sequence. A turn without values gets no arm; it uses up a number of the
 * sequence, no slot of a list. `earlier` are allocations under earlier plans, which minimization counts.
 */
export function replay(
  source: AllocationSource,
  plan: AllocationPlan,
  turns: readonly Turn[],
  earlier: readonly Allocation[] = [],
): readonly (string | null)[] {
  if (plan.method === "permuted-blocks") return replayBlocks(source, plan, turns);
  const chance = sequenceChance(source);
  const counts = new Map<string, number[]>();
  for (const allocation of earlier) countIn(counts, plan, allocation);
  return turns.map((strata) => {
    const draw = chance.real();
    if (strata === null) return null;
    if (plan.method === "simple") return simpleAllocation(plan, draw);
    const { armId } = minimize(plan, counts, strata, draw);
    countIn(counts, plan, { strata, armId });
    return armId;
  });
}

function replayBlocks(
  source: AllocationSource,
  plan: AllocationPlan,
  turns: readonly Turn[],
): readonly (string | null)[] {
  const keys = turns.map((strata) => strata && stratumKey(plan, strata));
  const lengths = new Map<string, number>();
  const positions = keys.map((key) => {
    if (key === null) return 0;
    const position = lengths.get(key) ?? 0;
    lengths.set(key, position + 1);
    return position;
  });
  const lists = new Map(
    [...lengths].map(([key, length]) => [key, permutedBlockList(source, plan, key, length)]),
  );
  return keys.map((key, turn) => (key === null ? null : (lists.get(key)?.[positions[turn] ?? 0] ?? null)));
}
