import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { findRoot } from "../numerics/root.ts";
import type { Plan } from "./efficacy.ts";
import { type Exits, exits, type Monitoring, total } from "./monitoring.ts";
import { solveLevel } from "./solve-level.ts";

/** The drift, in standard errors at full information, at which the looks reject with probability 1 − beta. */
export function poweredDrift(
  monitoring: Monitoring,
  plan: Pick<Plan, "alpha" | "beta" | "sides">,
  bothSides: boolean,
): number | undefined {
  const power = (drift: number): number => total(rejections(exits(monitoring, drift), plan.sides, bothSides));
  return solveLevel(power, 1 - plan.beta, fixedDrift(plan, bothSides), 1);
}

/** The same of a test at one look. */
export function fixedDrift(
  { alpha, beta, sides }: Pick<Plan, "alpha" | "beta" | "sides">,
  bothSides: boolean,
): number {
  const critical = -normalQuantile(alpha / sides);
  const oneSide = critical - normalQuantile(beta);
  if (sides === 1 || !bothSides) return oneSide;
  const lacking = (drift: number): number =>
    normalCdf(drift - critical) + normalCdf(-critical - drift) - (1 - beta);
  return findRoot(lacking, { low: 0, high: oneSide + 1 })?.root ?? oneSide;
}

/** How often each look rejects; on the side of the effect alone unless `bothSides`. */
export function rejections({ above, below }: Exits, sides: 1 | 2, bothSides: boolean): readonly number[] {
  return sides === 2 && bothSides ? above.map((share, look) => share + (below[look] ?? 0)) : above;
}

/** The information at the end of the trial, on average, in the units of the looks' times. */
export function expectedTime(monitoring: Monitoring, drift: number): number {
  const { above, below, inside } = exits(monitoring, drift);
  const last = monitoring.times.length - 1;
  const end = monitoring.times[last] ?? 1;
  return monitoring.times.slice(0, last).reduce((sum, time, look) => {
    const stops = (above[look] ?? 0) + (below[look] ?? 0) + (inside[look] ?? 0);
    return sum - stops * (end - time);
  }, end);
}
