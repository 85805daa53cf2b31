import type { CalendarDate } from "#kernel";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { ScheduleTimeline } from "../model/schedule.ts";
import { trialEvents } from "../model/schedule.ts";
import { planSchedule, type ScheduledPoint } from "../schedule/plan-schedule.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning } from "./design-fault.ts";

/** A day on which, for the check, everything happens that other days are counted from. */
const dayZero = "2026-01-01" as CalendarDate;

/**
 * Windows of the main timeline that close before they open, and visits whose windows contradict their order. Only
 * visits that are counted from the same beginning can be compared.
 */
export function checkOrder({ design, compiled }: Checking): readonly DesignFault[] {
  const main = compiled.mainTimeline;
  if (!main) return [];
  const points = plannedFromDayZero(compiled, main);
  const path = (id: string): string => {
    const index = main.instances.findIndex((instance) => instance.id === id);
    return `scheduleTimelines.${design.scheduleTimelines.indexOf(main)}.instances.${index}.timing`;
  };
  return points.flatMap((point, index) => [
    ...emptyWindow(point, path(point.instanceId)),
    ...points
      .slice(0, index)
      .flatMap((earlier) => wrongOrder(compiled, earlier, point, path(point.instanceId)))
      .slice(-1),
  ]);
}

type Point = ScheduledPoint<CalendarDate>;

function plannedFromDayZero(compiled: CompiledDesign, main: ScheduleTimeline): readonly Point[] {
  const starts = main.instances.filter(({ timing }) => !timing || timing.type === "fixed-reference");
  const { points } = planSchedule(compiled, {
    events: Object.fromEntries(trialEvents.map((event) => [event, dayZero])),
    visits: starts.map(({ id }) => ({ instanceId: id, occurrence: 1, status: "done", start: dayZero })),
    decisions: [],
  });
  return points.filter(({ occurrence, plan }) => occurrence === 1 && plan.kind === "planned");
}

function emptyWindow({ name, plan }: Point, path: string): readonly DesignFault[] {
  if (plan.kind !== "planned" || plan.earliest === undefined || plan.latest === undefined) return [];
  if (plan.earliest <= plan.latest) return [];
  return [
    error(
      "window-empty",
      path,
      `The window of ${name} closes before it opens.`,
      "Widen it, or loosen notBefore and notAfter.",
    ),
  ];
}

function wrongOrder(
  compiled: CompiledDesign,
  before: Point,
  after: Point,
  path: string,
): readonly DesignFault[] {
  const [a, b] = [before.plan, after.plan];
  if (a.kind !== "planned" || b.kind !== "planned") return [];
  if (rootOf(compiled, before.instanceId) !== rootOf(compiled, after.instanceId)) return [];
  if (a.earliest !== undefined && b.latest !== undefined && a.earliest > b.latest) {
    const message = `${after.name} follows ${before.name}, but its window is over before that one's begins.`;
    return [error("order-impossible", path, message, "Correct the timing, or the order.")];
  }
  if (a.target <= b.target) return [];
  const message = `${after.name} follows ${before.name}, but is aimed at an earlier day.`;
  return [warning("order-doubtful", path, message, "Correct the timing, or the order.")];
}

/** The event or instance from which, in the end, an instance is counted. */
function rootOf(compiled: CompiledDesign, instanceId: string): string {
  const seen = new Set<string>();
  let id = instanceId;
  for (;;) {
    const relativeTo = compiled.instances.get(id)?.instance.timing?.relativeTo;
    if (!relativeTo || seen.has(id)) return `instance ${id}`;
    if ("event" in relativeTo) return `event ${relativeTo.event}`;
    seen.add(id);
    id = relativeTo.instanceId;
  }
}
