import type { CompiledDesign } from "#design";
import type { CalendarDate } from "#kernel";
import { type VisitsState, visitOf } from "./evolve.ts";

/**
 * The days of the first and the last dose of the treatment, which follow-up counts from. A dosing session that was held stands for its
 * dose. The last one is known once every session of the treatment was held or is recorded as missed: retreatment does not move it.
 */
export function dosingDays(
  visits: VisitsState,
  design: CompiledDesign,
): { readonly "first-dose"?: CalendarDate; readonly "last-dose"?: CalendarDate } {
  const sessions = treatmentSessions(design).map((instanceId) => visitOf(visits, instanceId));
  const days = sessions.flatMap((visit) => visit?.day ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return {};
  const isOver = sessions.every((visit) => visit !== undefined && (visit.day || visit.status === "missed"));
  return { "first-dose": first, ...(isOver ? { "last-dose": last } : {}) };
}

function treatmentSessions({ mainTimeline, encounters, design }: CompiledDesign): readonly string[] {
  const typeOf = new Map(design.epochs.map(({ id, type }) => [id, type]));
  return (mainTimeline?.instances ?? []).flatMap((instance) => {
    if (instance.type !== "activity" || instance.encounterId === undefined) return [];
    const isTreatment = instance.epochId === undefined || typeOf.get(instance.epochId) === "treatment";
    return isTreatment && encounters.get(instance.encounterId)?.session === "dosing" ? [instance.id] : [];
  });
}
