import { levelsOf, levelsOfFactor, typeOfFactor } from "../compile/factor-levels.ts";
import { numberOf } from "../compile/number-of.ts";
import type { RandomizationPlan } from "../model/intervention.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Arms, ratio, factors and caps that do not fit each other. That factors name an item is checked with the expressions. */
export function checkRandomization(checking: Checking): readonly DesignFault[] {
  const { randomization } = checking.design;
  if (!randomization) return [];
  return [
    ...checkRatio(checking, randomization),
    ...checkNumbers(checking, randomization),
    ...checkFactors(checking, randomization),
    ...checkCaps(checking, randomization),
    ...checkStrata(checking, randomization),
  ];
}

function checkRatio({ design }: Checking, { ratio }: RandomizationPlan): readonly DesignFault[] {
  return [
    ...ratio.flatMap(({ armId }, at) =>
      when(ratio.findIndex((one) => one.armId === armId) < at, () =>
        error("duplicate-id", `randomization.ratio.${at}`, `Arm ${armId} has two weights.`, "Join them."),
      ),
    ),
    ...design.arms.flatMap(({ id }) =>
      when(!ratio.some(({ armId }) => armId === id), () =>
        warning(
          "arm-not-randomized",
          "randomization.ratio",
          `Nobody is randomized to arm ${id}.`,
          "Give it a weight, or remove the arm.",
        ),
      ),
    ),
  ];
}

function checkNumbers({ compiled }: Checking, plan: RandomizationPlan): readonly DesignFault[] {
  const element = numberOf(compiled.parameters, plan.randomElement);
  const isMinimization = plan.method === "minimization";
  return [
    ...when(isMinimization && plan.randomElement === undefined, () =>
      warning(
        "minimization-predictable",
        "randomization",
        "Minimization without a random element can be predicted.",
        "Set randomElement, such as 0.8.",
      ),
    ),
    ...when(element !== undefined && !(element > 0.5 && element <= 1), () =>
      error(
        "random-element",
        "randomization.randomElement",
        `The better-balancing arm is followed with probability ${element}.`,
        "Give a probability above 0.5 and up to 1.",
      ),
    ),
    ...when(plan.method === "simple" && plan.factors.length > 0, () =>
      warning(
        "idle-setting",
        "randomization.factors",
        "Simple randomization balances no factors.",
        "Remove them, or choose another method.",
      ),
    ),
  ];
}

function checkFactors(checking: Checking, { factors }: RandomizationPlan): readonly DesignFault[] {
  return factors.flatMap(({ id }, at) => {
    const reference = checking.compiled.factors.get(id)?.reference;
    const path = `randomization.factors.${at}.reference`;
    if (!reference) return [];
    if (reference.kind !== "reference") {
      const remedy = "Name an item; compute it on a form if needed.";
      return [error("factor-not-an-item", path, `Factor ${id} is no single item.`, remedy)];
    }
    const type = typeOfFactor(checking.compiled, id);
    return when(type !== undefined && !levelsOf(type), () =>
      error(
        "factor-without-levels",
        path,
        `The values of factor ${id} cannot be listed.`,
        "Name a code or a yes-no item.",
      ),
    );
  });
}

function checkCaps(checking: Checking, { caps }: RandomizationPlan): readonly DesignFault[] {
  return caps.flatMap(({ factorId, value, share }, at) => {
    const path = `randomization.caps.${at}`;
    const levels = levelsOfFactor(checking.compiled, factorId);
    const number = numberOf(checking.compiled.parameters, share);
    return [
      ...when(levels !== undefined && !levels.has(value), () =>
        error(
          "cap-value",
          `${path}.value`,
          `${value} is no value of factor ${factorId}.`,
          `Name one of ${[...(levels?.keys() ?? [])].join(", ")}.`,
        ),
      ),
      ...when(number !== undefined && !(number > 0 && number <= 1), () =>
        error(
          "cap-share",
          `${path}.share`,
          `The cap on ${value} is a share of ${number}.`,
          "Give a share above 0 and up to 1.",
        ),
      ),
    ];
  });
}

/**
 * Strata too small for blocks end with their last block half used, and the arms unbalanced. The smallest block
 * holds the sum of the weights; the length in use is sealed. Sites make strata smaller still.
 */
function checkStrata(
  checking: Checking,
  { method, ratio, factors }: RandomizationPlan,
): readonly DesignFault[] {
  const planned = checking.design.population?.plannedEnrollment;
  if (method !== "permuted-blocks" || planned === undefined) return [];
  const levels = factors.map(({ id }) => levelsOfFactor(checking.compiled, id)?.size ?? 1);
  const strata = levels.reduce((product, count) => product * count, 1);
  const block = ratio.reduce((sum, { weight }) => sum + weight, 0);
  const expected = planned / strata;
  return when(expected < 2 * block, () =>
    warning(
      "strata-too-small",
      "randomization.factors",
      `${planned} participants in ${strata} strata are about ${Math.round(expected * 10) / 10} each, fewer than two blocks of ${block}.`,
      "Use fewer factors, or minimization.",
    ),
  );
}
