import { normalQuantile } from "../distributions/normal.ts";
import type { EfficacyRule } from "./design-options.ts";
import { exits, type LookBounds, type Monitoring, monitor, monitorAt, total } from "./monitoring.ts";
import { solveLevel } from "./solve-level.ts";
import { increments, spentAt } from "./spending.ts";
import { boundAbove, underDrift } from "./stage-walk.ts";

/** What a design is made for. */
export type Plan = {
  readonly times: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  readonly sides: 1 | 2;
};

/** Where a look stops but for efficacy: at or below `lower`, or, in a two-sided design, where |Z| is below `inner`. */
export type Futility = { readonly lower?: number; readonly inner?: number };

/** The bounds of a look of a one-sided design, or of a symmetric one. */
export function boundsOf(sides: 1 | 2, upper: number, { lower, inner }: Futility = {}): LookBounds {
  if (sides === 2) return inner === undefined ? { upper, lower: -upper } : { upper, lower: -upper, inner };
  return { upper, lower: lower ?? Number.NEGATIVE_INFINITY };
}

/** Alpha of one side: the designs with two are symmetric. */
export function oneSided({ alpha, sides }: Plan): number {
  return alpha / sides;
}

/**
 * The looks with their bounds for efficacy, where the trial stops for futility as given; undefined where no bound
 * keeps alpha.
 */
export function efficacyMonitoring(
  plan: Plan,
  rule: Exclude<EfficacyRule, { kind: "wang-tsiatis-optimum" | "pampallona-tsiatis" }>,
  futility: readonly Futility[] = [],
): Monitoring | undefined {
  const last = plan.times.length - 1;
  if (rule.kind === "spending") {
    return spendingMonitoring(plan, increments(spentAt(rule.spending, oneSided(plan), plan.times)), futility);
  }
  if (rule.kind === "haybittle-peto") return endMonitoring(plan, rule.early ?? 3, futility);
  if (rule.kind === "none-early") return endMonitoring(plan, Number.POSITIVE_INFINITY, futility);
  const delta = rule.kind === "wang-tsiatis" ? rule.delta : rule.kind === "pocock" ? 0.5 : 0;
  const shape = plan.times.map((time) => (time / (plan.times[last] ?? 1)) ** (delta - 0.5));
  return shapedMonitoring(plan, shape, futility);
}

/** Bounds c · shape, with the c that meets alpha. */
export function shapedMonitoring(
  plan: Plan,
  shape: readonly number[],
  futility: readonly Futility[] = [],
): Monitoring | undefined {
  const at = (c: number): Monitoring =>
    monitorAt(
      plan.times,
      shape.map((factor, look) => boundsOf(plan.sides, c * factor, futility[look])),
    );
  const level = oneSided(plan);
  const c = solveLevel((argument) => total(exits(at(argument), 0).above), level, 0.1 - normalQuantile(level));
  return c === undefined ? undefined : at(c);
}

function spendingMonitoring(
  plan: Plan,
  spent: readonly number[],
  futility: readonly Futility[],
): Monitoring | undefined {
  const monitoring = monitor(plan.times, (look, walk, time) => {
    const upper = boundAbove(underDrift(walk, 0), time, spent[look] ?? 0);
    return boundsOf(plan.sides, upper, futility[look]);
  });
  return met(monitoring);
}

function endMonitoring(plan: Plan, early: number, futility: readonly Futility[]): Monitoring | undefined {
  const last = plan.times.length - 1;
  const bounds = (upper: number, look: number): LookBounds => boundsOf(plan.sides, upper, futility[look]);
  const before = exits(
    monitorAt(
      plan.times.slice(0, last),
      plan.times.slice(0, last).map((_, look) => bounds(early, look)),
    ),
    0,
  );
  const left = oneSided(plan) - total(before.above);
  if (!(left > 0)) return undefined;
  const monitoring = monitor(plan.times, (look, walk, time) =>
    bounds(look < last ? early : boundAbove(underDrift(walk, 0), time, left), look),
  );
  return met(monitoring);
}

/** Undefined where binding futility leaves fewer trials than alpha is to be spent on. */
function met(monitoring: Monitoring): Monitoring | undefined {
  return monitoring.looks.some(({ upper }) => upper === Number.NEGATIVE_INFINITY) ? undefined : monitoring;
}
