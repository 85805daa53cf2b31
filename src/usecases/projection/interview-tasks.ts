import { visitName } from "#design";
import { localDate } from "#kernel";
import { confirmedFor, designOfVisit, needsWhereabouts, type ParticipantState } from "#trial";
import type { TaskAround } from "./participant-tasks.ts";
import { siteTeam, type Task } from "./task.ts";

/** Somebody is in danger, and a rater has said so: first of all, until somebody says how it ended. */
export function dangerTasks({ ratings, visits }: ParticipantState, around: TaskAround): readonly Task[] {
  return Object.values(ratings).flatMap(({ handle, danger, visitId }): readonly Task[] => {
    if (!danger || danger.isResolved) return [];
    const on = localDate({ at: danger.declaredAt, zone: around.site.zone });
    const visit = visits.visits[visitId];
    const name = visit ? visitName(around.design, visit.encounterId, visit.instanceId) : visitId;
    return [
      {
        key: `danger/${handle}`,
        kind: "participant-in-danger",
        roles: [...siteTeam, "medical-monitor"],
        dueOn: on,
        lateAfter: null,
        subject: { handle, visitId, visit: name, since: danger.declaredAt },
      },
    ];
  });
}

/** Remote interviews before which nobody has confirmed yet where the participant is; one task for all assessments of a visit. */
export function whereaboutsTasks(state: ParticipantState, around: TaskAround): readonly Task[] {
  const open = Object.values(state.ratings).filter(({ status }) => status === "requested");
  const firsts = open.filter(
    ({ visitId }, at) => open.findIndex((other) => other.visitId === visitId) === at,
  );
  return firsts.flatMap(({ handle, visitId, startsAt }): readonly Task[] => {
    const visit = state.visits.visits[visitId];
    const design = designOfVisit(visit, around);
    if (!visit || !startsAt || !needsWhereabouts(design, { mode: visit.mode })) return [];
    if (confirmedFor(state, handle)) return [];
    const on = localDate({ at: startsAt, zone: around.site.zone });
    return [
      {
        key: `whereabouts/${handle}`,
        kind: "whereabouts-to-confirm",
        roles: siteTeam,
        dueOn: on,
        lateAfter: on,
        subject: { handle, visitId, visit: visitName(design, visit.encounterId, visit.instanceId), on },
      },
    ];
  });
}
