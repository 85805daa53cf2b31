import type { Role } from "#design";
import type { CalendarDate, SiteId } from "#kernel";
import { type Action, isPermitted, permissions, siteRoles } from "./permission.ts";
import { covers, type RoleGrant } from "./staff/evolve.ts";

/** A role that a person may act in, and for which sites. */
export type Standing = { readonly role: Role; readonly sites: readonly SiteId[] | "all" };

/** A role that was given to somebody, and for how long. */
export type Grant = Pick<RoleGrant, "role" | "siteId" | "from" | "until">;

/**
 * What somebody may act as on a day, each role with all sites at which it is granted. A role that belongs to a site and was
 * granted without one reaches nothing.
 */
export function standingsOf(grants: readonly Grant[], on: CalendarDate): readonly Standing[] {
  const sitesByRole = new Map<Role, readonly SiteId[] | "all">();
  for (const grant of grants) {
    if (!covers(grant, on) || (siteRoles.includes(grant.role) && !grant.siteId)) continue;
    const known = sitesByRole.get(grant.role) ?? [];
    const sites = known === "all" || !grant.siteId ? ("all" as const) : [...known, grant.siteId];
    sitesByRole.set(grant.role, sites);
  }
  return [...sitesByRole].map(([role, sites]) => ({ role, sites }));
}

/**
 * The role in which a person does something: the first, in the order of the permission table, that is granted to them
 * and reaches the place. Undefined: they may not. `site` null asks for a role in the whole study, `any` for one wherever.
 */
export function roleFor(
  action: Action,
  standings: readonly Standing[],
  site: SiteId | "any" | null,
  wanted?: Role,
): Standing | undefined {
  const permitted = permissions[action] as readonly Role[];
  const candidates = wanted ? permitted.filter((role) => role === wanted) : permitted;
  for (const role of candidates) {
    const standing = standings.find((own) => own.role === role);
    if (standing && isPermitted(role, action) && reaches(standing, site)) return standing;
  }
  return undefined;
}

/** Every site at which the person may do it. */
export function sitesFor(action: Action, standings: readonly Standing[]): readonly SiteId[] | "all" {
  const sites = new Set<SiteId>();
  for (const standing of standings) {
    if (!isPermitted(standing.role, action)) continue;
    if (standing.sites === "all") return "all";
    for (const site of standing.sites) sites.add(site);
  }
  return [...sites].sort();
}

function reaches({ sites }: Standing, site: SiteId | "any" | null): boolean {
  if (sites === "all" || site === "any") return true;
  return site !== null && sites.includes(site);
}
