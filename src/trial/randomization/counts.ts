import type { AllocationPlan } from "./allocation-plan.ts";
import { levelIn, type Strata } from "./strata.ts";

/** By level of a factor (`levelKey`): how many were given each arm, in the order of the plan's arms. */
export type ArmCounts = ReadonlyMap<string, readonly number[]>;

/** Who was given which arm with which values. */
export type Allocation = { readonly strata: Strata; readonly armId: string };

export function levelKey(factorId: string, level: string): string {
  return `${factorId}=${level}`;
}

/** The counts of all allocations so far. */
export function countsOf(plan: AllocationPlan, allocations: Iterable<Allocation>): ArmCounts {
  const counts = new Map<string, number[]>();
  for (const allocation of allocations) countIn(counts, plan, allocation);
  return counts;
}

/** Adds one allocation to counts that are the caller's own. */
export function countIn(
  counts: Map<string, number[]>,
  { arms, factors }: AllocationPlan,
  { strata, armId }: Allocation,
): void {
  const arm = arms.findIndex((one) => one.armId === armId);
  if (arm < 0) throw new Error(`The plan has no arm ${armId}.`);
  for (const { id } of factors) {
    const key = levelKey(id, levelIn(strata, id));
    const ofLevel = counts.get(key) ?? arms.map(() => 0);
    ofLevel[arm] = (ofLevel[arm] ?? 0) + 1;
    counts.set(key, ofLevel);
  }
}
