import type { ScheduledInstance, ScheduleTimeline } from "../model/schedule.ts";

/**
 * The instances of a timeline in the order in which they follow each other from its entry: what follows by
 * default first, then the branches of the decisions, then what nothing leads to, as the timeline lists it.
 */
export function timelineOrder({ entryId, instances }: ScheduleTimeline): readonly ScheduledInstance[] {
  const byId = new Map(instances.map((instance) => [instance.id, instance]));
  const ordered = new Set<ScheduledInstance>();
  const branches: string[] = [entryId];
  const follow = (from: string): void => {
    for (let at = byId.get(from); at && !ordered.has(at); at = byId.get(nextOf(at, instances) ?? "")) {
      ordered.add(at);
      if (at.type === "decision") branches.push(...at.conditions.map(({ next }) => next));
    }
  };
  // An array that grows while it is walked: each branch may meet decisions of its own.
  for (const branch of branches) follow(branch);
  return [...ordered, ...instances.filter((instance) => !ordered.has(instance))];
}

function nextOf(instance: ScheduledInstance, instances: readonly ScheduledInstance[]): string | undefined {
  return instance.next ?? instances[instances.indexOf(instance) + 1]?.id;
}
