import { normalQuantile } from "../distributions/normal.ts";
import { findRoot } from "../numerics/root.ts";
import { boundsOf, oneSided, type Plan, shapedMonitoring } from "./efficacy.ts";
import type { SpentBeta } from "./futility.ts";
import { exits, type Monitoring, monitorAt, total } from "./monitoring.ts";
import { solveLevel } from "./solve-level.ts";

export type PampallonaTsiatis = {
  readonly delta1: number;
  readonly delta0: number;
  readonly binding?: boolean;
};

/**
 * Bounds c₁ · t^(delta1 − 0.5) for efficacy and drift · √t − c₀ · t^(delta0 − 0.5) for futility, which meet at the end:
 * the drift is c₁ + c₀ standard errors.
 */
export function pampallonaTsiatis(
  plan: Plan,
  { delta1, delta0, binding = true }: PampallonaTsiatis,
): SpentBeta | undefined {
  const rising = plan.times.map((time) => time ** (delta1 - 0.5));
  const falling = plan.times.map((time) => time ** (delta0 - 0.5));
  const alone = binding ? undefined : shapedMonitoring(plan, rising)?.looks.map(({ upper }) => upper);
  const at = (c1: number, c0: number): Monitoring =>
    monitorAt(
      plan.times,
      plan.times.map((time, look) => {
        const upper = alone?.[look] ?? c1 * (rising[look] ?? 1);
        const edge = Math.min(upper, (c1 + c0) * Math.sqrt(time) - c0 * (falling[look] ?? 1));
        const positive = edge > 0 ? { inner: edge } : {};
        return boundsOf(plan.sides, upper, plan.sides === 1 ? { lower: edge } : positive);
      }),
    );
  const level = oneSided(plan);
  const c1Of = (c0: number): number | undefined => {
    const fixed = alone?.at(-1);
    if (fixed !== undefined) return fixed;
    const start = 0.1 - normalQuantile(level);
    return solveLevel((c1) => total(exits(at(c1, c0), 0).above), level, start);
  };
  const betaAt = (c0: number): number => {
    const c1 = c1Of(c0);
    return c1 === undefined ? Number.NaN : accepted(at(c1, c0), c1 + c0, plan.sides) - plan.beta;
  };
  const guess = -normalQuantile(plan.beta);
  const root = findRoot(
    betaAt,
    { low: Math.max(guess - 0.5, 0.05 - 0.1 * guess), high: guess + 3 },
    { tolerance: 1e-12 },
  );
  const c1 = root === undefined ? undefined : c1Of(root.root);
  if (root === undefined || c1 === undefined) return undefined;
  const monitoring = at(c1, root.root);
  const drift = c1 + root.root;
  return { monitoring, drift, spent: cumulative(acceptedPerLook(monitoring, drift, plan.sides)) };
}

function acceptedPerLook(monitoring: Monitoring, drift: number, sides: 1 | 2): readonly number[] {
  const { below, inside } = exits(monitoring, drift);
  return sides === 1 ? below : inside;
}

function accepted(monitoring: Monitoring, drift: number, sides: 1 | 2): number {
  return total(acceptedPerLook(monitoring, drift, sides));
}

function cumulative(values: readonly number[]): readonly number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
