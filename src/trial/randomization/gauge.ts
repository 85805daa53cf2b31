import type { AllocationPlan } from "./allocation-plan.ts";
import type { LevelTotals } from "./caps.ts";
import { levelKey } from "./counts.ts";

/** How full enrollment is, over all and at each value of each factor. It tells nothing of arms. */
export type EnrollmentGauge = {
  readonly randomized: number;
  /** Undefined where the design plans no number. */
  readonly planned: number | undefined;
  readonly left: number | undefined;
  readonly levels: readonly LevelGauge[];
};

export type LevelGauge = {
  readonly factorId: string;
  readonly factor: string;
  readonly level: string;
  readonly label: string;
  readonly randomized: number;
  /** The most that caps allow; undefined where none does. */
  readonly cap: number | undefined;
  /** How many more may come: under the cap, and within what is left of the planned enrollment. */
  readonly left: number | undefined;
};

/** The gauge of those randomized so far. Sites are listed once somebody is randomized there. */
export function enrollmentGauge(
  plan: AllocationPlan,
  randomized: number,
  totals: LevelTotals,
): EnrollmentGauge {
  const planned = plan.plannedEnrollment;
  const left = leftOf(planned, randomized);
  const levels = plan.factors.flatMap(({ id, label: factor, levels: listed }) =>
    [...(listed ?? levelsSeen(totals, id))].map(([level, label]): LevelGauge => {
      const ofLevel = totals.get(levelKey(id, level)) ?? 0;
      const most = plan.caps
        .filter((cap) => cap.factorId === id && cap.level === level)
        .map((cap) => cap.most);
      const cap = most.length > 0 ? Math.min(...most) : undefined;
      const room = [left, leftOf(cap, ofLevel)].filter((one) => one !== undefined);
      return {
        factorId: id,
        factor,
        level,
        label,
        randomized: ofLevel,
        cap,
        left: room.length > 0 ? Math.min(...room) : undefined,
      };
    }),
  );
  return { randomized, planned, left, levels };
}

function leftOf(most: number | undefined, used: number): number | undefined {
  return most === undefined ? undefined : Math.max(0, most - used);
}

function levelsSeen(totals: LevelTotals, factorId: string): ReadonlyMap<string, string> {
  const prefix = levelKey(factorId, "");
  const levels = [...totals.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  return new Map(levels.toSorted().map((level) => [level, level]));
}
