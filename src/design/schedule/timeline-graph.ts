import type { ScheduledInstance, ScheduleTimeline } from "../model/schedule.ts";

/** The instance that follows where nothing else is chosen: as written, else the next in the list; undefined at an exit. */
export function nextOf(timeline: ScheduleTimeline, index: number): string | undefined {
  const instance = timeline.instances[index];
  if (instance?.next === "exit") return undefined;
  return instance?.next ?? timeline.instances[index + 1]?.id;
}

/** Every instance that may follow, the default one last; each once. */
export function successorsOf(timeline: ScheduleTimeline, index: number): readonly string[] {
  const chosen = conditionsOf(timeline.instances[index]).map(({ next }) => next);
  const next = nextOf(timeline, index);
  const all = next === undefined ? chosen : [...chosen, next];
  return [...new Set(all)].filter((id) => id !== "exit");
}

function conditionsOf(instance: ScheduledInstance | undefined): readonly { readonly next: string }[] {
  return instance?.type === "decision" ? instance.conditions : [];
}

/** All that can be reached from the starts, the starts included. */
export function reachableFrom(
  starts: Iterable<string>,
  successors: (id: string) => readonly string[],
): ReadonlySet<string> {
  const reached = new Set<string>(starts);
  for (const id of reached) for (const next of successors(id)) reached.add(next);
  return reached;
}
