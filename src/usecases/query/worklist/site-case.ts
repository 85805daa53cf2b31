import type { CalendarDate } from "#kernel";
import { localDate } from "#kernel";
import type { Action, Facts } from "#trial";
import { loadFacts } from "../../command/facts.ts";
import type { ParticipantRow, SiteRow } from "../../ports/lists.ts";
import { type Asking, scopeFor } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";

/** A site with its people, as tasks are found there. */
export type SiteCase = {
  readonly site: SiteRow;
  readonly facts: Facts;
  readonly today: CalendarDate;
  /** Those who are screened or enrolled. */
  readonly active: readonly ParticipantRow[];
};

/** The sites at which the person may do it. */
export async function siteCases(
  ports: QueryPorts,
  asking: Asking,
  action: Action,
): Promise<readonly SiteCase[]> {
  const scope = scopeFor(asking, action);
  if (scope.sites !== "all" && scope.sites.length === 0) return [];
  const [sites, participants] = await Promise.all([
    ports.lists.sites(scope),
    ports.lists.participants(scope),
  ]);
  const own = sites.filter(({ siteId }) => scope.sites === "all" || scope.sites.includes(siteId));
  return Promise.all(
    own.map(async (site) => {
      const { facts } = await loadFacts(ports, scope, "site", site.siteId, {});
      const today = localDate({ at: ports.clock.now(), zone: facts.site.zone }) as CalendarDate;
      const active = participants.filter(
        ({ siteId, stage }) => siteId === site.siteId && (stage === "screening" || stage === "enrolled"),
      );
      return { site, facts, today, active };
    }),
  );
}

/** The part of a task's row that says whose it is. */
export function placeOf({ site }: SiteCase, participant?: ParticipantRow) {
  return {
    siteId: site.siteId,
    participantId: participant?.participantId ?? null,
    number: participant?.number ?? null,
  };
}
