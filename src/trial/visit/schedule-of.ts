import {
  type ArrangedVisit,
  type CompiledDesign,
  type Happenings,
  type Visit as PlannedVisit,
  planSchedule,
  type Schedule,
} from "#design";
import type { CalendarDate, ZoneId } from "#kernel";
import { localDate } from "#kernel";
import type { ParticipantState } from "../participant.ts";
import { trialEvents } from "../participant-record.ts";
import type { Visit, VisitsState } from "./evolve.ts";

// Most of what is written leaves the schedule as it is. States are never altered, only replaced: as long as the parts
// that a schedule rests on are the same ones, so is the schedule.
const planned = new WeakMap<
  VisitsState,
  { readonly on: readonly unknown[]; readonly schedule: Schedule<CalendarDate> }
>();

/** The participant's way through the schedule: planned, actual and verdict, each a fact of its own. */
export function scheduleOf(
  state: ParticipantState,
  design: CompiledDesign,
  zone: ZoneId,
): Schedule<CalendarDate> {
  const { visits, screening, consent, enrollment } = state;
  const on = [screening, consent, enrollment, design, zone];
  const known = planned.get(visits);
  if (known?.on.every((part, index) => part === on[index])) return known.schedule;
  const schedule = planSchedule(design, happeningsOf(state, design, zone));
  planned.set(visits, { on, schedule });
  return schedule;
}

/** What has happened and what is arranged, as the design's planner reads it. */
function happeningsOf(
  state: ParticipantState,
  design: CompiledDesign,
  zone: ZoneId,
): Happenings<CalendarDate> {
  return {
    events: trialEvents(state, design, zone),
    visits: Object.values(state.visits.visits)
      .flatMap((visit) => outcomeOf(visit, zone))
      .sort((a, b) => dayOf(a).localeCompare(dayOf(b))),
    decisions: Object.entries(state.visits.branches).map(([instanceId, next]) => ({ instanceId, next })),
    arranged: Object.values(state.visits.visits).flatMap((visit) => arrangedDayOf(visit, zone)),
  };
}

function arrangedDayOf(
  { status, instanceId, visitId, planned }: Visit,
  zone: ZoneId,
): readonly ArrangedVisit<CalendarDate>[] {
  const moment = planned.at(-1);
  if (status !== "scheduled" || instanceId === null || moment === undefined) return [];
  const at = localDate({ at: moment, zone }) as CalendarDate;
  return [{ instanceId, occurrence: occurrenceOf(visitId), at }];
}

function outcomeOf(visit: Visit, zone: ZoneId): readonly PlannedVisit<CalendarDate>[] {
  const which = {
    encounterId: visit.encounterId,
    occurrence: occurrenceOf(visit.visitId),
    ...(visit.instanceId === null ? {} : { instanceId: visit.instanceId }),
  };
  if (visit.status === "missed") return [{ ...which, status: "missed" }];
  if (!visit.day) return [];
  const end = visit.endedAt ? (localDate({ at: visit.endedAt, zone }) as CalendarDate) : undefined;
  return [{ ...which, status: "done", start: visit.day, ...(end ? { end } : {}) }];
}

/** The id of a visit: its instance, with a number from the second round on. */
export function visitIdFor(instanceId: string, occurrence: number): string {
  return occurrence === 1 ? instanceId : `${instanceId}.${occurrence}`;
}

/** The id of the next visit of a kind that comes as often as it is needed. */
export function nextVisitId(encounterId: string, { visits }: VisitsState): string {
  const earlier = Object.values(visits).filter((visit) => visit.encounterId === encounterId);
  return visitIdFor(encounterId, earlier.length + 1);
}

function occurrenceOf(visitId: string): number {
  return Number(visitId.split(".")[1] ?? 1);
}

function dayOf(visit: PlannedVisit<CalendarDate>): string {
  return visit.status === "done" ? visit.start : "9999";
}
