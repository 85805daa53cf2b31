import { levelsOf, typeOfFactor } from "../compile/factor-levels.ts";
import { numberOf } from "../compile/number-of.ts";
import type { RandomizationPlan } from "../model/intervention.ts";
import { checkCaps } from "./check-caps.ts";
import { checkStrata } from "./check-strata.ts";
import { checkTreatmentFactors } from "./check-treatment-factors.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Arms, ratio, factors and caps that do not fit each other. That factors name an item is checked with the expressions. */
export function checkRandomization(checking: Checking): readonly DesignFault[] {
  const { randomization } = checking.design;
  if (!randomization) return [];
  return [
    ...checkRatio(checking, randomization),
    ...checkRandomElement(checking, randomization),
    ...checkBlockSizes(randomization),
    ...checkIdleSettings(randomization),
    ...checkFactors(checking, randomization),
    ...checkWeights(checking, randomization),
    ...checkTreatmentFactors(randomization),
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

/** Followed with the share of the smallest arm, the better-balancing arm is followed no more often than by chance. */
function checkRandomElement({ compiled }: Checking, plan: RandomizationPlan): readonly DesignFault[] {
  if (plan.method !== "minimization") return [];
  const element = numberOf(compiled.parameters, plan.randomElement);
  const byChance = Math.min(...plan.ratio.map(({ weight }) => weight)) / sumOfWeights(plan);
  return [
    ...when(plan.randomElement === undefined || element === 1, () =>
      warning(
        "minimization-predictable",
        "randomization",
        "Minimization without a random element can be predicted.",
        "Set randomElement, such as 0.8.",
      ),
    ),
    ...when(element !== undefined && !(element > byChance && element <= 1), () =>
      error(
        "random-element",
        "randomization.randomElement",
        `The better-balancing arm is followed with probability ${element}.`,
        `Give a probability above ${Math.round(byChance * 1000) / 1000}, which is chance alone, and up to 1.`,
      ),
    ),
    ...when(new Set(plan.ratio.map(({ weight }) => weight)).size > 1, () =>
      warning(
        "ratio-not-kept",
        "randomization.ratio",
        "Minimization keeps an unequal ratio over a trial, not at every allocation: the first at each site are given the arm that weighs most more often than that.",
        "Use permuted blocks, or an equal ratio, unless that can be accepted.",
      ),
    ),
  ];
}

function checkBlockSizes(plan: RandomizationPlan): readonly DesignFault[] {
  const sizes = plan.method === "permuted-blocks" ? (plan.blockSizes ?? []) : [];
  const sum = sumOfWeights(plan);
  return [
    ...sizes.flatMap((size, at) =>
      when(size % sum !== 0, () =>
        error(
          "block-size",
          `randomization.blockSizes.${at}`,
          `A block of ${size} cannot hold a ratio of ${sum} parts.`,
          `Give a multiple of ${sum}.`,
        ),
      ),
    ),
    ...sizes.flatMap((size, at) =>
      when(sizes.indexOf(size) < at, () =>
        warning(
          "block-size-twice",
          `randomization.blockSizes.${at}`,
          `Block size ${size} is given twice: blocks take it twice as often.`,
          "Give each size once.",
        ),
      ),
    ),
    ...when(sizes.length > 0, () =>
      warning(
        "block-sizes-in-protocol",
        "randomization.blockSizes",
        "Block sizes in a design can be read by whoever has its file (ICH E9 2.3.2: investigators should not know them).",
        "Leave them out, and give them when randomization is opened: there they are sealed.",
      ),
    ),
    ...when(new Set(sizes).size === 1, () =>
      warning(
        "blocks-predictable",
        "randomization.blockSizes",
        "Blocks of one size can be counted, and their last arms predicted.",
        `Give two sizes or more, such as ${2 * sum} and ${3 * sum}.`,
      ),
    ),
  ];
}

/** Settings that the method takes no notice of. */
function checkIdleSettings(plan: RandomizationPlan): readonly DesignFault[] {
  const { method, factors, site } = plan;
  const isWeighted = factors.some(({ weight }) => weight !== undefined) || site?.weight !== undefined;
  const idle: readonly (readonly [setting: string, isIdle: boolean, message: string])[] = [
    ["factors", method === "simple" && factors.length > 0, "Simple randomization balances no factors."],
    ["site", method === "simple" && site?.balance === true, "Simple randomization balances no sites."],
    [
      "factors",
      method === "permuted-blocks" && isWeighted,
      "Weights count in minimization alone: each value of each factor makes strata of its own.",
    ],
    [
      "blockSizes",
      method !== "permuted-blocks" && plan.blockSizes !== undefined,
      "Only permuted blocks have block sizes.",
    ],
    [
      "randomElement",
      method !== "minimization" && plan.randomElement !== undefined,
      "Only minimization has a random element.",
    ],
    [
      "imbalance",
      method !== "minimization" && plan.imbalance !== undefined,
      "Only minimization measures imbalance.",
    ],
  ];
  return idle.flatMap(([setting, isIdle, message]) =>
    when(isIdle, () =>
      warning("idle-setting", `randomization.${setting}`, message, "Remove them, or choose another method."),
    ),
  );
}

function checkFactors(
  checking: Checking,
  { method, factors, site }: RandomizationPlan,
): readonly DesignFault[] {
  const none = when(method === "minimization" && factors.length === 0 && site?.balance === false, () =>
    error(
      "nothing-to-minimize",
      "randomization.factors",
      "Minimization has neither site nor factor to balance over.",
      "Name a factor, balance over the site, or choose another method.",
    ),
  );
  return [
    ...none,
    ...factors.flatMap(({ id }, at) => checkFactor(checking, id, `randomization.factors.${at}`)),
  ];
}

function checkFactor({ compiled }: Checking, id: string, path: string): readonly DesignFault[] {
  const reserved = when(id === "site", () =>
    error("reserved-id", `${path}.id`, "The site is called site already.", "Give the factor another id."),
  );
  const reference = compiled.factors.get(id)?.reference;
  if (!reference) return reserved;
  if (reference.kind !== "reference") {
    const remedy = "Name an item; compute it on a form if needed.";
    return [
      ...reserved,
      error("factor-not-an-item", `${path}.reference`, `Factor ${id} is no single item.`, remedy),
    ];
  }
  const type = typeOfFactor(compiled, id);
  const unlisted = when(type !== undefined && !levelsOf(type), () =>
    error(
      "factor-without-levels",
      `${path}.reference`,
      `The values of factor ${id} cannot be listed.`,
      "Name a code or a yes-no item.",
    ),
  );
  return [...reserved, ...unlisted];
}

function checkWeights({ compiled }: Checking, { factors, site }: RandomizationPlan): readonly DesignFault[] {
  const weights = [
    ["randomization.site.weight", site?.weight] as const,
    ...factors.map(({ weight }, at) => [`randomization.factors.${at}.weight`, weight] as const),
  ];
  return weights.flatMap(([path, written]) => {
    const weight = numberOf(compiled.parameters, written);
    return when(weight !== undefined && !(weight > 0), () =>
      error("factor-weight", path, `Imbalance counts with a weight of ${weight}.`, "Give a weight above 0."),
    );
  });
}

function sumOfWeights({ ratio }: RandomizationPlan): number {
  return ratio.reduce((sum, { weight }) => sum + weight, 0);
}
