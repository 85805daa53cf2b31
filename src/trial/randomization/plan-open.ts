import type { CompiledDesign } from "#design";
import type { StudyState } from "../study/evolve.ts";
import { type AllocationPlan, allocationPlan, planVersionOf } from "./allocation-plan.ts";

/** Whether the plan is the one for which randomization was opened last, by what everybody may know. */
export function isOpenFor(
  plan: AllocationPlan,
  { randomizationOpenedFor }: Pick<StudyState, "randomizationOpenedFor">,
  designOf: (version: string) => CompiledDesign | undefined,
): boolean {
  const design = designOf(randomizationOpenedFor.at(-1) ?? "");
  const opened = design && allocationPlan(design);
  return opened?.ok === true && planVersionOf(opened.value) === planVersionOf(plan);
}
