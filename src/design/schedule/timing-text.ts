import type { Duration } from "../model/primitives.ts";
import type { Timing } from "../model/schedule.ts";
import type { StudyDesign } from "../model/study-design.ts";

/** When something is due, in the protocol's words, or in ours where it has none: "P2W after Dose". */
export function timingText(design: StudyDesign, timing: Timing): string {
  if (timing.label !== undefined) return timing.label;
  const value = timing.valueLabel ?? (timing.value === undefined ? "" : durationText(design, timing.value));
  if (timing.type === "fixed-reference") return value;
  return [value, timing.type, anchorText(design, timing.relativeTo)].filter((part) => part !== "").join(" ");
}

/** How far off is still right; undefined where the protocol gives no window. */
export function windowText(design: StudyDesign, { window, windowLabel }: Timing): string | undefined {
  if (windowLabel !== undefined || window === undefined) return windowLabel;
  return `-${durationText(design, window.before)}..+${durationText(design, window.after)}`;
}

function anchorText({ scheduleTimelines }: StudyDesign, anchor: Timing["relativeTo"]): string {
  if (anchor === undefined) return "";
  if ("event" in anchor) return anchor.event.replaceAll("-", " ");
  const instance = scheduleTimelines
    .flatMap(({ instances }) => instances)
    .find(({ id }) => id === anchor.instanceId);
  return instance?.label ?? instance?.name ?? anchor.instanceId;
}

/** A parameter is shown by its value: the length of time that the physician has signed. */
function durationText({ parameters }: StudyDesign, duration: Duration): string {
  if (typeof duration === "string") return duration;
  const value = parameters.find(({ id }) => id === duration.parameter)?.value ?? duration.parameter;
  return `${value} ${duration.unit}`;
}
