import { type CompiledDesign, type Encounter, encounterName, type ScheduledPoint } from "#design";
import { type CalendarDate, failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Facts } from "../command.ts";
import { nameOf, requireDesign } from "../refusals.ts";
import { type Visit, visitOf } from "./evolve.ts";
import { scheduleOf, visitIdFor } from "./schedule-of.ts";

const cites = "Protocol, schedule of activities";

/** Where a visit stands: its id, the point of the schedule that it fulfils, what kind of visit it is. */
export type Place = { readonly visitId: string; readonly instanceId?: string; readonly encounter: Encounter };

/** The place of a visit to be planned. */
export function placeOf(
  facts: Facts,
  design: CompiledDesign,
  {
    instanceId,
    encounterId,
  }: { readonly instanceId?: string | undefined; readonly encounterId?: string | undefined },
): Result<Place, Refusal> {
  if (instanceId !== undefined) return scheduledPlace(facts, design, instanceId);
  const encounter = design.encounters.get(encounterId ?? "");
  if (encounter?.type !== "unscheduled") {
    const message =
      "Cannot plan this visit: name an instance of the schedule, or an encounter of the kind “unscheduled”.";
    return failed(refusal("no-such-encounter", message, cites, { path: "data.encounterId" }));
  }
  const earlier = Object.values(facts.participant.visits.visits).filter(
    (visit) => visit.encounterId === encounter.id,
  );
  return ok({ encounter, visitId: visitIdFor(encounter.id, earlier.length + 1) });
}

function scheduledPlace(facts: Facts, design: CompiledDesign, instanceId: string): Result<Place, Refusal> {
  const point = openPoints(facts, design).find((open) => open.instanceId === instanceId);
  const encounter = point?.encounterId === undefined ? undefined : design.encounters.get(point.encounterId);
  if (!point || !encounter) {
    const message = `Cannot plan ${instanceId}: the schedule of ${nameOf(facts)} has no such visit that is still open.`;
    return failed(refusal("no-open-visit", message, cites, { path: "data.instanceId" }));
  }
  const id = visitIdFor(instanceId, point.occurrence);
  const visit = visitOf(facts.participant.visits, id);
  if (visit && visit.status !== "canceled") {
    const message = `Cannot plan ${encounterName(encounter)}: it is ${visit.status} already. Move it instead.`;
    return failed(refusal("visit-planned", message, cites, { path: "data.instanceId" }));
  }
  return ok({ encounter, instanceId, visitId: id });
}

/** The visit to begin, miss or record: one that was planned, or an open point of the schedule. */
export function visitToBegin(
  facts: Facts,
  { visitId: id, encounterId }: { readonly visitId: string; readonly encounterId?: string | undefined },
): Result<Place, Refusal> {
  const design = requireDesign(facts);
  if (!design.ok) return design;
  const visit = visitOf(facts.participant.visits, id);
  if (visit && visit.status !== "scheduled" && visit.status !== "canceled") {
    const message = `Cannot do this: the visit ${id} is ${visit.status} already.`;
    return failed(refusal("visit-state", message, cites, { path: "data.visitId" }));
  }
  const encounter = visit && design.value.encounters.get(visit.encounterId);
  if (visit && encounter) {
    return ok({
      encounter,
      visitId: id,
      ...(visit.instanceId === null ? {} : { instanceId: visit.instanceId }),
    });
  }
  const open = openPoints(facts, design.value).find(
    ({ instanceId, occurrence }) => visitIdFor(instanceId, occurrence) === id,
  );
  const planned = open?.encounterId === undefined ? undefined : design.value.encounters.get(open.encounterId);
  if (open && planned) return ok({ encounter: planned, instanceId: open.instanceId, visitId: id });
  const unscheduled = design.value.encounters.get(encounterId ?? "");
  if (unscheduled?.type === "unscheduled") return placeOf(facts, design.value, { encounterId });
  const message = `Cannot find the visit ${id} in the schedule of ${nameOf(facts)}.`;
  return failed(refusal("no-such-visit", message, cites, { path: "data.visitId", because: "not-found" }));
}

/** The points of the schedule at which nothing has happened yet. */
export function openPoints(facts: Facts, design: CompiledDesign): readonly ScheduledPoint<CalendarDate>[] {
  return scheduleOf(facts.participant, design, facts.site.zone).points.filter(
    ({ type, actual }) => type === "activity" && actual === undefined,
  );
}

/** The visit, if it is in one of the states. */
export function requireVisit(
  { participant }: Facts,
  id: string,
  states: readonly Visit["status"][],
  act: string,
): Result<Visit, Refusal> {
  const visit = visitOf(participant.visits, id);
  if (!visit) {
    const message = `Cannot ${act} the visit ${id}: there is none.`;
    return failed(refusal("no-such-visit", message, cites, { path: "data.visitId", because: "not-found" }));
  }
  if (states.includes(visit.status)) return ok(visit);
  return failed(
    refusal("visit-state", `Cannot ${act} the visit ${id}: it is ${visit.status}.`, cites, {
      path: "data.visitId",
    }),
  );
}
