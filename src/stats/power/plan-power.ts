import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { monitoringOf, powerOf } from "../sequential/characteristics.ts";
import type { GroupSequentialDesign } from "../sequential/design.ts";
import type { Comparison } from "./comparison.ts";
import { type GroupSizes, type PlannedLook, plannedLooks, sized, stoppingBefore } from "./plan-size.ts";

/** What a trial of a given size finds. */
export type PowerPlan = {
  readonly method: string;
  readonly maximum: GroupSizes;
  readonly looks: readonly PlannedLook[];
  readonly power: number;
  readonly earlyStop: number;
  readonly futilityStop: number;
  /** How many participants there are on average. */
  readonly expected: number;
  /** The effect over its standard error with all participants. */
  readonly drift: number;
};

export type PowerOptions = {
  /** Of both groups together. */
  readonly n: number;
  /** The side on which a one-sided design rejects: where the estimate is above the null, unless given. */
  readonly rejects?: "above" | "below";
};

export function planPower(
  design: GroupSequentialDesign,
  comparison: Comparison,
  { n, rejects = "above" }: PowerOptions,
): Result<PowerPlan, InvalidInput> {
  if (!(n > 2 && n <= 1e15)) {
    return failed(invalidInput({ path: "n", message: `expected a number above 2, up to 1e15, got ${n}` }));
  }
  const { sides, alpha } = design;
  const direction = sides === 2 ? comparison.direction : rejects === "above" ? 1 : -1;
  const drift = comparison.driftAt(n, alpha / sides, direction);
  if (!Number.isFinite(drift)) {
    const message = "expected an effect with a finite standard error, got one without";
    return failed(invalidInput({ path: "effect", message }));
  }
  // The power of a two-sided test at a given n is that of both sides.
  const bothSides = { ...design, powerOfBothSides: true };
  const at = powerOf(bothSides, monitoringOf(design), drift);
  const looks = plannedLooks(design, comparison, { maximum: n, direction, ...at });
  return ok({
    method: comparison.method,
    maximum: sized(n, comparison),
    looks,
    power: at.power,
    earlyStop: stoppingBefore(looks),
    futilityStop: at.futilityProbabilities.reduce((sum, share) => sum + share, 0),
    expected: at.expectedInformation * n,
    drift,
  });
}
