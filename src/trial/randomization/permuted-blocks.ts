import type { AllocationPlan } from "./allocation-plan.ts";
import { type AllocationSource, type Chance, chanceOf, shuffled } from "./chance.ts";

/** One block: its arms in order. */
export type PermutedBlock = readonly string[];

/**
 * Blocks one after the other until they hold so many slots at least. Each takes a length at random from the plan's
 * (Zelen 1974, J Chronic Dis 27:365–375; random lengths: ICH E9 2.3.2), holds each arm exactly in the ratio, and
 * has every order with the same probability.
 */
export function permutedBlocks(
  { arms, blockSizes }: Pick<AllocationPlan, "arms" | "blockSizes">,
  slots: number,
  chance: Chance,
): readonly PermutedBlock[] {
  const sum = arms.reduce((total, { weight }) => total + weight, 0);
  const blocks: PermutedBlock[] = [];
  for (let held = 0; held < slots; ) {
    const size = blockSizes[chance.below(blockSizes.length)] ?? 0;
    if (size < sum || size % sum !== 0)
      throw new Error(`A block of ${size} does not hold a ratio of ${sum} parts.`);
    const times = size / sum;
    const ordered = arms.flatMap(({ armId, weight }) => Array<string>(weight * times).fill(armId));
    blocks.push(shuffled(ordered, chance));
    held += size;
  }
  return blocks;
}

/**
 * The list of a stratum: its first slots. It depends on the seed, the study, the plan's version and the stratum alone,
 * and a longer list begins with the shorter one, so that it can be drawn again at any time and length.
 */
export function permutedBlockList(
  { seed, ...of }: AllocationSource,
  plan: Pick<AllocationPlan, "arms" | "blockSizes">,
  stratum: string,
  slots: number,
): readonly string[] {
  return permutedBlocks(plan, slots, chanceOf(seed, { ...of, stratum }))
    .flat()
    .slice(0, slots);
}
