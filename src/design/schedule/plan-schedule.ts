import type { CalendarDate, Instant } from "#kernel";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { ScheduleTimeline } from "../model/schedule.ts";
import { type Happenings, matchHappenings, roundKey, type Visit, type VisitOutcome } from "./happenings.ts";
import type { Plan } from "./plan.ts";
import { planStep } from "./plan-step.ts";
import { nameOf, type Planning } from "./planning.ts";
import { calendarScale, clockScale, type TimeScale } from "./time-scale.ts";
import { walkTimeline } from "./walk-timeline.ts";
import { verdictOn, type WindowVerdict } from "./window-verdict.ts";

/** One point of a participant's schedule: what was planned, what happened, and how they fit, each on its own. */
export type ScheduledPoint<Point extends string> = {
  readonly instanceId: string;
  readonly occurrence: number;
  readonly type: "activity" | "decision";
  readonly name: string;
  readonly encounterId?: string;
  readonly epochId?: string;
  readonly plan: Plan<Point>;
  /** Undefined while it is open. */
  readonly actual: VisitOutcome<Point> | undefined;
  readonly verdict: WindowVerdict;
  /** For a decision: the way taken, or the default that is assumed until it is. */
  readonly way?: { readonly next: string; readonly assumed: boolean };
};

/** A participant's way through a timeline. */
export type Schedule<Point extends string> = {
  readonly points: readonly ScheduledPoint<Point>[];
  /** Instances of the timeline that are not on the way, and why. */
  readonly notReached: readonly {
    readonly instanceId: string;
    readonly because: "path-not-taken" | "loop-open";
  }[];
  /** Visits that the timeline did not plan. */
  readonly unscheduled: readonly Visit<Point>[];
};

const nothing = { points: [], notReached: [] };

/**
 * When each visit of the main timeline is due, in the participant's order. Anchors are what happened, not what was
 * planned; where the anchor is still open, its own planned date stands in and the plan is not firm. One that sets the
 * clock has no planned date: the day for which it is arranged stands in.
 */
export function planSchedule(
  design: CompiledDesign,
  history: Happenings<CalendarDate>,
): Schedule<CalendarDate> {
  if (!design.mainTimeline) return { ...nothing, unscheduled: history.visits };
  return planTimeline(design, design.mainTimeline, history, calendarScale);
}

/** When each point of a timeline within a session is due, to the minute, from what happened in it so far. */
export function planProfile(
  design: CompiledDesign,
  timelineId: string,
  happenings: Happenings<Instant>,
): Schedule<Instant> {
  const timeline = design.timelines.get(timelineId);
  if (!timeline) return { ...nothing, unscheduled: happenings.visits };
  return planTimeline(design, timeline, happenings, clockScale);
}

function planTimeline<Point extends string>(
  design: CompiledDesign,
  timeline: ScheduleTimeline,
  happenings: Happenings<Point>,
  scale: TimeScale<Point>,
): Schedule<Point> {
  const matched = matchHappenings(design, timeline, happenings);
  const { steps, notReached } = walkTimeline(design, timeline, matched);
  const planning: Planning<Point> = { design, scale, happenings, matched, steps, targets: new Map() };
  const onWay = new Set(steps.map(({ instanceId, occurrence }) => roundKey(instanceId, occurrence)));
  const own = new Set(timeline.instances.map(({ id }) => id));
  const astray = [...matched.visits].filter(
    ([key, { instanceId }]) => !onWay.has(key) && own.has(instanceId),
  );
  return {
    points: steps.map((_, index) => pointAt(planning, index)),
    notReached: [...notReached].map(([instanceId, because]) => ({ instanceId, because })),
    unscheduled: [...matched.unplaced, ...astray.map(([, { visit }]) => visit)],
  };
}

function pointAt<Point extends string>(planning: Planning<Point>, index: number): ScheduledPoint<Point> {
  const { design, scale, matched, steps } = planning;
  const { instanceId = "", occurrence = 1 } = steps[index] ?? {};
  const compiled = design.instances.get(instanceId);
  const key = roundKey(instanceId, occurrence);
  const plan = planStep(planning, index);
  const actual = matched.outcomes.get(key);
  const instance = compiled?.instance;
  const encounterId = instance?.type === "activity" ? instance.encounterId : undefined;
  const taken = matched.decisions.get(key)?.next;
  return {
    instanceId,
    occurrence,
    type: instance?.type ?? "activity",
    name: nameOf(planning, instanceId),
    ...(encounterId === undefined ? {} : { encounterId }),
    ...(instance?.epochId === undefined ? {} : { epochId: instance.epochId }),
    plan,
    actual,
    verdict: verdictOn(
      scale,
      plan.kind === "planned" ? plan : undefined,
      judgedPoint(planning, index, actual),
    ),
    ...(instance?.type === "decision"
      ? { way: { next: taken ?? compiled?.next ?? "exit", assumed: taken === undefined } }
      : {}),
  };
}

/** Which end of what happened the window is for: the timing says so (`start-to-end`). */
function judgedPoint<Point extends string>(
  { design, steps }: Planning<Point>,
  index: number,
  actual: VisitOutcome<Point> | undefined,
): Point | undefined {
  if (actual?.status !== "done") return undefined;
  const timing = design.instances.get(steps[index]?.instanceId ?? "")?.instance.timing;
  const isEnd = timing?.relativeToFrom === "start-to-end" || timing?.relativeToFrom === "end-to-end";
  return isEnd ? (actual.end ?? actual.start) : actual.start;
}
