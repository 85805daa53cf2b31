import { z } from "zod";
import type { CompiledDesign } from "#design";
import type { Instant, Refusal } from "#kernel";
import { seesFactor } from "../blinding/factor-visibility.ts";
import type { Viewer } from "../blinding/view.ts";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { hasLeft, stageOf } from "../participant.ts";
import { nameOf } from "../refusals.ts";
import { type AllocationPlan, allocationPlan, siteFactorId } from "./allocation-plan.ts";
import { capRefusal, type LevelTotals, reachedCap } from "./caps.ts";
import { notOpen, refusalsBySite, siteChecks } from "./checks.ts";
import { isOpenFor } from "./plan-open.ts";
import type { Strata } from "./strata.ts";
import { knownStrata, strataOf } from "./strata-of.ts";

/** What is public of somebody's randomization; null before. */
export const randomizedView = z
  .object({ randomizationNumber: z.string(), randomizedOn: z.string(), designVersion: z.string() })
  .nullable();

/** What randomization waits for, by the rules that decide it; null where nobody is to be randomized, or this one no longer. */
export const readinessView = z
  .object({
    /** Nothing that can be known now stands in the way. */
    canBegin: z.boolean(),
    checks: z.array(
      z.object({
        check: z.enum([...siteChecks, "factors", "open", "caps"]),
        /** `unknown`: the server will say when the place is taken. */
        standing: z.enum(["met", "not-met", "unknown"]),
        why: z.string().nullable(),
      }),
    ),
    /** The values on which the allocation would rest. */
    factors: z.array(
      z.object({
        factorId: z.string(),
        label: z.string(),
        /** In words; null where it is missing, or where this viewer may not see it. */
        value: z.string().nullable(),
        isHidden: z.boolean(),
      }),
    ),
  })
  .nullable();
export type ReadinessView = z.infer<typeof readinessView>;

/** Who looks, when, and what they may know of how many were randomized. */
export type ReadinessAround = {
  readonly design: CompiledDesign;
  readonly viewer: Viewer;
  readonly now: Instant;
  readonly totals?: LevelTotals;
};

type Check = NonNullable<ReadinessView>["checks"][number];

export function viewReadiness(facts: Facts, around: ReadinessAround): ReadinessView {
  const { design, viewer, now } = around;
  const { enrollment } = facts.participant;
  if (enrollment.randomized || hasLeft(stageOf(facts.participant))) return null;
  const planned = allocationPlan(design);
  if (!planned.ok) return null;
  const plan = planned.value;
  // What the rules ask of their context here is the moment alone.
  const context = { now, occurredAt: now, zone: facts.site.zone } as Context;
  const strata = strataOf(facts, design, plan, context);
  const refusals = refusalsBySite(facts, design, context);
  const sees = (factorId: string): boolean => seesFactor(design, viewer, factorId);
  const seesAll = plan.factors.every(({ id }) => sees(id));
  const isOpen = isOpenFor(plan, facts.study, facts.designs);
  const checks: readonly Check[] = [
    ...siteChecks.map((check) => checked(check, refusals[check])),
    checked("factors", strata.ok ? undefined : strata.error, seesAll),
    checked("open", isOpen ? undefined : notOpen(facts, design)),
    strata.ok && seesAll ? capsCheck(facts, plan, strata.value, around) : unknown("caps"),
  ];
  return {
    canBegin: checks.every(({ standing }) => standing !== "not-met"),
    checks: [...checks],
    factors: valuesInWords(facts, plan, knownStrata(facts, design, plan, context), sees),
  };
}

function checked(check: Check["check"], refusal: Refusal | undefined, isSeen = true): Check {
  if (!refusal) return { check, standing: "met", why: null };
  return { check, standing: "not-met", why: isSeen ? refusal.message : null };
}

function unknown(check: Check["check"]): Check {
  return { check, standing: "unknown", why: null };
}

function capsCheck(
  facts: Facts,
  plan: AllocationPlan,
  strata: Strata,
  { totals }: Pick<ReadinessAround, "totals">,
): Check {
  if (!totals) return unknown("caps");
  const cap = reachedCap(plan, totals, strata);
  return checked("caps", cap && capRefusal(plan, cap, nameOf(facts)));
}

function valuesInWords(
  { site }: Facts,
  { factors }: AllocationPlan,
  strata: Strata,
  sees: (factorId: string) => boolean,
): NonNullable<ReadinessView>["factors"] {
  return factors.map(({ id, label, levels }) => {
    const level = strata[id];
    const words =
      id === siteFactorId ? `${site.number} ${site.name}` : (level && levels?.get(level)) || level;
    return { factorId: id, label, value: sees(id) ? (words ?? null) : null, isHidden: !sees(id) };
  });
}
