import type { TimeScale } from "./time-scale.ts";

/** When something is due. A side without a limit is open. */
export type PlannedWindow<Point extends string> = {
  readonly target: Point;
  readonly earliest?: Point;
  readonly latest?: Point;
};

/**
 * Whether what happened was in its window. `unknown`: it has not happened, was not planned, or no limit was set.
 * `off` counts days (minutes in a profile) outside the window, negative when early; `fromTarget` counts from the
 * target date.
 */
export type WindowVerdict =
  | { readonly verdict: "in-window"; readonly off: 0; readonly fromTarget: number }
  | { readonly verdict: "early" | "late"; readonly off: number; readonly fromTarget: number }
  | { readonly verdict: "unknown"; readonly because: "not-happened" | "not-planned" }
  | { readonly verdict: "unknown"; readonly because: "no-window"; readonly fromTarget: number };

/** Judges when something happened by its window; both ends belong to the window. */
export function verdictOn<Point extends string>(
  scale: TimeScale<Point>,
  planned: PlannedWindow<Point> | undefined,
  actual: Point | undefined,
): WindowVerdict {
  if (actual === undefined) return { verdict: "unknown", because: "not-happened" };
  if (!planned) return { verdict: "unknown", because: "not-planned" };
  const { target, earliest, latest } = planned;
  const fromTarget = scale.distance(target, actual);
  if (earliest === undefined && latest === undefined) {
    return { verdict: "unknown", because: "no-window", fromTarget };
  }
  if (earliest !== undefined && actual < earliest) {
    return { verdict: "early", off: scale.distance(earliest, actual), fromTarget };
  }
  if (latest !== undefined && actual > latest) {
    return { verdict: "late", off: scale.distance(latest, actual), fromTarget };
  }
  return { verdict: "in-window", off: 0, fromTarget };
}
