import { levelsOfFactor } from "../compile/factor-levels.ts";
import { numberOf } from "../compile/number-of.ts";
import type { RandomizationPlan } from "../model/intervention.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

type Cap = RandomizationPlan["caps"][number];

/** Caps on enrollment that no factor has, that say nothing or too much, or that together keep the study from its number. */
export function checkCaps(checking: Checking, { caps }: RandomizationPlan): readonly DesignFault[] {
  return [
    ...caps.flatMap((cap, at) => checkCap(checking, cap, `randomization.caps.${at}`)),
    ...caps.flatMap(({ factorId, value }, at) =>
      when(caps.findIndex((one) => one.factorId === factorId && one.value === value) < at, () =>
        error(
          "duplicate-id",
          `randomization.caps.${at}`,
          `${value} of factor ${factorId} has two caps.`,
          "Keep the tighter one.",
        ),
      ),
    ),
    ...checkRoom(checking, caps),
  ];
}

function checkCap(checking: Checking, cap: Cap, path: string): readonly DesignFault[] {
  const { factorId, value, share, count } = cap;
  const levels = levelsOfFactor(checking.compiled, factorId);
  return [
    ...when(levels !== undefined && !levels.has(value), () =>
      error(
        "cap-value",
        `${path}.value`,
        `${value} is no value of factor ${factorId}.`,
        `Name one of ${[...(levels?.keys() ?? [])].join(", ")}.`,
      ),
    ),
    ...when((share === undefined) === (count === undefined), () =>
      error(
        "cap-limit",
        path,
        `The cap on ${value} has ${share === undefined ? "neither share nor count" : "a share and a count"}.`,
        "Give a share of the planned enrollment, or a count.",
      ),
    ),
    ...checkLimit(checking, cap, path),
  ];
}

function checkLimit(
  { design, compiled }: Checking,
  { value, share, count }: Cap,
  path: string,
): readonly DesignFault[] {
  const part = numberOf(compiled.parameters, share);
  const number = numberOf(compiled.parameters, count);
  return [
    ...when(part !== undefined && !(part > 0 && part <= 1), () =>
      error(
        "cap-share",
        `${path}.share`,
        `The cap on ${value} is a share of ${part}.`,
        "Give a share above 0 and up to 1.",
      ),
    ),
    ...when(number !== undefined && !(Number.isInteger(number) && number >= 1), () =>
      error(
        "cap-count",
        `${path}.count`,
        `The cap on ${value} is ${number}.`,
        "Give a whole number from 1 on.",
      ),
    ),
    ...when(share !== undefined && design.population?.plannedEnrollment === undefined, () =>
      error(
        "cap-without-planned",
        `${path}.share`,
        `The cap on ${value} is a share of the planned enrollment, which is not said.`,
        "Set population.plannedEnrollment, or give a count.",
      ),
    ),
  ];
}

/** Where every value of a factor has a cap, the caps must leave room for all that are planned. */
function checkRoom({ design, compiled }: Checking, caps: readonly Cap[]): readonly DesignFault[] {
  const planned = design.population?.plannedEnrollment;
  if (planned === undefined) return [];
  const mostOf = ({ share, count }: Cap): number | undefined => {
    const part = numberOf(compiled.parameters, share);
    return part === undefined ? numberOf(compiled.parameters, count) : Math.floor(part * planned + 1e-9);
  };
  return [...new Set(caps.map(({ factorId }) => factorId))].flatMap((factorId) => {
    const levels = [...(levelsOfFactor(compiled, factorId)?.keys() ?? [])];
    const most = levels.map((level) => {
      const cap = caps.find((one) => one.factorId === factorId && one.value === level);
      return cap && mostOf(cap);
    });
    const room = most.reduce<number>((sum, one) => sum + (one ?? Number.POSITIVE_INFINITY), 0);
    return when(levels.length > 0 && room < planned, () =>
      warning(
        "caps-too-tight",
        "randomization.caps",
        `The caps on factor ${factorId} admit ${room} participants of the ${planned} planned.`,
        "Raise a cap, or leave one value without.",
      ),
    );
  });
}
