import type { ScheduledInstance, ScheduleTimeline, Timing } from "../model/schedule.ts";
import { reachableFrom } from "../schedule/timeline-graph.ts";
import type { Checking } from "./checking.ts";
import { findCircles } from "./circles.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

/** Timelines that cannot be walked, and timings that cannot be counted. */
export function checkSchedule(checking: Checking): readonly DesignFault[] {
  const { scheduleTimelines } = checking.design;
  return [
    ...checkMain(scheduleTimelines),
    ...scheduleTimelines.flatMap((timeline, at) => [
      ...checkWays(checking, timeline, `scheduleTimelines.${at}`),
      ...timeline.instances.flatMap((instance, index) =>
        checkTiming(instance, `scheduleTimelines.${at}.instances.${index}.timing`),
      ),
    ]),
    ...checkAnchors(checking),
  ];
}

function checkMain(timelines: readonly ScheduleTimeline[]): readonly DesignFault[] {
  const main = timelines.filter(({ mainTimeline }) => mainTimeline).length;
  if (timelines.length === 0 || main === 1) return [];
  const message = main === 0 ? "No timeline is the main one." : `${main} timelines are the main one.`;
  return [error("main-timeline", "scheduleTimelines", message, "Set mainTimeline on exactly one.")];
}

function checkWays({ compiled }: Checking, timeline: ScheduleTimeline, path: string): readonly DesignFault[] {
  const own = new Set(timeline.instances.map(({ id }) => id));
  const successors = (id: string): readonly string[] =>
    (compiled.instances.get(id)?.successors ?? []).filter((next) => own.has(next));
  const reached = reachableFrom([timeline.entryId], successors);
  const exits = timeline.instances.filter(
    ({ id }, index) => isExit(timeline, index) || successors(id).length === 0,
  );
  const exitIds = new Set(exits.map(({ id }) => id));
  return timeline.instances.flatMap(({ id }, index) => {
    const at = `${path}.instances.${index}`;
    if (!reached.has(id)) {
      return [
        error(
          "unreachable-instance",
          at,
          `No way leads to ${id}.`,
          "Let something be followed by it, or remove it.",
        ),
      ];
    }
    const ends = [...reachableFrom([id], successors)].some((one) => exitIds.has(one));
    return when(!ends, () =>
      error("endless-loop", at, `From ${id} no way leads out.`, "Add a decision that can leave the loop."),
    );
  });
}

function isExit({ instances }: ScheduleTimeline, index: number): boolean {
  const instance = instances[index];
  const ways = instance?.type === "decision" ? instance.conditions.map(({ next }) => next) : [];
  return (
    instance?.next === "exit" || ways.includes("exit") || (!instance?.next && index === instances.length - 1)
  );
}

function checkTiming({ id, timing }: ScheduledInstance, path: string): readonly DesignFault[] {
  if (!timing) return [];
  const isFixed = timing.type === "fixed-reference";
  return [
    ...when(isFixed && (timing.relativeTo !== undefined || timing.value !== undefined), () =>
      warning(
        "idle-setting",
        path,
        `${id} sets the clock; relativeTo and value do nothing.`,
        "Remove them, or change the type.",
      ),
    ),
    ...when(!isFixed && timing.relativeTo === undefined, () =>
      error("timing-incomplete", path, `${id} does not say from what it is counted.`, "Set relativeTo."),
    ),
    ...when(!isFixed && timing.value === undefined, () =>
      error(
        "timing-incomplete",
        path,
        `${id} does not say how long after its anchor it is.`,
        "Set value; P0D for the same day.",
      ),
    ),
  ];
}

/** Instances that are counted from themselves in the end would never get a date. */
function checkAnchors({ design, compiled }: Checking): readonly DesignFault[] {
  const paths = new Map(
    design.scheduleTimelines.flatMap(({ instances }, at) =>
      instances.map(({ id }, index) => [id, `scheduleTimelines.${at}.instances.${index}.timing`] as const),
    ),
  );
  const anchorOf = (timing: Timing | undefined): readonly string[] =>
    timing?.relativeTo && "instanceId" in timing.relativeTo ? [timing.relativeTo.instanceId] : [];
  const anchors = (id: string): readonly string[] => anchorOf(compiled.instances.get(id)?.instance.timing);
  return findCircles([...paths.keys()], anchors).map((circle) =>
    error(
      "circular-anchors",
      paths.get(circle[0] ?? "") ?? "scheduleTimelines",
      `${[...circle, circle[0]].join(" → ")} are counted from each other in a circle.`,
      "Count one of them from an event, or from a fixed reference.",
    ),
  );
}
