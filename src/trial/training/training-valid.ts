import type { Role } from "#design";
import { allOf, type CalendarDate, type Instant, localDate, type SiteId, type Truth } from "#kernel";
import type { StaffState } from "../staff/evolve.ts";
import { standingsOf } from "../standing.ts";
import {
  definitionsOf,
  designOfDefinitions,
  type ShownDefinition,
  type WhereInEffect,
} from "./definitions.ts";

/** How somebody stands to a definition that binds at a site. */
export type DefinitionStanding = {
  readonly definition: ShownDefinition;
  /** `outdated`: they acknowledged other words. `not-needed`: none of their roles is trained in it. */
  readonly standing: "valid" | "outdated" | "missing" | "not-needed";
  /** When they acknowledged these words; for `outdated`, the last of the others. */
  readonly acknowledgedAt: Instant | null;
};

export type TrainingFacts = WhereInEffect & { readonly siteId: SiteId | null };

export type TrainingVerdict = {
  readonly verdict: Truth;
  readonly because: string;
  readonly evidence: readonly DefinitionStanding[];
};

/**
 * Whether somebody's training in the definitions of the protocol is valid at a site at a moment: each that one of their roles there calls
 * for was acknowledged in the very words that bind there then. Unknown where no protocol binds.
 */
export function trainingValid(
  facts: TrainingFacts,
  staff: Pick<StaffState, "name" | "grants" | "acknowledgements">,
  at: Instant,
): TrainingVerdict {
  const day = dayAt(facts, at);
  const design = designOfDefinitions(facts, day);
  if (!design)
    return { verdict: "unknown", because: "No version of the protocol is in effect here.", evidence: [] };
  const roles = rolesAt(staff, facts.siteId, day);
  const evidence = definitionsOf(design).map(({ trainedRoles, ...definition }) =>
    standingTo(
      definition,
      staff,
      at,
      trainedRoles.some((role) => roles.includes(role)),
    ),
  );
  const verdict = allOf(evidence.map(({ standing }) => standing === "valid" || standing === "not-needed"));
  return { verdict, because: reasonOf(staff.name, evidence), evidence };
}

function standingTo(
  definition: ShownDefinition,
  { acknowledgements }: Pick<StaffState, "acknowledgements">,
  at: Instant,
  isNeeded: boolean,
): DefinitionStanding {
  const own = acknowledgements.filter((one) => one.definitionId === definition.id && one.at <= at);
  const same = own.find(({ textHash }) => textHash === definition.sha256);
  const acknowledgedAt = (same ?? own.at(-1))?.at ?? null;
  const isDone = same ? ("valid" as const) : acknowledgedAt ? ("outdated" as const) : ("missing" as const);
  return { definition, acknowledgedAt, standing: isNeeded || same ? isDone : "not-needed" };
}

function rolesAt(
  { grants }: Pick<StaffState, "grants">,
  siteId: SiteId | null,
  day: CalendarDate,
): readonly Role[] {
  return standingsOf(grants, day)
    .filter(({ sites }) => sites === "all" || siteId === null || sites.includes(siteId))
    .map(({ role }) => role);
}

function reasonOf(name: string, evidence: readonly DefinitionStanding[]): string {
  const open = evidence.find(({ standing }) => standing === "missing" || standing === "outdated");
  if (!open) return `${name} has acknowledged every definition that their roles call for.`;
  const { label, designVersion } = open.definition;
  return open.standing === "missing"
    ? `${name} has not acknowledged “${label}”.`
    : `${name} acknowledged other words of “${label}” than those of version ${designVersion}.`;
}

function dayAt({ site }: Pick<TrainingFacts, "site">, at: Instant): CalendarDate {
  return localDate({ at, zone: site.zone }) as CalendarDate;
}
