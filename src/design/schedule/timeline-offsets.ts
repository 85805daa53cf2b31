import type { Duration } from "../model/primitives.ts";
import type { ScheduledInstance, ScheduleTimeline, Timing } from "../model/schedule.ts";
import type { StudyDesign } from "../model/study-design.ts";
import { timeSpanOf } from "./time-span.ts";

/** Where a point lies in time, in minutes from the start of the clock, and how far off is still right. */
export type TimelineOffset = {
  readonly instanceId: string;
  readonly at: number;
  readonly earliest: number;
  readonly latest: number;
};

const minutesPerDay = 1_440;
// For drawing alone: how long a month is depends on the day from which it is counted.
const minutesPerMonth = 30.4375 * minutesPerDay;

/**
 * Where the points of a timeline lie when all goes to plan, for a picture of it. A point that is counted from something outside of the
 * timeline, or that has no timing, is left out.
 */
export function timelineOffsets(
  design: StudyDesign,
  { instances }: ScheduleTimeline,
): readonly TimelineOffset[] {
  const parameters = new Map(design.parameters.map((parameter) => [parameter.id, parameter]));
  const minutesOf = (duration: Duration): number | undefined => {
    const span = timeSpanOf(parameters, duration);
    return span && span.months * minutesPerMonth + span.days * minutesPerDay + span.minutes;
  };
  const byId = new Map(instances.map((instance) => [instance.id, instance]));
  const known = new Map<string, number | undefined>();
  const offsetOf = (instance: ScheduledInstance | undefined): number | undefined => {
    if (!instance) return undefined;
    if (!known.has(instance.id)) {
      // Set first, so that a circle of anchors ends.
      known.set(instance.id, undefined);
      known.set(instance.id, offsetBy(instance.timing));
    }
    return known.get(instance.id);
  };
  const offsetBy = (timing: Timing | undefined): number | undefined => {
    if (timing?.type === "fixed-reference") return 0;
    const anchor = timing?.relativeTo;
    if (!timing?.value || !anchor || "event" in anchor) return undefined;
    const [from, by] = [offsetOf(byId.get(anchor.instanceId)), minutesOf(timing.value)];
    if (from === undefined || by === undefined) return undefined;
    return timing.type === "before" ? from - by : from + by;
  };
  return instances.flatMap((instance): readonly TimelineOffset[] => {
    const at = offsetOf(instance);
    if (at === undefined) return [];
    const { window } = instance.timing ?? {};
    const [before, after] = [window && minutesOf(window.before), window && minutesOf(window.after)];
    return [{ instanceId: instance.id, at, earliest: at - (before ?? 0), latest: at + (after ?? 0) }];
  });
}
