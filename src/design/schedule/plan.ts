import type { TrialEvent } from "../model/schedule.ts";
import type { PlannedWindow } from "./window-verdict.ts";

/** From what a date is counted, as people call it, and whether it has happened. */
export type Anchor = { readonly name: string; readonly happened: boolean } & (
  | { readonly kind: "event"; readonly event: TrialEvent }
  | { readonly kind: "instance"; readonly instanceId: string; readonly occurrence: number }
);

/**
 * When an instance is due, or why that cannot be said yet. `firm`: everything that it is counted from has happened;
 * otherwise dates are projected from planned ones and will move with what happens. `waitsFor` names the instances
 * whose limits are not known yet.
 */
export type Plan<Point extends string> =
  | (PlannedWindow<Point> & {
      readonly kind: "planned";
      readonly anchor: Anchor;
      readonly firm: boolean;
      readonly waitsFor: readonly string[];
    })
  | {
      readonly kind: "not-plannable";
      readonly because: NotPlannable;
      readonly anchor?: Anchor;
      /** For a person: "Waits for enrollment." */
      readonly message: string;
    };

/** `sets-the-clock`: a fixed reference, whose date is the day on which it happens. */
export type NotPlannable =
  | "sets-the-clock"
  | "no-timing"
  | "no-duration"
  | "anchor-not-happened"
  | "anchor-cancelled"
  | "anchor-not-on-path"
  | "anchor-circle";
