import { normalQuantile } from "../distributions/normal.ts";
import { findRoot } from "../numerics/root.ts";
import type { EfficacyRule, FutilityRule } from "./design-options.ts";
import { boundsOf, efficacyMonitoring, type Futility, oneSided, type Plan } from "./efficacy.ts";
import { type Monitoring, monitor } from "./monitoring.ts";
import { increments, spentAt } from "./spending.ts";
import {
  boundAbove,
  boundBelow,
  crossingBelow,
  type DriftedWalk,
  underDrift,
  type Walk,
} from "./stage-walk.ts";

type BetaRule = Extract<FutilityRule, { kind: "beta-spending" }>;
type PlainRule = Exclude<EfficacyRule, { kind: "wang-tsiatis-optimum" | "pampallona-tsiatis" }>;

/** Bounds for efficacy and futility, and the drift under which beta is spent. */
export type SpentBeta = {
  readonly monitoring: Monitoring;
  readonly drift: number;
  readonly spent: readonly number[];
};

/**
 * The drift under which the bounds for futility, which spend beta look by look, meet the bound for efficacy at the
 * last look; undefined where there is none.
 *
 * Where futility is not binding the bounds for efficacy are those of the design without it. Where it is, spending bounds
 * are set look by look, and those of a shape by turns with the futility.
 */
export function betaSpending(plan: Plan, efficacy: PlainRule, rule: BetaRule): SpentBeta | undefined {
  if (rule.binding === true && efficacy.kind === "spending") {
    const spent = increments(spentAt(efficacy.spending, oneSided(plan), plan.times));
    return meetAtEnd(plan, rule, (look, walk, time) =>
      boundAbove(underDrift(walk, 0), time, spent[look] ?? 0),
    );
  }
  let upper = efficacyMonitoring(plan, efficacy)?.looks.map((look) => look.upper);
  for (let turn = 0; turn < 60 && upper !== undefined; turn += 1) {
    const known: readonly number[] = upper;
    const found = meetAtEnd(plan, rule, (look) => known[look] ?? Number.POSITIVE_INFINITY);
    if (found === undefined || rule.binding !== true) return found;
    const futility = found.monitoring.looks
      .slice(0, -1)
      .map(({ lower, inner }) => (plan.sides === 1 ? { lower } : { inner }));
    const next = efficacyMonitoring(plan, efficacy, futility as readonly Futility[])?.looks.map(
      (look) => look.upper,
    );
    if (next?.every((bound, look) => bound === known[look] || Math.abs(bound - (known[look] ?? 0)) < 1e-12))
      return found;
    upper = next;
  }
  return undefined;
}

function meetAtEnd(plan: Plan, rule: BetaRule, upper: UpperBound): SpentBeta | undefined {
  const amounts = spentAt(rule.spending, plan.beta, plan.times);
  const at = (drift: number): Spent => spend(plan, rule, upper, amounts, drift);
  const fixed = -normalQuantile(oneSided(plan)) - normalQuantile(plan.beta);
  const bracket = { low: 0.3 * fixed, high: 4 * fixed + 2 };
  const root = findRoot((drift) => at(drift).unspent, bracket, { tolerance: 1e-13 });
  if (root === undefined) return undefined;
  const { monitoring, spent } = at(root.root);
  return { monitoring, drift: root.root, spent };
}

/** How a look's bound for efficacy is found, from the trials that reach it. */
type UpperBound = (look: number, walk: Walk, time: number) => number;

type Spent = { readonly monitoring: Monitoring; readonly spent: readonly number[]; readonly unspent: number };

/** `unspent` is what would still be below the last bound beyond what beta allows. */
function spend(
  plan: Plan,
  rule: BetaRule,
  upperAt: UpperBound,
  cumulative: readonly number[],
  drift: number,
): Spent {
  const last = plan.times.length - 1;
  const total = cumulative[last] ?? plan.beta;
  const skipped = rule.skipped ?? "carried";
  let done = 0;
  let [missed, crossed] = [0, false];
  const spent: number[] = [];
  const monitoring = monitor(
    plan.times,
    (look, walk, time) => {
      const upper = upperAt(look, walk, time);
      const drifted = underDrift(walk, drift);
      if (look === last) {
        done += crossed ? 0 : belowEnd(plan.sides, drifted, time, upper);
        spent.push(done);
        return boundsOf(plan.sides, upper, plan.sides === 1 ? { lower: upper } : { inner: upper });
      }
      const due = cumulative[look] ?? 0;
      const planned = skipped === "redistributed" ? redistributed(due, missed, total) : due;
      const bounds = futilityBound(plan.sides, drifted, time, planned - done);
      const none = bounds.lower === undefined && bounds.inner === undefined;
      if (none && skipped === "redistributed") missed = due;
      if (!none) done = planned;
      spent.push(done);
      const edge = bounds.lower ?? bounds.inner ?? Number.NEGATIVE_INFINITY;
      crossed ||= edge >= upper;
      return boundsOf(plan.sides, upper, crossed ? capped(bounds, upper) : bounds);
    },
    { low: 0, high: Math.max(4, drift) },
  );
  return { monitoring, spent, unspent: done - total };
}

/** The cumulative amount where nothing was spent until `missed` was due, and all later amounts grow to make up for it. */
function redistributed(due: number, missed: number, total: number): number {
  return ((due - missed) * total) / (total - missed);
}

function capped(bounds: Futility, upper: number): Futility {
  return bounds.lower === undefined ? { inner: upper } : { lower: upper };
}

function futilityBound(sides: 1 | 2, drifted: DriftedWalk, time: number, amount: number): Futility {
  if (!(amount > 0)) return {};
  const lower = boundBelow(drifted, time, amount);
  if (sides === 1) return { lower };
  if (!(lower > 0)) return {};
  const inside = (inner: number): number =>
    crossingBelow(drifted, time, inner) - crossingBelow(drifted, time, -inner) - amount;
  const root = findRoot(inside, { low: 0, high: lower + 10 }, { tolerance: 1e-13 });
  return root === undefined ? {} : { inner: root.root };
}

function belowEnd(sides: 1 | 2, drifted: DriftedWalk, time: number, upper: number): number {
  const below = crossingBelow(drifted, time, upper);
  return sides === 1 ? below : below - crossingBelow(drifted, time, -upper);
}

/** Bounds that spend a share of the trials without effect, for futility, with those for efficacy. */
export function nullSpending(
  plan: Plan,
  efficacy: PlainRule,
  rule: Extract<FutilityRule, { kind: "null-spending" }>,
): Monitoring | undefined {
  const amounts = increments(spentAt(rule.spending, rule.total ?? 1 - plan.alpha, plan.times));
  const last = plan.times.length - 1;
  const upper =
    rule.binding === true && efficacy.kind === "spending" ? undefined : efficacyMonitoring(plan, efficacy);
  const spent =
    efficacy.kind === "spending" ? increments(spentAt(efficacy.spending, plan.alpha, plan.times)) : [];
  if (upper === undefined && spent.length === 0) return undefined;
  return monitor(plan.times, (look, walk, time) => {
    const level = underDrift(walk, 0);
    const above = upper?.looks[look]?.upper ?? boundAbove(level, time, spent[look] ?? 0);
    const below = boundBelow(level, time, amounts[look] ?? 0);
    const full = rule.total === undefined && look === last;
    return { upper: above, lower: full ? above : Math.min(below, above) };
  });
}
