import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Arms that have no place in an epoch, and criteria that nobody answers. */
export function checkStructure({ design }: Checking): readonly DesignFault[] {
  return [
    ...design.arms.flatMap(({ id }, at) =>
      when(!design.cells.some(({ armId }) => armId === id), () =>
        error("arm-without-cells", `arms.${at}`, `Arm ${id} takes part in no epoch.`, "Add its cells."),
      ),
    ),
    ...design.epochs.flatMap(({ id }, at) => {
      const missing = design.arms.filter(
        (arm) => !design.cells.some((cell) => cell.armId === arm.id && cell.epochId === id),
      );
      return when(missing.length > 0 && missing.length < design.arms.length, () =>
        warning(
          "cell-missing",
          `epochs.${at}`,
          `Epoch ${id} has no cell for arm ${missing.map((arm) => arm.id).join(", ")}.`,
          "Add it, if the arm goes through this epoch.",
        ),
      );
    }),
    ...design.eligibilityCriteria.flatMap(({ identifier, expression, answeredBy }, at) => [
      ...when(expression === undefined && answeredBy === undefined, () =>
        warning(
          "criterion-unanswered",
          `eligibilityCriteria.${at}`,
          `Nothing answers ${identifier}, so it stays unknown.`,
          "Set expression, or answeredBy.",
        ),
      ),
      ...when(expression !== undefined && answeredBy !== undefined, () =>
        warning(
          "idle-setting",
          `eligibilityCriteria.${at}.answeredBy`,
          `The expression of ${identifier} decides, answeredBy does nothing.`,
          "Leave one of the two.",
        ),
      ),
    ]),
  ];
}
