import {
  type CompiledDesign,
  type KitKind,
  kitKindsAt,
  levelsAt,
  numberOf,
  packedDoses,
  visitName,
} from "#design";
import {
  addDays,
  type CalendarDate,
  failed,
  localDate,
  ok,
  type Refusal,
  type Result,
  refusal,
} from "#kernel";
import type { Facts } from "../command.ts";
import type { ParticipantState } from "../participant.ts";
import { nameOf, requireDesign } from "../refusals.ts";
import type { Visit } from "../visit/evolve.ts";
import { openPoints } from "../visit/find-visit.ts";
import { visitIdFor } from "../visit/schedule-of.ts";
import { kitsInHand, kitsOfSession, type SessionKit, type SessionKits } from "./participant-kits.ts";
import { noStock, type Shipment, type StockState } from "./stock.ts";

const cites = "Protocol, dosing sessions";

/** A dosing session of a participant: what may be chosen, what is needed, and what is there of it already. */
export type DosingSession = {
  readonly visitId: string;
  readonly encounterId: string;
  readonly name: string;
  /** As far as it is in the calendar. */
  readonly visit: Visit | undefined;
  readonly design: CompiledDesign;
  readonly levels: readonly string[];
  readonly kinds: readonly KitKind[];
  readonly session: SessionKits;
};

type Around = Pick<Facts, "participant" | "design" | "designs" | "site">;

/** The dosing session of a visit that is planned, under way or still open in the schedule; done ones by their visit too. */
export function dosingSession(facts: Around, visitId: string): Result<DosingSession, Refusal> {
  const known = requireDesign(facts as Facts);
  if (!known.ok) return known;
  const visit = facts.participant.visits.visits[visitId];
  const design = (visit?.designVersion && facts.designs(visit.designVersion)) || known.value;
  const open = visit
    ? undefined
    : openPoints(facts as Facts, design).find(
        ({ instanceId, occurrence }) => visitIdFor(instanceId, occurrence) === visitId,
      );
  const encounterId = visit?.encounterId ?? open?.encounterId;
  const at = { path: "data.visitId" };
  if (encounterId === undefined) {
    const message = `Cannot find the visit ${visitId} in the schedule of ${nameOf(facts as Facts)}.`;
    return failed(refusal("no-such-visit", message, cites, { ...at, because: "not-found" }));
  }
  const levels = levelsAt(design, encounterId);
  if (levels.length === 0) {
    const message = `${visitName(design, encounterId)} is no dosing session for which kits are planned.`;
    return failed(refusal("no-dosing-session", message, cites, at));
  }
  return ok({
    visitId,
    encounterId,
    name: visitName(design, encounterId, visit?.instanceId ?? open?.instanceId),
    visit,
    design,
    levels,
    kinds: kitKindsAt(design, encounterId),
    session: kitsOfSession(facts.participant.kits, visitId),
  });
}

/** Whether the session is still to come or under way. */
export function refuseOver({ visit, name }: DosingSession, act: string): Refusal | undefined {
  if (!visit || visit.status === "scheduled" || visit.status === "in-progress") return undefined;
  const message = `Cannot ${act}: ${name} is ${visit.status}.`;
  return refusal("session-over", message, cites, { path: "data.visitId" });
}

/** The level of the session: the one that was decided, or the only one that there is. */
export function levelOf({ levels, session }: DosingSession): string | undefined {
  const [first, ...others] = levels;
  if (others.length === 0) return first;
  return session.level && levels.includes(session.level.level) ? session.level.level : undefined;
}

/** Kits of the session that are at this site, assigned or handed out. One that was set aside or left at another site is not. */
export function kitsHere({ session }: DosingSession, { siteId, kits }: StockState): readonly SessionKit[] {
  return kitsInHand(session, siteId).filter(({ code }) => {
    const state = kits[code]?.state;
    return state === "assigned" || state === "dispensed";
  });
}

/** Until when a kit for the session has to be good. */
export function goodUntil(
  { visit, design }: DosingSession,
  today: CalendarDate,
  zone: ParticipantZone,
): CalendarDate {
  const planned = visit?.planned.at(-1);
  const day = planned ? (localDate({ at: planned, zone }) as CalendarDate) : today;
  const margin = numberOf(design.parameters, design.design.kits?.expiryMargin) ?? 0;
  return addDays(day > today ? day : today, margin);
}
type ParticipantZone = Facts["site"]["zone"];

/** Whether a shipment's kits of a level hold what the protocol now says, in every arm. */
export function holdsAsNow(facts: Pick<Facts, "designs">, design: CompiledDesign, level: string) {
  const now = contents(design, level);
  return ({ designVersion }: Shipment): boolean => {
    const then = facts.designs(designVersion);
    return then !== undefined && contents(then, level) === now;
  };
}

function contents(design: CompiledDesign, level: string): string {
  const doses = packedDoses(design, level);
  return JSON.stringify(doses.map(({ armId, initial, supplemental }) => [armId, initial, supplemental]));
}

/** The stock of the participant's or the named site. */
export function stockOf({ stock }: Pick<Facts, "stock">): StockState {
  return stock ?? noStock;
}

/** The facts about another participant of the same site. */
export function factsFor(facts: Facts, participant: ParticipantState, version: string | undefined): Facts {
  const { design: _design, ...rest } = facts;
  const design = version === undefined ? undefined : facts.designs(version);
  return { ...rest, participant, ...(design ? { design } : {}) };
}
