import { type CalendarDate, localDate, ok, type Refusal, type Result, type SiteId } from "#kernel";
import type { Actor } from "#ledger";
import { type Action, commands, isPermitted, type Standing, sitesFor, sitesOn, standingsOf } from "#trial";
import type { Envelope } from "./envelope.ts";
import type { CommandRequest } from "./execute.ts";
import type { LoadedFacts } from "./facts.ts";
import type { Principal } from "./principal.ts";
import { standingFor } from "./standing-for.ts";

/** The role in which a command is judged and, where the two differ, what its sender was entitled to then and now. */
export type Entitled = Standing & Pick<Actor, "entitled">;

/** What somebody may act as now and, where they tell of something that happened, what they might when it did. */
type Standings = {
  readonly now: readonly Standing[];
  readonly earlier?: { readonly standings: readonly Standing[]; readonly day: CalendarDate };
};

function standingsIn({ definition, principal }: CommandRequest, { occurredAt, zone }: Envelope): Standings {
  const { standings, grants } = principal;
  if (!definition.isObservation || !grants || occurredAt === undefined) return { now: standings };
  const day = localDate({ at: occurredAt, zone }) as CalendarDate;
  return { now: standings, earlier: { standings: standingsOf(grants, day), day } };
}

/** The sites that the sender may reach for this command, by what they are now or were when it happened. */
export function sitesEntitled(request: CommandRequest, envelope: Envelope): readonly SiteId[] | "all" {
  const { now, earlier } = standingsIn(request, envelope);
  return sitesFor(request.definition.type, [...now, ...(earlier?.standings ?? [])]);
}

/**
 * Judges who tells of something by the role that they had when it happened, at the site that then looked after the participant:
 * a tablet may come online after a role has ended. Whoever had none then is judged by what they are now, as is every act that is
 * still to come.
 */
export function entitledTo(
  request: CommandRequest,
  envelope: Envelope,
  loaded: LoadedFacts,
): Result<Entitled, Refusal> {
  const { definition } = request;
  const { now, earlier } = standingsIn(request, envelope);
  const received = standingFor(definition, now, envelope, loaded);
  if (!earlier) return received;
  const places = sitesOn(loaded.facts.participant, earlier.day);
  const entitled = (places.length === 0 ? [loaded.facts.siteId] : places)
    .map((siteId) =>
      standingFor(definition, earlier.standings, envelope, { ...loaded, facts: { ...loaded.facts, siteId } }),
    )
    .find((standing) => standing.ok);
  const standing = entitled ?? received;
  if (!standing.ok) return standing;
  const roles = { whenItHappened: roleIn(entitled), whenReceived: roleIn(received) };
  const isSame = roles.whenItHappened === roles.whenReceived;
  return ok({ ...standing.value, ...(isSame ? {} : { entitled: roles }) });
}

function roleIn(standing: Result<Standing, Refusal> | undefined): string {
  return standing?.ok ? standing.value.role : "none";
}

/** Whether somebody who may not do it any more may still tell that they did it, or that it happened. */
export function mayStillTell({ grants = [] }: Principal, action: Action): boolean {
  const isObservation = commands.some((command) => command.type === action && command.isObservation);
  return isObservation && grants.some(({ role }) => isPermitted(role, action));
}
