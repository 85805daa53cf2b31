import type { CalendarDate } from "#kernel";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { StudyDesignInput } from "../model/study-design.ts";
import type { Happenings } from "../schedule/happenings.ts";
import { planSchedule, type ScheduledPoint } from "../schedule/plan-schedule.ts";
import { compiledExample } from "./example-study.ts";

const design = compiledExample();

/** What happened, with dates written as text. */
export type Input = {
  readonly events?: Readonly<Record<string, string>>;
  readonly visits?: readonly { readonly [key: string]: unknown }[];
  readonly decisions?: readonly { readonly [key: string]: unknown }[];
  readonly arranged?: readonly { readonly [key: string]: unknown }[];
};

export function history({
  events = {},
  visits = [],
  decisions = [],
  arranged = [],
}: Input): Happenings<CalendarDate> {
  return { events, visits, decisions, arranged } as unknown as Happenings<CalendarDate>;
}

export function pointOf(
  input: Input,
  instanceId: string,
  from: CompiledDesign = design,
): ScheduledPoint<CalendarDate> {
  const point = planSchedule(from, history(input)).points.find((one) => one.instanceId === instanceId);
  if (!point) throw new Error(`${instanceId} is not planned`);
  return point;
}

/** `earliest … target … latest`, or why not. */
export function planOf(input: Input, instanceId: string, from: CompiledDesign = design): string {
  const { plan } = pointOf(input, instanceId, from);
  if (plan.kind === "not-plannable") return `${plan.because}: ${plan.message}`;
  return `${plan.earliest ?? "-"} … ${plan.target} … ${plan.latest ?? "-"}${plan.firm ? "" : " (projected)"}`;
}

/** The example study with these instances as its main timeline. */
export function timeline(instances: readonly unknown[], entryId = "a"): CompiledDesign {
  const main = { id: "main", name: "Visits", mainTimeline: true, entryId, instances };
  return compiledExample({ scheduleTimelines: [main] } as unknown as Partial<StudyDesignInput>);
}

export function visit(id: string, timing?: unknown, more: object = {}): unknown {
  return { id, type: "activity", ...(timing ? { timing: { id: `t-${id}`, ...timing } } : {}), ...more };
}
