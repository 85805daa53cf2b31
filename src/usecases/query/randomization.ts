import type { CompiledDesign } from "#design";
import { ok, type Refusal, type Result, type StudyId } from "#kernel";
import {
  type AllocationPlan,
  allocationPlan,
  type EnrollmentGauge,
  enrollmentGauge,
  isOpenFor,
  isPlacedUnder,
  type LevelTotals,
  levelTotals,
  seesFactor,
  siteFactorId,
} from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { Lists, RandomizedRow } from "../ports/lists.ts";
import { type Asking, scopeFor, viewerAt } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** How randomization stands in a study: nothing of it tells an arm. */
export type RandomizationStanding = {
  /** Absent while no version is published, or where nobody could be randomized. */
  readonly method: AllocationPlan["method"] | null;
  readonly designVersion: string | null;
  /** Whether it is open for the plan of the newest version. */
  readonly isOpen: boolean;
  /** The versions for which it was opened, oldest first. */
  readonly openedFor: readonly string[];
  readonly randomized: number;
  readonly planned: number | null;
  readonly levels: readonly (Pick<
    EnrollmentGauge["levels"][number],
    "factorId" | "factor" | "level" | "label" | "randomized"
  > & {
    readonly cap: number | null;
    readonly left: number | null;
  })[];
  /** At the sites that the person reaches. */
  readonly sites: readonly {
    readonly siteId: string;
    readonly number: string;
    readonly name: string;
    readonly randomized: number;
  }[];
};

/**
 * How many are randomized, against the plan and its caps. Counts are of the whole study; by site they are told of the sites that the
 * person reaches, and by a factor only to whoever may see its item.
 */
export async function seeRandomization(
  ports: QueryPorts,
  asking: Asking,
): Promise<Result<RandomizationStanding, Refusal>> {
  const scope = scopeFor(asking, "see-randomization");
  const { facts } = await loadFacts(ports, scope, "study", asking.study, {});
  const [rows, sites] = await Promise.all([randomizedIn(ports, asking.study), ports.lists.sites(scope)]);
  const design = facts.designs(facts.study.designs.at(-1)?.version ?? "");
  const plan = design && allocationPlan(design);
  const own = sites.filter(({ siteId }) => scope.sites === "all" || scope.sites.includes(siteId));
  return ok({
    method: plan?.ok ? plan.value.method : null,
    designVersion: design?.design.version ?? null,
    isOpen: plan?.ok === true && isOpenFor(plan.value, facts.study, facts.designs),
    openedFor: facts.study.randomizationOpenedFor,
    randomized: rows.length,
    planned: design?.design.population?.plannedEnrollment ?? null,
    levels: design && plan?.ok ? levelsSeen(design, plan.value, rows, asking) : [],
    sites: own.map(({ siteId, number, name }) => ({
      siteId,
      number,
      name,
      randomized: rows.filter((row) => row.siteId === siteId).length,
    })),
  });
}

function levelsSeen(
  design: CompiledDesign,
  plan: AllocationPlan,
  rows: readonly Randomized[],
  asking: Asking,
): RandomizationStanding["levels"] {
  const viewer = viewerAt(asking, null);
  return enrollmentGauge(plan, rows.length, totalsUnder(plan, rows))
    .levels.filter(({ factorId }) => factorId !== siteFactorId && seesFactor(design, viewer, factorId))
    .map(({ factorId, factor, level, label, randomized, cap, left }) => ({
      factorId,
      factor,
      level,
      label,
      randomized,
      cap: cap ?? null,
      left: left ?? null,
    }));
}

type Randomized = RandomizedRow & { readonly siteId: string };

/** Everybody who was randomized in the study, with the site at which they were, where the record says it: for counting alone. */
async function randomizedIn(
  { lists }: { readonly lists: Pick<Lists, "participants"> },
  study: StudyId,
): Promise<readonly Randomized[]> {
  const rows = await lists.participants({ study, sites: "all" });
  return rows.flatMap(({ siteId, randomized }) =>
    randomized ? [{ ...randomized, siteId: randomized.strata[siteFactorId] ?? siteId }] : [],
  );
}

function totalsUnder(plan: AllocationPlan, rows: readonly RandomizedRow[]): LevelTotals {
  return levelTotals(
    plan,
    rows.filter((row) => isPlacedUnder(plan, row)).map(({ strata }) => strata),
  );
}

/** How many were randomized at each level of the design's factors, as caps count them; undefined where there is no plan. */
export async function totalsInStudy(
  ports: { readonly lists: Pick<Lists, "participants"> },
  study: StudyId,
  design: CompiledDesign,
): Promise<LevelTotals | undefined> {
  const plan = allocationPlan(design);
  return plan.ok ? totalsUnder(plan.value, await randomizedIn(ports, study)) : undefined;
}
