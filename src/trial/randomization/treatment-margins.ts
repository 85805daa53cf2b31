import type { AllocationPlan } from "./allocation-plan.ts";

/** How many were given one level of a treatment of a factorial design, beside what the ratio of the arms expects. */
export type TreatmentMargin = {
  readonly treatmentFactorId: string;
  readonly levelId: string;
  readonly allotted: number;
  readonly expected: number;
};

/**
 * The balance of each treatment of a factorial design by itself, over all levels of the others: participants are
 * randomized to the cells, and balance of the margins follows. It is made of arms, so it is for unblinded roles alone.
 */
export function treatmentMargins(
  { arms, treatmentFactors }: Pick<AllocationPlan, "arms" | "treatmentFactors">,
  byArm: ReadonlyMap<string, number>,
): readonly TreatmentMargin[] {
  const all = arms.reduce((sum, { armId }) => sum + (byArm.get(armId) ?? 0), 0);
  const weights = arms.reduce((sum, { weight }) => sum + weight, 0);
  return treatmentFactors.flatMap(({ id, levels, levelOfArm }) =>
    [...levels.keys()].map((levelId) => {
      const cells = arms.filter(({ armId }) => levelOfArm.get(armId) === levelId);
      const weight = cells.reduce((sum, cell) => sum + cell.weight, 0);
      return {
        treatmentFactorId: id,
        levelId,
        allotted: cells.reduce((sum, { armId }) => sum + (byArm.get(armId) ?? 0), 0),
        expected: (all * weight) / weights,
      };
    }),
  );
}
