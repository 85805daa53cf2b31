import { designVersionInEffect } from "#trial";
import type { TaskRow } from "../../ports/lists.ts";
import { placeOf, type SiteCase } from "./site-case.ts";

/** Participants who follow an earlier version of the protocol than the one in effect at their site. */
export function migrationTasks(at: SiteCase): readonly TaskRow[] {
  const { facts, today, active } = at;
  const inEffect = designVersionInEffect(facts.site, today);
  const approved = facts.site.designs.find(({ version }) => version === inEffect);
  if (!inEffect || !approved) return [];
  return active
    .filter(({ designVersion }) => designVersion !== inEffect)
    .map((participant) => ({
      ...placeOf(at, participant),
      taskId: `${participant.participantId}/migration`,
      kind: "migration-to-decide",
      roles: ["investigator", "sub-investigator"],
      dueOn: approved.effectiveFrom,
      lateAfter: null,
      subject: { from: participant.designVersion, version: inEffect },
    }));
}
