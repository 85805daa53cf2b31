import type { ResolvedSession } from "#design";
import type { CalendarDate } from "#kernel";
import { covers, type StaffState } from "../staff/evolve.ts";
import type { TeamMember } from "./session-facts.ts";

/** What somebody may be in the room on a day: by capacity what speaks against it, from their roles and credentials of that day. */
export function teamMember(
  plan: ResolvedSession,
  siteId: string,
  on: CalendarDate,
  user: string,
  { name, grants, credentials, delegations }: StaffState,
): TeamMember {
  const roles = grants
    .filter((grant) => (grant.siteId === undefined || grant.siteId === siteId) && covers(grant, on))
    .map(({ role }) => role);
  const capacities = plan.capacities
    .filter((capacity) => capacity.roles.some((role) => roles.includes(role)))
    .map((capacity) => [
      capacity.id,
      capacity.credentials.flatMap((wanted) => {
        const held = credentials.filter(
          ({ kind, name: held }) => kind === wanted.kind && held === wanted.name,
        );
        const isValid = held.some(({ validFrom, validUntil }) =>
          covers({ from: validFrom, until: validUntil }, on),
        );
        return isValid
          ? []
          : [`${wanted.kind} “${wanted.name}” ${held.length > 0 ? "is out of date" : "is missing"}`];
      }),
    ]);
  const isDelegated =
    roles.includes("investigator") || delegations.some((one) => one.siteId === siteId && covers(one, on));
  const isPhysician = isDelegated && (plan.physician?.roles.some((role) => roles.includes(role)) ?? false);
  return { user, name, roles, capacities: Object.fromEntries(capacities), isPhysician };
}
