import type { Plan } from "./plan.ts";
import { type Limits, limitsAt } from "./plan-limits.ts";
import { targetAt } from "./plan-target.ts";
import { type Planning, timingAt } from "./planning.ts";

/** The plan of the step at `index`. Limits to other instances count from what happened there, or its target. */
export function planStep<Point extends string>(planning: Planning<Point>, index: number): Plan<Point> {
  const timing = timingAt(planning, index);
  const found = targetAt(planning, index);
  if (!found.ok) {
    const { because, message, anchor } = found;
    return { kind: "not-plannable", because, message, ...(anchor ? { anchor } : {}) };
  }
  const { anchor } = found;
  const limits = limitsAt(planning, index, timing, found.target);
  const target = clamp(found.target, limits);
  return {
    kind: "planned",
    target,
    ...(limits.earliest === undefined ? {} : { earliest: limits.earliest }),
    ...(limits.latest === undefined ? {} : { latest: limits.latest }),
    anchor,
    firm: found.firm && limits.firm,
    waitsFor: limits.waitsFor,
  };
}

/** The target where it lies within its limits, else the limit; of limits that contradict each other, the earlier end. */
function clamp<Point extends string>(target: Point, { earliest, latest }: Limits<Point>): Point {
  if (earliest !== undefined && target < earliest) return earliest;
  return latest !== undefined && target > latest ? latest : target;
}
