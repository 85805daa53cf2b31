import type { Delegation, SiteState, StaffState } from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { Accounts } from "../ports/accounts.ts";
import { type Asking, namesOfUsers, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

export type StaffMember = {
  readonly userId: string;
  readonly name: string;
  readonly delegations: readonly (Delegation & { readonly delegatedByName: string })[];
} & Pick<StaffState, "grants" | "credentials">;

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
        delegations: delegations
          .filter(({ siteId }) => reaches(siteId))
          .map((delegation) => ({ ...delegation, delegatedByName: nameOf(delegation.delegatedBy) })),
        credentials,
      };
    }),
  );
  return members.sort((a, b) => a.name.localeCompare(b.name));
}

/** Somebody with an account on this instance who could be added to a study. */
export type Candidate = {
  readonly userId: string;
  readonly name: string;
  readonly isMember: boolean;
  /** Whether they have, or had, a role; a member without one is listed nowhere yet. */
  readonly hasRole: boolean;
};

/**
 * Who has the username here, for whoever knows it: the people of other studies are not listed. Null: nobody, or nobody any more. Only a
 * role in the whole study takes anybody on: who has none finds nobody.
 */
export async function findCandidate(
  ports: QueryPorts & { readonly accounts: Pick<Accounts, "byUsername"> },
  asking: Asking,
  username: string,
): Promise<Candidate | null> {
  const scope = scopeFor(asking, "add-staff-member");
  const account = await ports.accounts.byUsername(username);
  if (scope.sites !== "all" || !account || account.status === "disabled") return null;
  const { isMember, grants } = (await loadFacts(ports, scope, "staff", account.userId, {})).facts.staff;
  return { userId: account.userId, name: account.name, isMember, hasRole: grants.length > 0 };
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
