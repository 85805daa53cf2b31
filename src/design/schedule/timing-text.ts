import { agreeing } from "../expression/readable-number.ts";
import type { Duration } from "../model/primitives.ts";
import type { Timing } from "../model/schedule.ts";
import type { StudyDesign } from "../model/study-design.ts";

/** When something is due, in the protocol's words, or in ours where it has none: "2 weeks after V5 Dosing session 1". */
export function timingText(design: StudyDesign, timing: Timing): string {
  if (timing.label !== undefined) return timing.label;
  const value = timing.valueLabel ?? (timing.value === undefined ? "" : durationText(design, timing.value));
  if (timing.type === "fixed-reference") return value;
  return [value, timing.type, anchorText(design, timing.relativeTo)].filter((part) => part !== "").join(" ");
}

/** How far off is still right: "±3 days", "−5 to +49 days"; undefined where the protocol gives no window. */
export function windowText(design: StudyDesign, { window, windowLabel }: Timing): string | undefined {
  if (windowLabel !== undefined || window === undefined) return windowLabel;
  const [before, after] = [durationText(design, window.before), durationText(design, window.after)];
  if (before === after) return /^0 /.test(before) ? "no other day" : `±${before}`;
  const [unit, otherUnit] = [before, after].map((text) => text.replace(/^\S+ /, ""));
  return unit === otherUnit ? `−${before.split(" ")[0]} to +${after}` : `−${before} to +${after}`;
}

/** What an instance is called: its own name, or that of its visit. */
export function instanceText({ scheduleTimelines, encounters }: StudyDesign, instanceId: string): string {
  const instance = scheduleTimelines
    .flatMap(({ instances }) => instances)
    .find(({ id }) => id === instanceId);
  const encounterId = instance?.type === "activity" ? instance.encounterId : undefined;
  const encounter = encounters.find(({ id }) => id === encounterId);
  return instance?.label ?? instance?.name ?? encounter?.label ?? encounter?.name ?? instanceId;
}

/** A length of time in words: "2 weeks", "1 month, 3 days". A parameter is shown by its value, which the physician signs. */
export function durationText({ parameters }: StudyDesign, duration: Duration): string {
  if (typeof duration === "string") return isoText(duration);
  const value = parameters.find(({ id }) => id === duration.parameter)?.value ?? duration.parameter;
  return amountText(String(value), duration.unit);
}

function anchorText(design: StudyDesign, anchor: Timing["relativeTo"]): string {
  if (anchor === undefined) return "";
  if ("event" in anchor) return anchor.event.replaceAll("-", " ");
  return instanceText(design, anchor.instanceId);
}

const isoUnits = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"];

function isoText(text: string): string {
  const parts =
    /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!parts) return text;
  const amounts = parts
    .slice(2)
    .flatMap((amount, index) => (amount === undefined ? [] : [amountText(amount, isoUnits[index] ?? "")]));
  return `${parts[1] ? "−" : ""}${amounts.join(", ")}`;
}

function amountText(amount: string, units: string): string {
  return `${amount} ${agreeing(amount, units)}`;
}
