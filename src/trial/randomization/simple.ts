import type { AllocationPlan } from "./allocation-plan.ts";
import { indexByProbability } from "./chance.ts";

/** The next arm by independent draws, each arm with the probability of its weight in the ratio; `draw` is uniform on [0, 1). */
export function simpleAllocation({ arms }: Pick<AllocationPlan, "arms">, draw: number): string {
  const all = arms.reduce((sum, { weight }) => sum + weight, 0);
  const arm =
    arms[
      indexByProbability(
        arms.map(({ weight }) => weight / all),
        draw,
      )
    ];
  if (!arm) throw new Error("The plan has no arms.");
  return arm.armId;
}
