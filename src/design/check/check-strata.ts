import { levelsOfFactor } from "../compile/factor-levels.ts";
import type { RandomizationPlan } from "../model/intervention.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, warning, when } from "./design-fault.ts";

/**
 * Strata too small for blocks end with their last block half used, and the arms unbalanced. The largest block counts;
 * a stratum is a combination of values at one site, where arms are balanced within sites.
 */
export function checkStrata(checking: Checking, plan: RandomizationPlan): readonly DesignFault[] {
  const planned = checking.design.population?.plannedEnrollment;
  if (plan.method !== "permuted-blocks" || planned === undefined) return [];
  const { factors, site } = plan;
  const isWithinSites = site?.balance !== false;
  const levels = factors.map(({ id }) => levelsOfFactor(checking.compiled, id)?.size ?? 1);
  const sites = isWithinSites ? (site?.planned ?? 1) : 1;
  const strata = levels.reduce((product, count) => product * count, sites);
  const block = largestBlock(plan);
  const expected = planned / strata;
  return [
    ...when(isWithinSites && site?.planned === undefined, () =>
      warning(
        "sites-not-planned",
        "randomization.site",
        "How many sites are planned is not said, so strata are judged as if there were one.",
        "Set site.planned, or site.balance to false.",
      ),
    ),
    ...when(expected < 2 * block, () =>
      warning(
        "strata-too-small",
        "randomization.factors",
        `${planned} participants in ${strata} strata are about ${Math.round(expected * 10) / 10} each, fewer than two blocks of ${block}.`,
        "Use fewer factors, smaller blocks, or minimization.",
      ),
    ),
  ];
}

function largestBlock({ ratio, blockSizes }: RandomizationPlan): number {
  return Math.max(...(blockSizes ?? [3 * ratio.reduce((sum, { weight }) => sum + weight, 0)]));
}
