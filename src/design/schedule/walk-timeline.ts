import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { ScheduleTimeline } from "../model/schedule.ts";
import { type Matched, roundKey } from "./happenings.ts";
import { reachableFrom } from "./timeline-graph.ts";

/** One point of a participant's way through a timeline; `occurrence` counts the rounds of a loop from 1. */
export type Step = { readonly instanceId: string; readonly occurrence: number };

/**
 * The way through a timeline as far as it is known. `notReached` are the other instances: `path-not-taken`, or
 * behind a loop that has not ended (`loop-open`).
 */
type Walk = {
  readonly steps: readonly Step[];
  readonly notReached: ReadonlyMap<string, "path-not-taken" | "loop-open">;
};

/**
 * Follows recorded choices, elsewhere the default. A loop is gone through as often as it was, and once more; with
 * nothing behind it, the walk ends there.
 */
export function walkTimeline<Point extends string>(
  design: CompiledDesign,
  timeline: ScheduleTimeline,
  matched: Matched<Point>,
): Walk {
  const steps: Step[] = [];
  const seen = new Map<string, number>();
  const limits = new Map<string, number>();
  let id: string | undefined = timeline.entryId;
  let stoppedAt: string | undefined;
  while (id !== undefined && design.instances.get(id)?.timelineId === timeline.id) {
    const occurrence: number = (seen.get(id) ?? 0) + 1;
    if (occurrence > 1 && occurrence > roundLimit(design, id, matched, limits)) {
      stoppedAt = id;
      break;
    }
    seen.set(id, occurrence);
    steps.push({ instanceId: id, occurrence });
    const taken: string | undefined = matched.decisions.get(roundKey(id, occurrence))?.next;
    id = taken === "exit" ? undefined : (taken ?? design.instances.get(id)?.next);
  }
  return { steps, notReached: notReached(design, timeline, seen, stoppedAt) };
}

/** One round more than any part of the loop has been through. */
function roundLimit<Point extends string>(
  design: CompiledDesign,
  id: string,
  { rounds }: Matched<Point>,
  limits: Map<string, number>,
): number {
  const known = limits.get(id);
  if (known !== undefined) return known;
  const successors = (one: string): readonly string[] => design.instances.get(one)?.successors ?? [];
  const loop = [...reachableFrom(successors(id), successors)].filter((one) =>
    reachableFrom(successors(one), successors).has(id),
  );
  const limit = Math.max(0, ...loop.map(rounds)) + 1;
  for (const one of loop) limits.set(one, limit);
  return limit;
}

function notReached(
  design: CompiledDesign,
  timeline: ScheduleTimeline,
  seen: ReadonlyMap<string, number>,
  stoppedAt: string | undefined,
): Walk["notReached"] {
  const beyond = stoppedAt === undefined ? new Set<string>() : reachable(design, stoppedAt);
  const others = timeline.instances.filter(({ id }) => !seen.has(id));
  return new Map(others.map(({ id }) => [id, beyond.has(id) ? "loop-open" : "path-not-taken"]));
}

function reachable(design: CompiledDesign, from: string): ReadonlySet<string> {
  return reachableFrom([from], (one) => design.instances.get(one)?.successors ?? []);
}
