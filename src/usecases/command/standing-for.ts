import { failed, ok, type Refusal, type Result, refusal, type SiteId } from "#kernel";
import { type CommandDefinition, type Facts, roleFor, type StaffState, type Standing } from "#trial";
import type { Envelope } from "./envelope.ts";
import type { LoadedFacts } from "./facts.ts";

/**
 * The role in which a person gives a command. It must reach its subject, and every site and line that the command names beside it;
 * what it does not reach is not there for them.
 */
export function standingFor(
  definition: CommandDefinition,
  standings: readonly Standing[],
  { actingAs, data }: Envelope,
  { facts, subject }: LoadedFacts,
): Result<Standing, Refusal> {
  const isThere = subject.version > 0 || (definition.subject === "study" && facts.study.founded);
  const named = (data ?? {}) as Named;
  if (!(isThere || definition.creates) || isNowhere(named, facts)) return failed(notFound(definition));
  const able = standings.filter(
    (standing) =>
      (named.siteId === undefined || reaches(standing, named.siteId)) &&
      (definition.subject !== "staff" || reachesMember(standing, facts.staff)),
  );
  const place = definition.subject === "staff" ? placeOfLine(definition, facts.staff, named) : facts.siteId;
  const standing = place === undefined ? undefined : roleFor(definition.type, able, place, actingAs);
  if (standing) return ok(standing);
  // A session of nobody who is known here has no place either: it is not there.
  const isForWholeStudy =
    place === null && definition.subject !== "session" && (definition.subject === "study" || able.length > 0);
  return failed(isForWholeStudy ? needsWholeStudy(definition) : notFound(definition));
}

/** What a command may name beside its subject. */
type Named = {
  readonly siteId?: SiteId;
  /** Where a participant goes: it need not be a site of whoever lets them go. */
  readonly toSite?: SiteId;
  readonly grantId?: string;
  readonly delegationId?: string;
};

/** A site that the study does not have. */
function isNowhere({ siteId, toSite }: Named, facts: Facts): boolean {
  if (toSite !== undefined && toSite !== facts.siteId && !facts.otherSite.open) return true;
  return siteId !== undefined && siteId === facts.siteId && !facts.site.open;
}

function reaches({ sites }: Standing, site: SiteId): boolean {
  return sites === "all" || sites.includes(site);
}

/** Whoever works for single sites knows the people of those sites. */
function reachesMember(standing: Standing, { grants }: StaffState): boolean {
  return (
    standing.sites === "all" || grants.some(({ siteId }) => siteId !== undefined && reaches(standing, siteId))
  );
}

/** The site of the grant or delegation that a command names or makes; null: the whole study; undefined: there is no such line. */
function placeOfLine(
  { type }: CommandDefinition,
  { grants, delegations }: StaffState,
  { siteId, grantId, delegationId }: Named,
): SiteId | "any" | null | undefined {
  // A credential is the person's own, wherever they work.
  if (type === "record-credential" || type === "acknowledge-definition") return "any";
  // What was taken in somebody's own name, they answer wherever they work.
  if (type === "confirm-offline-signature" || type === "put-aside-command") return "any";
  if (grantId === undefined && delegationId === undefined) return siteId ?? null;
  const grant = grants.find((one) => one.grantId === grantId);
  const delegation = delegations.find((one) => one.delegationId === delegationId);
  const line = grant ?? delegation;
  return line && (line.siteId ?? null);
}

export function notFound({ subject }: Pick<CommandDefinition, "subject">): Refusal {
  return refusal("not-found", `There is no such ${subject} for you in this study.`, "21 CFR 11.10(d)", {
    because: "not-found",
  });
}

function needsWholeStudy({ type }: CommandDefinition): Refusal {
  const message = `To ${type.replaceAll("-", " ")} you need a role in the whole study; yours is for single sites.`;
  return refusal("not-permitted", message, "21 CFR 11.10(g)", { because: "forbidden" });
}
