import type { InputIssue } from "#kernel";
import type { AllocationPlan } from "./allocation-plan.ts";
import type { AllocationSource } from "./chance.ts";
import type { Allocation } from "./counts.ts";
import { replay, type Turn } from "./replay.ts";
import { randomizationNumber } from "./slots.ts";
import { strataIssues } from "./strata.ts";

/** What is said to have been allotted under a randomization number; no arm where there was no turn. */
export type ClaimedAllocation = {
  readonly number: string;
  readonly strata: Turn;
  readonly armId: string | null;
};

/** Where the claim is not what the seed gives. */
export type AllocationDifference =
  | { readonly kind: "number"; readonly number: string; readonly expected: string }
  | { readonly kind: "strata"; readonly number: string; readonly issues: readonly InputIssue[] }
  | {
      readonly kind: "arm";
      readonly number: string;
      readonly claimed: string | null;
      readonly drawn: string | null;
    };

/**
 * Draws a whole allocation again and compares it with the claimed one, which is in the order of the numbers. No
 * difference: it is proven that every arm came from the seed by the plan. Arms cannot be drawn where values are
 * missing or unknown; then these alone are told, with the numbers. `earlier` as in `replay`; `numberedFrom` is the number of the first turn.
 */
export function recompute(
  source: AllocationSource,
  plan: AllocationPlan,
  claimed: readonly ClaimedAllocation[],
  earlier: readonly Allocation[] = [],
  numberedFrom = earlier.length + 1,
): readonly AllocationDifference[] {
  const numbers = claimed.flatMap(({ number }, at): readonly AllocationDifference[] => {
    const expected = randomizationNumber(numberedFrom + at);
    return number === expected ? [] : [{ kind: "number", number, expected }];
  });
  const unreadable = claimed.flatMap(({ number, strata }): readonly AllocationDifference[] => {
    const issues = strata ? strataIssues(plan, strata) : [];
    return issues.length === 0 ? [] : [{ kind: "strata", number, issues }];
  });
  if (unreadable.length > 0) return [...numbers, ...unreadable];
  const drawn = replay(
    source,
    plan,
    claimed.map(({ strata }) => strata),
    earlier,
  );
  const arms = claimed.flatMap(({ number, armId }, at): readonly AllocationDifference[] => {
    const arm = drawn[at] ?? null;
    return arm === armId ? [] : [{ kind: "arm", number, claimed: armId, drawn: arm }];
  });
  return [...numbers, ...arms];
}
