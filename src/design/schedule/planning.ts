import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { Timing } from "../model/schedule.ts";
import type { Happenings, Matched } from "./happenings.ts";
import type { Anchor, NotPlannable } from "./plan.ts";
import type { TimeScale } from "./time-scale.ts";
import { type TimeSpan, timeSpanOf } from "./time-span.ts";
import { visitName } from "./visit-name.ts";
import type { Step } from "./walk-timeline.ts";

/** What planning one participant's timeline works on. */
export type Planning<Point extends string> = {
  readonly design: CompiledDesign;
  readonly scale: TimeScale<Point>;
  readonly happenings: Happenings<Point>;
  readonly matched: Matched<Point>;
  readonly steps: readonly Step[];
  /** Targets by step, before limits to other instances; `open` while one is being found. */
  readonly targets: Map<string, Target<Point> | "open">;
};

/** The day that an instance aims at, before limits to others; or why there is none. */
export type Target<Point extends string> =
  | { readonly ok: true; readonly target: Point; readonly anchor: Anchor; readonly firm: boolean }
  | {
      readonly ok: false;
      readonly because: NotPlannable;
      readonly message: string;
      readonly anchor?: Anchor;
    };

export function timingAt<Point extends string>(
  { design, steps }: Planning<Point>,
  index: number,
): Timing | undefined {
  const step = steps[index];
  return step && design.instances.get(step.instanceId)?.instance.timing;
}

/** Of the rounds of an instance, the nearest one on that side of the step; else the nearest on the other. */
export function roundOf<Point extends string>(
  { steps, matched }: Planning<Point>,
  instanceId: string,
  index: number,
  direction: "preceding" | "following",
): number {
  const isIt = (step: Step): boolean => step.instanceId === instanceId;
  const before = steps.slice(0, index).findLast(isIt);
  const after = steps.slice(index).find(isIt);
  const step = direction === "preceding" ? (before ?? after) : (after ?? before);
  return step?.occurrence ?? Math.max(1, matched.rounds(instanceId));
}

/** What people call the instance: the visit that it is, or its own name. */
export function nameOf<Point extends string>(
  { design }: Pick<Planning<Point>, "design">,
  instanceId: string,
): string {
  const instance = design.instances.get(instanceId)?.instance;
  const encounterId = instance?.type === "activity" ? instance.encounterId : undefined;
  if (encounterId !== undefined) return visitName(design, encounterId, instanceId);
  return instance?.label ?? instance?.name ?? instanceId;
}

export function spanOf<Point extends string>(
  { design }: Planning<Point>,
  duration: NonNullable<Timing["value"]>,
): TimeSpan | undefined {
  return timeSpanOf(design.parameters, duration);
}
