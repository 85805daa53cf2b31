import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { Duration } from "../model/primitives.ts";
import type { ScheduledActivityInstance } from "../model/schedule.ts";
import type { SessionPlan } from "../model/session.ts";
import { timeSpanOf } from "../schedule/time-span.ts";

/** From what the minutes of a point are counted. */
export type GridAnchor = "initial" | "supplemental";

/** A point of a session's grid: what is due then, in minutes from its anchor, and from when to when it is in time. */
export type GridPoint = {
  readonly id: string;
  readonly name: string;
  readonly anchor: GridAnchor;
  readonly at: number;
  readonly earliest: number;
  readonly latest: number;
  readonly vitals: boolean;
  readonly probes: boolean;
};

/** The points of a session in their order: where a supplemental dose is given, and where it is not. */
export type SessionGrid = {
  readonly withSupplemental: readonly GridPoint[];
  readonly without: readonly GridPoint[];
};

const minutesPerDay = 1_440;

/** Reads the grid from the plan's timeline; a point whose minutes are not known is left out. */
export function sessionGrid(design: CompiledDesign, plan: SessionPlan): SessionGrid {
  const walk = (isGiven: boolean): readonly GridPoint[] =>
    walked(design, plan, isGiven).flatMap((instance) => pointOf(design, plan, instance) ?? []);
  return { withSupplemental: walk(true), without: walk(false) };
}

/** The instances of the timeline on the way that is taken, each once. */
function walked(
  design: CompiledDesign,
  plan: SessionPlan,
  isGiven: boolean,
): readonly ScheduledActivityInstance[] {
  const timeline = plan.timelineId === undefined ? undefined : design.timelines.get(plan.timelineId);
  const seen = new Set<string>();
  const way: ScheduledActivityInstance[] = [];
  let id = timeline?.entryId;
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    const compiled = design.instances.get(id);
    if (compiled?.instance.type === "activity") way.push(compiled.instance);
    const ways = compiled?.instance.type === "decision" ? compiled.instance.conditions : [];
    const given = ways.find(({ next }) => isGiven && next === plan.supplementalDoseInstanceId);
    const next: string | undefined = given?.next ?? compiled?.next;
    id = next === "exit" ? undefined : next;
  }
  return way;
}

function pointOf(
  design: CompiledDesign,
  plan: SessionPlan,
  { id, name, activityIds, timing }: ScheduledActivityInstance,
): GridPoint | undefined {
  const vitals = plan.vitalsActivityId !== undefined && activityIds.includes(plan.vitalsActivityId);
  const probes = plan.probesActivityId !== undefined && activityIds.includes(plan.probesActivityId);
  if (!vitals && !probes) return undefined;
  const relativeTo = timing?.relativeTo;
  if (!timing?.value || !relativeTo || "event" in relativeTo) return undefined;
  const anchor = anchorOf(plan, relativeTo.instanceId);
  const minutes = minutesOf(design, timing.value);
  if (!anchor || minutes === undefined) return undefined;
  const at = timing.type === "before" ? -minutes : minutes;
  const before = (timing.window && minutesOf(design, timing.window.before)) ?? 0;
  const after = (timing.window && minutesOf(design, timing.window.after)) ?? 0;
  return {
    id,
    name: name ?? id,
    anchor,
    at,
    earliest: at - before,
    latest: at + after,
    vitals,
    probes,
  };
}

function anchorOf(plan: SessionPlan, instanceId: string): GridAnchor | undefined {
  if (instanceId === plan.initialDoseInstanceId) return "initial";
  return instanceId === plan.supplementalDoseInstanceId ? "supplemental" : undefined;
}

function minutesOf({ parameters }: CompiledDesign, duration: Duration): number | undefined {
  const span = timeSpanOf(parameters, duration);
  return span && span.months === 0 ? span.days * minutesPerDay + span.minutes : undefined;
}
