import { type CompiledDesign, type Encounter, type Role, type ScheduledPoint, visitName } from "#design";
import { type CalendarDate, localDate } from "#kernel";
import { type ParticipantState, scheduleOf, visitIdFor } from "#trial";
import type { TaskAround } from "./participant-tasks.ts";
import { siteTeam, type Task, therapists } from "./task.ts";

/** The next visit that is still open, and every visit that is arranged. */
export function visitTasks(state: ParticipantState, around: TaskAround): readonly Task[] {
  const { design, site } = around;
  const open = scheduleOf(state, design, site.zone).points.filter(
    ({ type, actual, encounterId }) =>
      type === "activity" && actual === undefined && encounterId !== undefined,
  );
  const arranged = open.filter((point) => visitOf(state, point)?.status === "scheduled");
  const next = open.find(({ plan }) => plan.kind === "planned" && plan.firm);
  const toArrange = next && !arranged.includes(next) ? [next] : [];
  return [
    ...toArrange.map((point) => dueTask(design, point)),
    ...arranged.flatMap((point) => arrangedTask(state, around, point)),
  ];
}

function dueTask(design: CompiledDesign, point: ScheduledPoint<CalendarDate>): Task {
  const { plan } = point;
  const isPlanned = plan.kind === "planned";
  return {
    ...baseOf(design, point),
    kind: "visit-due",
    dueOn: isPlanned ? (plan.earliest ?? plan.target) : null,
    lateAfter: isPlanned ? (plan.latest ?? null) : null,
  };
}

function arrangedTask(
  state: ParticipantState,
  { design, site }: TaskAround,
  point: ScheduledPoint<CalendarDate>,
): readonly Task[] {
  const plannedFor = visitOf(state, point)?.planned.at(-1);
  if (!plannedFor) return [];
  const day = localDate({ at: plannedFor, zone: site.zone });
  const { subject, ...base } = baseOf(design, point);
  return [
    { ...base, kind: "visit-arranged", dueOn: day, lateAfter: day, subject: { ...subject, plannedFor } },
  ];
}

function baseOf(design: CompiledDesign, point: ScheduledPoint<CalendarDate>): Omit<Task, "kind"> {
  const visitId = visitIdFor(point.instanceId, point.occurrence);
  const encounter = design.encounters.get(point.encounterId ?? "");
  return {
    key: `visit/${visitId}`,
    roles: rolesAt(encounter),
    subject: { visitId, visit: visitName(design, point.encounterId ?? "", point.instanceId) },
  };
}

/** Who holds the visit: therapists their sessions, the site's team every one. */
function rolesAt(encounter: Encounter | undefined): readonly Role[] {
  const isTherapy = encounter?.session !== undefined && encounter.session !== "rater-assessment";
  return isTherapy ? [...siteTeam, ...therapists] : siteTeam;
}

function visitOf({ visits }: ParticipantState, point: ScheduledPoint<CalendarDate>) {
  return visits.visits[visitIdFor(point.instanceId, point.occurrence)];
}
