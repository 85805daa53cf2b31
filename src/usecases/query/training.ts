import type { SiteId } from "#kernel";
import {
  type DefinitionStanding,
  definitionsOf,
  type Facts,
  isPermitted,
  noStaff,
  type StaffState,
  sitesFor,
  trainingValid,
} from "#trial";
import { loadFacts } from "../command/facts.ts";
import { type Asking, namesOfUsers, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** A definition as it binds somebody, at a site or in the whole study. */
export type OwnDefinition = DefinitionStanding & {
  /** Null for a role in the whole study. */
  readonly site: string | null;
  /** It stands in a version that was published and is not in effect at the site yet; it may be acknowledged ahead. */
  readonly isComing: boolean;
};

/** How somebody at a site stands to a definition. */
export type StaffTraining = {
  readonly userId: string;
  readonly name: string;
  readonly siteId: string;
  readonly site: string;
  readonly definitionId: string;
  readonly label: string;
  readonly sha256: string;
  readonly standing: DefinitionStanding["standing"];
  readonly acknowledgedAt: string | null;
};

export type Training = {
  readonly own: readonly OwnDefinition[];
  /** Everybody at the person's sites whose roles call for training; null for whoever may not see the staff. */
  readonly staff: readonly StaffTraining[] | null;
};

/** The definitions that bind the person, in their words, and whose acknowledgement is valid. */
export async function seeTraining(ports: QueryPorts, asking: Asking): Promise<Training> {
  const own = await ownDefinitions(ports, asking);
  const maySeeStaff = asking.principal.standings.some(({ role }) => isPermitted(role, "see-staff"));
  return { own, staff: maySeeStaff ? await staffTraining(ports, asking) : null };
}

/** Each definition that binds the person, once for each wording: at their sites, and in the newest version that was published. */
export async function ownDefinitions(ports: QueryPorts, asking: Asking): Promise<readonly OwnDefinition[]> {
  const { user, standings } = asking.principal;
  const now = ports.clock.now();
  const scope = scopeFor(asking, "see-training");
  const staff = (await loadFacts(ports, scope, "staff", user, {})).facts.staff;
  const sites = [...new Set(standings.flatMap(({ sites: at }) => (at === "all" ? [] : at)))].sort();
  const hasWholeStudy = standings.some(({ sites: at }) => at === "all");
  const found: OwnDefinition[] = [];
  for (const siteId of [...sites, ...(hasWholeStudy ? [null] : [])]) {
    const facts = await factsAt(ports, asking, siteId);
    const { evidence } = trainingValid(facts, staff, now);
    found.push(...evidence.map((one) => ({ ...one, site: siteId && facts.site.name, isComing: false })));
    found.push(...comingDefinitions(facts, staff, evidence));
  }
  return found.filter(
    ({ definition: { id, sha256 } }, at) =>
      found.findIndex(({ definition }) => definition.id === id && definition.sha256 === sha256) === at,
  );
}

/** What the newest version says in other words than those that bind. */
function comingDefinitions(
  facts: Facts,
  { acknowledgements }: StaffState,
  evidence: readonly DefinitionStanding[],
): readonly OwnDefinition[] {
  const newest = facts.designs(facts.study.designs.at(-1)?.version ?? "");
  return (newest ? definitionsOf(newest) : []).flatMap(({ trainedRoles: _roles, ...definition }) => {
    const binding = evidence.find((one) => one.definition.id === definition.id);
    if (!binding || binding.definition.sha256 === definition.sha256) return [];
    const known = acknowledgements.find(({ textHash }) => textHash === definition.sha256);
    const isNeeded = binding.standing !== "not-needed";
    const standing = known ? ("valid" as const) : isNeeded ? ("missing" as const) : ("not-needed" as const);
    return [{ definition, standing, acknowledgedAt: known?.at ?? null, site: null, isComing: true }];
  });
}

async function staffTraining(ports: QueryPorts, asking: Asking): Promise<readonly StaffTraining[]> {
  const scope = scopeFor(asking, "see-staff");
  const reached = sitesFor("see-staff", asking.principal.standings);
  const now = ports.clock.now();
  const rows = (await ports.lists.staff(scope)).filter(
    ({ siteId }) => siteId && (reached === "all" || reached.includes(siteId as SiteId)),
  );
  const nameOf = await namesOfUsers(ports);
  const pairs = [...new Set(rows.map(({ userId, siteId }) => `${userId} ${siteId}`))];
  const trained = await Promise.all(
    pairs.map(async (pair): Promise<readonly StaffTraining[]> => {
      const [userId = "", siteId = ""] = pair.split(" ");
      const facts = await factsAt(ports, asking, siteId as SiteId);
      const staff = (await loadFacts(ports, scope, "staff", userId, {})).facts.staff ?? noStaff;
      return trainingValid(facts, staff, now)
        .evidence.filter(({ standing }) => standing !== "not-needed")
        .map(({ definition: { id, label, sha256 }, standing, acknowledgedAt }) => ({
          ...{ userId, siteId, standing, acknowledgedAt, label, sha256 },
          name: nameOf(userId),
          site: facts.site.name,
          definitionId: id,
        }));
    }),
  );
  return trained.flat().sort((a, b) => a.site.localeCompare(b.site) || a.name.localeCompare(b.name));
}

/** The study with a site, or without one. */
export async function factsAt(
  ports: QueryPorts,
  asking: Asking,
  siteId: SiteId | null,
  action: "see-training" | "see-design" = "see-training",
): Promise<Facts> {
  const scope = scopeFor(asking, action);
  const [subject, id] = siteId ? (["site", siteId] as const) : (["study", asking.study] as const);
  return (await loadFacts(ports, scope, subject, id, {})).facts;
}
