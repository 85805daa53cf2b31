import { minimizeScalar } from "../numerics/minimize-scalar.ts";
import type { EfficacyRule, OptimumCriterion } from "./design-options.ts";
import { efficacyMonitoring, type Plan } from "./efficacy.ts";
import { expectedTime, fixedDrift, poweredDrift } from "./powered-drift.ts";

/** The delta of Wang and Tsiatis's family, between 0 and 0.5, that makes the expected information smallest. */
export function optimumDelta(
  plan: Plan,
  { criterion = "H1", grid }: Extract<EfficacyRule, { kind: "wang-tsiatis-optimum" }>,
): number {
  const cost = (delta: number): number => costOf(plan, delta, criterion);
  const { x } = minimizeScalar(cost, { low: 0, high: 0.5 }, { tolerance: 1e-7 });
  return grid === undefined ? x : Math.round(x / grid) * grid;
}

function costOf(plan: Plan, delta: number, criterion: OptimumCriterion): number {
  const monitoring = efficacyMonitoring(plan, { kind: "wang-tsiatis", delta });
  const drift = monitoring && poweredDrift(monitoring, plan, false);
  if (monitoring === undefined || drift === undefined) return Number.POSITIVE_INFINITY;
  const inflation = (drift / fixedDrift(plan, false)) ** 2;
  const expected = (share: number): number => inflation * expectedTime(monitoring, share * drift);
  if (criterion === "H1") return expected(1);
  return criterion === "sum" ? expected(0) + expected(0.5) + expected(1) : expected(1) + inflation;
}
