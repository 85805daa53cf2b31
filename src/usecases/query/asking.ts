import type { CompiledDesign } from "#design";
import {
  type CalendarDate,
  failed,
  localDate,
  ok,
  type ParticipantId,
  type Refusal,
  type Result,
  refusal,
  type SiteId,
  type StudyId,
  type ZoneId,
} from "#kernel";
import {
  type Action,
  designVersionOf,
  type Facts,
  type ParticipantState,
  roleFor,
  type SiteState,
  sitesFor,
  type Viewer,
} from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { Principal } from "../command/principal.ts";
import type { Scope } from "../ports/event-store.ts";
import type { QueryPorts } from "./ports.ts";

/** Somebody's question about a study. */
export type Asking = { readonly study: StudyId; readonly principal: Principal };

/** The part of the study that the action shows to the person. */
export function scopeFor({ study, principal }: Asking, action: Action): Scope {
  return { study, sites: sitesFor(action, principal.standings) };
}

/** In which roles somebody sees what belongs to a site: all that reach it, so that the strictest counts. */
export function viewerAt({ principal }: Asking, site: SiteId | null): Viewer {
  const roles = principal.standings
    .filter(({ sites }) => sites === "all" || site === null || sites.includes(site))
    .map(({ role }) => role);
  return { user: principal.user, roles };
}

export type AskedParticipant = {
  readonly facts: Facts;
  readonly state: ParticipantState;
  readonly site: SiteState;
  readonly siteId: SiteId;
  readonly design: CompiledDesign;
  readonly designs: Facts["designs"];
  readonly viewer: Viewer;
  readonly today: CalendarDate;
  /** Whether the study has nobody real in it. */
  readonly isDemonstration: boolean;
};

/** A participant, if the person may do this with them; otherwise there is no such participant. */
export async function askParticipant(
  ports: Pick<QueryPorts, "states" | "designs" | "ratings" | "clock">,
  asking: Asking,
  id: string,
  action: Action,
): Promise<Result<AskedParticipant, Refusal>> {
  const scope = scopeFor(asking, action);
  const { facts, subject } = await loadFacts(ports, scope, "participant", id as ParticipantId, {});
  const { participant: state, site, siteId, study } = facts;
  const design = facts.designs(designVersionOf(state) ?? "");
  const standing = siteId && roleFor(action, asking.principal.standings, siteId);
  if (subject.version === 0 || !siteId || !standing || !design) return failed(noSuchParticipant());
  const today = dayAtSite(ports, site.zone);
  const { designs } = facts;
  const { isDemonstration } = study;
  return ok({
    ...{ facts, state, site, siteId, design, designs, today, isDemonstration },
    viewer: viewerAt(asking, siteId),
  });
}

export function noSuchParticipant(): Refusal {
  return refusal("not-found", "There is no such participant for you in this study.", "21 CFR 11.10(d)", {
    because: "not-found",
  });
}

/** The day that it is at a site. */
export function dayAtSite({ clock }: Pick<QueryPorts, "clock">, zone: ZoneId): CalendarDate {
  return localDate({ at: clock.now(), zone }) as CalendarDate;
}

/** Names of users, for showing who did what. A user of whom nothing is known shows as such. */
export async function namesOfUsers({
  accounts,
}: Pick<QueryPorts, "accounts">): Promise<(user: string) => string> {
  const names = new Map((await accounts.list()).map(({ userId, name }) => [userId as string, name]));
  return (user) => names.get(user) ?? "Vigil";
}
