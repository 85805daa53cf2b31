import { type Refusal, refusal } from "#kernel";
import type { AllocationPlan, EnrollmentCap } from "./allocation-plan.ts";
import { levelKey } from "./counts.ts";
import { levelIn, type Strata } from "./strata.ts";

/** By level of a factor (`levelKey`): how many participants were randomized. It tells nothing of arms. */
export type LevelTotals = ReadonlyMap<string, number>;

export function levelTotals(
  { factors }: Pick<AllocationPlan, "factors">,
  randomized: Iterable<Strata>,
): LevelTotals {
  const totals = new Map<string, number>();
  for (const strata of randomized) {
    for (const { id } of factors) {
      const key = levelKey(id, levelIn(strata, id));
      totals.set(key, (totals.get(key) ?? 0) + 1);
    }
  }
  return totals;
}

/** A cap that lets nobody else in, and how many were randomized under it. */
export type ReachedCap = { readonly cap: EnrollmentCap; readonly randomized: number };

/**
 * The cap that keeps out a further participant with these values; undefined where none does.
 *
 * A cap by share is a share of the planned enrollment, rounded down: 0.2 of 160 are 32 participants, from the first
 * to the last. A share of those randomized so far would refuse whoever comes early by chance: with it, none of the first
 * four could have the value. So the share is kept once the planned number is reached; of a trial that stops early
 * it may be exceeded.
 */
export function reachedCap(
  { caps }: Pick<AllocationPlan, "caps">,
  totals: LevelTotals,
  strata: Strata,
): ReachedCap | undefined {
  return caps
    .filter(({ factorId, level }) => strata[factorId] === level)
    .map((cap) => ({ cap, randomized: totals.get(levelKey(cap.factorId, cap.level)) ?? 0 }))
    .find(({ cap, randomized }) => randomized >= cap.most);
}

/** The refusal of a participant whom a cap keeps out, with which cap, how many, of how many. */
export function capRefusal(
  { factors }: Pick<AllocationPlan, "factors">,
  { cap, randomized }: ReachedCap,
  participant: string,
): Refusal {
  const factor = factors.find(({ id }) => id === cap.factorId);
  const level = factor?.levels?.get(cap.level) ?? cap.level;
  const of =
    cap.from === "count"
      ? ""
      : `, ${Math.round(cap.from.share * 1000) / 10} % of the planned ${cap.from.planned}`;
  const message = `Cannot randomize ${participant}: ${randomized} participants with ${factor?.label ?? cap.factorId}: ${level} are randomized, and the protocol allows ${cap.most}${of}.`;
  return refusal("enrollment-cap-reached", message, "protocol, caps on enrollment; ICH E6(R3) 2.5.1");
}
