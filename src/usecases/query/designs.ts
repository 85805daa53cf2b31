import {
  type CompiledDesign,
  compareDesigns,
  type DesignChange,
  renderScheduleMatrix,
  type ScheduleMatrix,
  type StudyDesign,
} from "#design";
import { type CalendarDate, failed, localDate, ok, type Refusal, type Result, refusal } from "#kernel";
import { designAsSeen, designVersionInEffect, type Facts, type SiteState, type Viewer } from "#trial";
import { loadFacts } from "../command/facts.ts";
import { type Asking, namesOfUsers, scopeFor, viewerAt } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** One version of the protocol: what it changed, and where it stands. */
export type DesignVersion = {
  readonly version: string;
  readonly hash: string;
  readonly summary: string;
  readonly publishedAt: string;
  readonly designName: string;
  /** What it changed against the version before; empty for the first. */
  readonly changes: readonly Pick<DesignChange, "kind" | "id" | "change" | "sentence" | "hazards">[];
  readonly sites: readonly DesignAtSite[];
  /** How many participants follow it, at the sites that the person reaches. */
  readonly participants: number;
  /** How many of its parameters a physician still has to confirm. */
  readonly toConfirm: number;
};

/** How a version stands at a site: in effect for new participants, approved but not in effect, or not approved. */
export type DesignAtSite = {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly standing: "in-effect" | "approved" | "superseded" | "not-approved";
  readonly approvedOn: string | null;
  readonly effectiveFrom: string | null;
  readonly committee: string | null;
};

export type DesignOverview = { readonly versions: readonly DesignVersion[]; readonly current: string | null };

/** The versions of the protocol, the newest first. */
export async function seeDesigns(ports: QueryPorts, asking: Asking): Promise<DesignOverview> {
  const scope = scopeFor(asking, "see-design");
  const { facts } = await loadFacts(ports, scope, "study", asking.study, {});
  const [rows, participants] = await Promise.all([ports.lists.sites(scope), ports.lists.participants(scope)]);
  const own = rows.filter(({ siteId }) => scope.sites === "all" || scope.sites.includes(siteId));
  const sites = await Promise.all(
    own.map(async ({ siteId }) => ({
      siteId,
      state: (await loadFacts(ports, scope, "site", siteId, {})).facts.site,
    })),
  );
  const now = ports.clock.now();
  const versions = facts.study.designs.map(({ version, hash, summary, publishedAt }, index) => {
    const design = facts.designs(version);
    return {
      version,
      hash,
      summary,
      publishedAt,
      designName: design?.design.name ?? "",
      changes: changesOf(facts, index, viewerAt(asking, null)),
      sites: sites.map(({ siteId, state }) => standingAt(siteId, state, version, dayAt(state, now))),
      participants: participants.filter(({ designVersion }) => designVersion === version).length,
      toConfirm: design ? unconfirmed(design, facts.study.confirmations[version] ?? []) : 0,
    };
  });
  return { versions: versions.reverse(), current: facts.study.designs.at(-1)?.version ?? null };
}

function changesOf({ study, designs }: Facts, index: number, viewer: Viewer): DesignVersion["changes"] {
  const [before, after] = [study.designs[index - 1], study.designs[index]];
  const [from, to] = [before && designs(before.version), after && designs(after.version)];
  if (!from || !to) return [];
  const { changes } = compareDesigns(designAsSeen(from.written, viewer), designAsSeen(to.written, viewer));
  return changes.map(({ kind, id, change, sentence, hazards }) => ({ kind, id, change, sentence, hazards }));
}

function dayAt({ zone }: SiteState, now: Parameters<typeof localDate>[0]["at"]): CalendarDate {
  return localDate({ at: now, zone }) as CalendarDate;
}

function standingAt(siteId: string, site: SiteState, version: string, today: CalendarDate): DesignAtSite {
  const { number, name } = site;
  const approval = site.designs.find((approved) => approved.version === version);
  const place = { siteId, number, name };
  if (!approval) {
    return { ...place, standing: "not-approved", approvedOn: null, effectiveFrom: null, committee: null };
  }
  const { approvedOn, effectiveFrom, committee } = approval;
  const isInEffect = designVersionInEffect(site, today) === version;
  const standing = isInEffect ? "in-effect" : effectiveFrom > today ? "approved" : "superseded";
  return { ...place, standing, approvedOn, effectiveFrom, committee };
}

function unconfirmed(
  { design }: CompiledDesign,
  confirmations: readonly { readonly parameterId: string }[],
): number {
  const confirmed = new Set(confirmations.map(({ parameterId }) => parameterId));
  return design.parameters.filter(
    ({ id, confirmation }) => confirmation !== "published" && !confirmed.has(id),
  ).length;
}

export type DesignPage = {
  /** As it was published, as far as the person may see it; whoever shows it compiles it, which puts the numbers into its texts. */
  readonly design: StudyDesign;
  /** Details of randomization are kept from the person. */
  readonly isReduced: boolean;
  readonly hash: string;
  readonly summary: string;
  readonly publishedAt: string;
  /** Absent where the design has no timeline. */
  readonly matrix?: ScheduleMatrix;
  readonly confirmations: readonly Confirmation[];
};

/** Who signed for a parameter, and when. */
export type Confirmation = { readonly parameterId: string; readonly by: string; readonly at: string };

/** One version of the protocol, with its schedule of activities as a matrix. */
export async function seeDesign(
  ports: QueryPorts,
  asking: Asking,
  version: string,
): Promise<Result<DesignPage, Refusal>> {
  const { facts } = await loadFacts(ports, scopeFor(asking, "see-design"), "study", asking.study, {});
  const compiled = facts.designs(version);
  const published = facts.study.designs.find((one) => one.version === version);
  if (!compiled || !published) {
    return failed(
      refusal("not-found", `Version ${version} of the protocol was not published.`, "ICH E6(R3) 3.1.4", {
        because: "not-found",
      }),
    );
  }
  const nameOf = await namesOfUsers(ports);
  const { hash, summary, publishedAt } = published;
  const confirmations = (facts.study.confirmations[version] ?? []).map(({ parameterId, by, at }) => ({
    parameterId,
    by: nameOf(by),
    at,
  }));
  const design = designAsSeen(compiled.written, viewerAt(asking, null));
  const matrix = renderScheduleMatrix(compiled.design);
  return ok({
    design,
    isReduced: design !== compiled.written,
    hash,
    summary,
    publishedAt,
    confirmations,
    ...(matrix ? { matrix } : {}),
  });
}
