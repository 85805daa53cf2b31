import { levelsAt, numberOf, visitName } from "#design";
import { addDays, type CalendarDate, localDate } from "#kernel";
import { designOfVisit, kitsInHand, kitsOfSession, type ParticipantState, siteOf } from "#trial";
import type { TaskAround } from "./participant-tasks.ts";
import { investigators, type Task } from "./task.ts";

/** Before a dosing session the level to decide and kits to assign; after it, kits to take back. */
export function kitTasks(state: ParticipantState, around: TaskAround): readonly Task[] {
  if (!state.enrollment.randomized) return [];
  return Object.values(state.visits.visits).flatMap((visit): readonly Task[] => {
    const design = designOfVisit(visit, around);
    const levels = levelsAt(design, visit.encounterId);
    if (levels.length === 0) return [];
    const { visitId, status } = visit;
    const session = kitsOfSession(state.kits, visitId);
    const inHand = kitsInHand(session, siteOf(state) ?? null);
    const name = visitName(design, visit.encounterId, visit.instanceId ?? undefined);
    const planned = visit.planned.at(-1);
    const day =
      visit.day ?? (planned ? (localDate({ at: planned, zone: around.site.zone }) as CalendarDate) : null);
    const subject = { visitId, visit: name };
    if (status !== "scheduled" && status !== "in-progress") {
      if (inHand.length === 0) return [];
      const codes = inHand.map(({ code }) => code).join("\n");
      const due = { dueOn: day, lateAfter: day, subject: { ...subject, codes } };
      return [{ key: `kits/${visitId}`, kind: "kit-to-return", roles: ["pharmacist"], ...due }];
    }
    if (inHand.length > 0 || session.awaited.length > 0) return [];
    const ahead = numberOf(design.parameters, design.design.kits?.assignAhead) ?? 0;
    const due = { dueOn: day && addDays(day, -ahead), lateAfter: day, subject };
    const isDecided = levels.length === 1 || levels.includes(session.level?.level ?? "");
    return isDecided
      ? [
          {
            key: `kits/${visitId}`,
            kind: "kits-to-assign",
            roles: ["pharmacist", "site-coordinator"],
            ...due,
          },
        ]
      : [{ key: `level/${visitId}`, kind: "dose-level-to-decide", roles: investigators, ...due }];
  });
}
