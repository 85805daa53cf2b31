import { failed, ok, type Refusal, type Result, refusal, type StudyId } from "#kernel";
import { loadFacts } from "../command/facts.ts";
import type { SiteRow, StudyRow } from "../ports/lists.ts";
import { type Asking, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** How many participants are at which stage, at one site. */
export type SiteCount = { readonly site: SiteRow; readonly stages: Readonly<Record<string, number>> };

export type StudyOverview = {
  readonly study: StudyRow;
  readonly roles: readonly { readonly role: string; readonly sites: readonly string[] | "all" }[];
  readonly sites: readonly SiteCount[];
  readonly plannedEnrollment: number | null;
};

/** The study, the person's own roles in it, and those of its sites that they may know of: a rater, none. */
export async function seeStudy(ports: QueryPorts, asking: Asking): Promise<Result<StudyOverview, Refusal>> {
  const scope = scopeFor(asking, "see-study");
  const [study] = await ports.lists.studies([asking.study]);
  if (!study)
    return failed(
      refusal("not-found", "There is no such study for you.", "21 CFR 11.10(d)", { because: "not-found" }),
    );
  const [sites, participants] = await Promise.all([
    ports.lists.sites(scope),
    ports.lists.participants(scope),
  ]);
  const reached = scope.sites;
  const own = sites.filter(({ siteId }) => reached === "all" || reached.includes(siteId));
  const { facts } = await loadFacts(ports, scope, "study", asking.study, {});
  return ok({
    study,
    roles: asking.principal.standings.map(({ role, sites: at }) => ({ role, sites: at })),
    plannedEnrollment: facts.design?.design.population?.plannedEnrollment ?? null,
    sites: own.map((site) => {
      const stages: Record<string, number> = {};
      for (const { siteId, stage } of participants)
        if (siteId === site.siteId) stages[stage] = (stages[stage] ?? 0) + 1;
      return { site, stages };
    }),
  });
}

/** The studies in which somebody has a role. */
export async function listStudies(
  { lists }: Pick<QueryPorts, "lists">,
  ids: readonly StudyId[],
): Promise<readonly StudyRow[]> {
  return lists.studies([...new Set(ids)]);
}
