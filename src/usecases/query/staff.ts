import type { SiteState, StaffState } from "#trial";
import { loadFacts } from "../command/facts.ts";
import { type Asking, namesOfUsers, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

export type StaffMember = { readonly userId: string; readonly name: string } & Pick<
  StaffState,
  "grants" | "delegations" | "credentials"
>;

/** Who does what in the study: roles, delegations and credentials, at the person's sites. */
export async function listStaff(ports: QueryPorts, asking: Asking): Promise<readonly StaffMember[]> {
  const scope = scopeFor(asking, "see-staff");
  const reaches = (site: string | null | undefined): boolean =>
    scope.sites === "all" || !site || scope.sites.includes(site as never);
  const rows = (await ports.lists.staff(scope)).filter(({ siteId }) => reaches(siteId));
  const nameOf = await namesOfUsers(ports);
  const users = [...new Set(rows.map(({ userId }) => userId))];
  const members = await Promise.all(
    users.map(async (userId) => {
      const { facts } = await loadFacts(ports, scope, "staff", userId, {});
      const { grants, delegations, credentials } = facts.staff;
      return {
        userId,
        name: nameOf(userId),
        grants: grants.filter(({ siteId }) => reaches(siteId)),
        delegations: delegations.filter(({ siteId }) => reaches(siteId)),
        credentials,
      };
    }),
  );
  return members.sort((a, b) => a.name.localeCompare(b.name));
}

export type SitePage = { readonly siteId: string } & Pick<
  SiteState,
  "number" | "name" | "country" | "zone" | "languages" | "designs" | "consents"
>;

/** The sites with the versions that their ethics committees approved. */
export async function listSites(ports: QueryPorts, asking: Asking): Promise<readonly SitePage[]> {
  const scope = scopeFor(asking, "see-study");
  const rows = (await ports.lists.sites(scope)).filter(
    ({ siteId }) => scope.sites === "all" || scope.sites.includes(siteId),
  );
  return Promise.all(
    rows.map(async ({ siteId }) => {
      const { number, name, country, zone, languages, designs, consents } = (
        await loadFacts(ports, scope, "site", siteId, {})
      ).facts.site;
      return { siteId, number, name, country, zone, languages, designs, consents };
    }),
  );
}
