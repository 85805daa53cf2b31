import { compareDesigns, renderScheduleMatrix, type ScheduleMatrix, type StudyDesign } from "#design";
import { failed, ok, type Refusal, type Result, refusal, type StudyId } from "#kernel";
import { loadFacts } from "../command/facts.ts";
import type { DeviationRow, QueryRow, SiteRow, StudyRow } from "../ports/lists.ts";
import { type Asking, namesOfUsers, scopeFor } from "./asking.ts";
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

/** From the first contact to enrollment, with why people left, at the person's sites (CONSORT 2010 item 13a). */
export type Funnel = {
  readonly contacted: number;
  readonly consented: number;
  readonly enrolled: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly failReasons: Readonly<Record<string, number>>;
};

export async function seeFunnel({ lists }: QueryPorts, asking: Asking): Promise<Funnel> {
  const participants = await lists.participants(scopeFor(asking, "see-funnel"));
  const stages: Record<string, number> = {};
  const failReasons: Record<string, number> = {};
  for (const { stage, failReasons: reasons } of participants) {
    stages[stage] = (stages[stage] ?? 0) + 1;
    for (const reason of reasons) failReasons[reason] = (failReasons[reason] ?? 0) + 1;
  }
  return {
    contacted: participants.length,
    consented: participants.filter(({ number }) => number !== null).length,
    enrolled: participants.filter(({ stage }) => stage === "enrolled" || stage === "ended").length,
    stages,
    failReasons,
  };
}

export type DesignVersion = {
  readonly version: string;
  readonly hash: string;
  readonly summary: string;
  readonly publishedAt: string;
  /** What it changed, in words; empty for the first. */
  readonly changes: readonly string[];
  /** Sites at which it is in effect. */
  readonly sites: readonly string[];
};

export type DesignOverview = { readonly versions: readonly DesignVersion[]; readonly current: string | null };

/** The versions of the protocol, the newest first. */
export async function seeDesigns(ports: QueryPorts, asking: Asking): Promise<DesignOverview> {
  const scope = scopeFor(asking, "see-design");
  const { facts } = await loadFacts(ports, scope, "study", asking.study, {});
  const sites = await Promise.all(
    (await ports.lists.sites(scope)).map(async ({ siteId, name }) => ({
      name,
      state: (await loadFacts(ports, scope, "site", siteId, {})).facts.site,
    })),
  );
  const versions = facts.study.designs.map((published, index) => {
    const earlier = facts.study.designs[index - 1];
    const [from, to] = [earlier && facts.designs(earlier.version), facts.designs(published.version)];
    return {
      version: published.version,
      hash: published.hash,
      summary: published.summary,
      publishedAt: published.publishedAt,
      changes:
        from && to ? compareDesigns(from.design, to.design).changes.map(({ sentence }) => sentence) : [],
      sites: sites
        .filter(({ state }) => state.designs.some(({ version }) => version === published.version))
        .map(({ name }) => name),
    };
  });
  return { versions: versions.reverse(), current: facts.study.designs.at(-1)?.version ?? null };
}

export type DesignPage = {
  readonly design: StudyDesign;
  readonly hash: string;
  /** Absent where the design has no timeline. */
  readonly matrix?: ScheduleMatrix;
  readonly confirmedParameters: readonly string[];
};

/** One version of the protocol, with its schedule of activities as a matrix. */
export async function seeDesign(
  ports: QueryPorts,
  asking: Asking,
  version: string,
): Promise<Result<DesignPage, Refusal>> {
  const { facts } = await loadFacts(ports, scopeFor(asking, "see-design"), "study", asking.study, {});
  const design = facts.designs(version)?.design;
  const published = facts.study.designs.find((one) => one.version === version);
  if (!design || !published) {
    return failed(
      refusal("not-found", `Version ${version} of the protocol was not published.`, "ICH E6(R3) 3.1.4", {
        because: "not-found",
      }),
    );
  }
  const confirmedParameters = facts.study.confirmedParameters[version] ?? [];
  const matrix = renderScheduleMatrix(design);
  return ok({ design, hash: published.hash, confirmedParameters, ...(matrix ? { matrix } : {}) });
}

export type NamedQueryRow = QueryRow & { readonly openedByName: string };

export async function listQueries(ports: QueryPorts, asking: Asking): Promise<readonly NamedQueryRow[]> {
  const rows = await ports.lists.queries(scopeFor(asking, "see-queries"));
  const nameOf = await namesOfUsers(ports);
  return rows.map((row) => ({ ...row, openedByName: nameOf(row.openedBy) }));
}

export function listDeviations({ lists }: QueryPorts, asking: Asking): Promise<readonly DeviationRow[]> {
  return lists.deviations(scopeFor(asking, "see-deviations"));
}

/** The studies in which somebody has a role. */
export async function listStudies(
  { lists }: Pick<QueryPorts, "lists">,
  ids: readonly StudyId[],
): Promise<readonly StudyRow[]> {
  return lists.studies([...new Set(ids)]);
}
