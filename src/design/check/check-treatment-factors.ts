import type { RandomizationPlan } from "../model/intervention.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** The cells of a factorial design: each arm names one level of every treatment, and no two arms are the same cell. */
export function checkTreatmentFactors(plan: RandomizationPlan): readonly DesignFault[] {
  const treatments = plan.treatmentFactors ?? [];
  return [
    ...treatments.flatMap(({ id }, at) =>
      when(treatments.findIndex((one) => one.id === id) < at, () =>
        duplicate(`randomization.treatmentFactors.${at}.id`, id),
      ),
    ),
    ...treatments.flatMap(({ levels }, at) =>
      levels.flatMap(({ id }, levelAt) =>
        when(levels.findIndex((one) => one.id === id) < levelAt, () =>
          duplicate(`randomization.treatmentFactors.${at}.levels.${levelAt}.id`, id),
        ),
      ),
    ),
    ...plan.ratio.flatMap((arm, at) => checkArm(arm, treatments, `randomization.ratio.${at}`)),
    ...checkCells(plan, treatments),
  ];
}

type Treatments = NonNullable<RandomizationPlan["treatmentFactors"]>;
type Arm = RandomizationPlan["ratio"][number];

function duplicate(path: string, id: string): DesignFault {
  return error("duplicate-id", path, `${id} is given twice.`, "Give each its own id.");
}

function checkArm({ armId, levels = {} }: Arm, treatments: Treatments, path: string): readonly DesignFault[] {
  const known = treatments.map(({ id }) => id);
  return [
    ...treatments.flatMap((treatment) => {
      const level = levels[treatment.id];
      const names = treatment.levels.map(({ id }) => id);
      return when(level === undefined || !names.includes(level), () =>
        error(
          "treatment-level",
          `${path}.levels`,
          level === undefined
            ? `Arm ${armId} names no level of ${treatment.id}.`
            : `${level} is no level of ${treatment.id}.`,
          `Name one of ${names.join(", ")}.`,
        ),
      );
    }),
    ...Object.keys(levels).flatMap((id) =>
      when(!known.includes(id), () =>
        error(
          "unresolved-id",
          `${path}.levels.${id}`,
          `There is no treatment factor ${id}.`,
          known.length > 0 ? `Name one of ${known.join(", ")}.` : "Add it to treatmentFactors.",
        ),
      ),
    ),
  ];
}

function checkCells({ ratio }: RandomizationPlan, treatments: Treatments): readonly DesignFault[] {
  if (treatments.length === 0) return [];
  const cellOf = ({ levels }: Arm): string => treatments.map(({ id }) => levels?.[id] ?? "").join(" with ");
  const cells = ratio.map(cellOf);
  const all = treatments.reduce((product, { levels }) => product * levels.length, 1);
  const filled = new Set(cells).size;
  return [
    ...ratio.flatMap(({ armId }, at) =>
      when(cells.indexOf(cells[at] ?? "") < at, () =>
        error(
          "cell-twice",
          `randomization.ratio.${at}.levels`,
          `Arm ${armId} is ${cells[at]}, as another arm is.`,
          "Give each arm a combination of its own.",
        ),
      ),
    ),
    ...when(filled < all, () =>
      warning(
        "factorial-incomplete",
        "randomization.ratio",
        `${filled} of the ${all} combinations of treatments have an arm.`,
        "Add the others, unless the design is meant to be incomplete.",
      ),
    ),
  ];
}
