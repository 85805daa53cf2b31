import type { Timing } from "../model/schedule.ts";
import { roundKey, type VisitOutcome } from "./happenings.ts";
import type { Anchor, NotPlannable } from "./plan.ts";
import { nameOf, type Planning, roundOf, spanOf, type Target, timingAt } from "./planning.ts";
import { reversed } from "./time-span.ts";

type Found<Point extends string> =
  | { readonly ok: true; readonly point: Point; readonly happened: boolean }
  | { readonly ok: false; readonly because: NotPlannable; readonly message: string };

/** The target of the step at `index`, found once; a circle of anchors is met and not followed. */
export function targetAt<Point extends string>(planning: Planning<Point>, index: number): Target<Point> {
  const { instanceId = "", occurrence = 1 } = planning.steps[index] ?? {};
  const key = roundKey(instanceId, occurrence);
  const known = planning.targets.get(key);
  if (known === "open") {
    return {
      ok: false,
      because: "anchor-circle",
      message: `${instanceId} is counted from itself in the end.`,
    };
  }
  if (known) return known;
  planning.targets.set(key, "open");
  const target = findTarget(planning, index);
  planning.targets.set(key, target);
  return target;
}

function findTarget<Point extends string>(planning: Planning<Point>, index: number): Target<Point> {
  const timing = timingAt(planning, index);
  if (!timing) return { ok: false, because: "no-timing", message: "No timing is set." };
  if (timing.type === "fixed-reference" || !timing.relativeTo) {
    return { ok: false, because: "sets-the-clock", message: "Its day sets the clock for others." };
  }
  const span = timing.value === undefined ? undefined : spanOf(planning, timing.value);
  if (!span)
    return { ok: false, because: "no-duration", message: "Its distance from the anchor is not known." };
  const anchor = anchorOf(planning, timing, index);
  const from = findAnchor(planning, anchor, timing);
  if (!from.ok) return { ...from, anchor };
  const target = planning.scale.shift(from.point, timing.type === "before" ? reversed(span) : span);
  if (target === undefined) {
    return {
      ok: false,
      because: "no-duration",
      message: "Its distance from the anchor cannot be counted.",
      anchor,
    };
  }
  return { ok: true, target, anchor, firm: from.happened };
}

function anchorOf<Point extends string>(planning: Planning<Point>, timing: Timing, index: number): Anchor {
  const { relativeTo } = timing;
  if (relativeTo && "event" in relativeTo) {
    const { event } = relativeTo;
    const happened = planning.happenings.events[event] !== undefined;
    return { kind: "event", event, name: event.replaceAll("-", " "), happened };
  }
  const instanceId = relativeTo?.instanceId ?? "";
  const direction = timing.type === "before" ? "following" : "preceding";
  const occurrence = roundOf(planning, instanceId, index, direction);
  const happened = planning.matched.outcomes.get(roundKey(instanceId, occurrence))?.status === "done";
  return { kind: "instance", instanceId, occurrence, name: nameOf(planning, instanceId), happened };
}

function findAnchor<Point extends string>(
  planning: Planning<Point>,
  anchor: Anchor,
  { relativeToFrom }: Pick<Timing, "relativeToFrom">,
): Found<Point> {
  if (anchor.kind === "event") {
    const point = planning.happenings.events[anchor.event];
    if (point !== undefined) return { ok: true, point, happened: true };
    return { ok: false, because: "anchor-not-happened", message: `Waits for ${anchor.name}.` };
  }
  const end = relativeToFrom === "end-to-start" || relativeToFrom === "end-to-end" ? "end" : "start";
  return findInstance(planning, anchor.instanceId, anchor.occurrence, end);
}

/** When an instance took place, else when it is aimed at; of one that sets the clock itself, for when it is arranged. */
export function findInstance<Point extends string>(
  planning: Planning<Point>,
  instanceId: string,
  occurrence: number,
  end: "start" | "end",
): Found<Point> {
  const outcome = planning.matched.outcomes.get(roundKey(instanceId, occurrence));
  if (outcome?.status === "done") return { ok: true, point: endOf(outcome, end), happened: true };
  const name = nameOf(planning, instanceId);
  if (outcome?.status === "cancelled") {
    return { ok: false, because: "anchor-cancelled", message: `${name} was cancelled.` };
  }
  const index = planning.steps.findIndex(
    (step) => step.instanceId === instanceId && step.occurrence === occurrence,
  );
  if (index < 0) {
    return {
      ok: false,
      because: "anchor-not-on-path",
      message: `${name} is not on this participant's path.`,
    };
  }
  const projected = targetAt(planning, index);
  if (projected.ok) return { ok: true, point: projected.target, happened: false };
  if (projected.because === "sets-the-clock" || projected.because === "no-timing") {
    const day = arrangedDay(planning, instanceId, occurrence);
    if (day !== undefined) return { ok: true, point: day, happened: false };
    return { ok: false, because: "anchor-not-happened", message: `Waits for ${name}.` };
  }
  return { ok: false, because: projected.because, message: projected.message };
}

function arrangedDay<Point extends string>(
  { happenings: { arranged = [] } }: Planning<Point>,
  instanceId: string,
  occurrence: number,
): Point | undefined {
  return arranged.find((one) => one.instanceId === instanceId && one.occurrence === occurrence)?.at;
}

function endOf<Point extends string>(
  { start, end }: Extract<VisitOutcome<Point>, { status: "done" }>,
  which: "start" | "end",
): Point {
  return which === "end" ? (end ?? start) : start;
}
