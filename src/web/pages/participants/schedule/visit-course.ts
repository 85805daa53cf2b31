import type { Instant, ZoneId } from "#kernel";
import { localDate } from "#kernel";
import type { Visit } from "../participant-context.tsx";

/** What became of a visit, as the picture and the table show it by shape and word. */
export type Course =
  | "open"
  | "overdue"
  | "arranged"
  | "in-window"
  | "early"
  | "late"
  | "no-verdict"
  | "missed"
  | "canceled"
  | "not-held";

/** Planned, actual and verdict are facts of their own; this is what they come to today. */
export function courseOf(visit: Visit, today: string): Course {
  if (visit.status === "missed") return "missed";
  if (visit.day !== null) return visit.verdict === "unknown" ? "no-verdict" : visit.verdict;
  if (visit.isOver) return "not-held";
  if (isOverdue(visit, today)) return "overdue";
  if (visit.status === "scheduled") return "arranged";
  return visit.status === "canceled" ? "canceled" : "open";
}

/** Its window has closed and it was neither held nor recorded as missed. */
function isOverdue({ latest, isFirm }: Visit, today: string): boolean {
  return isFirm && latest !== null && latest < today;
}

/** The day for which it is arranged, at the site. */
export function arrangedDay({ plannedFor }: Visit, zone: string): string | undefined {
  return plannedFor === null ? undefined : localDate({ at: plannedFor as Instant, zone: zone as ZoneId });
}

/** The day under which a visit stands in the order of time, as far as anything is known of it. */
function dayInOrder(visit: Visit, zone: string): string | undefined {
  return visit.day ?? arrangedDay(visit, zone) ?? visit.target ?? undefined;
}

/** The visits in the order of the schedule, those that it did not plan put where they fell. */
export function inOrder(visits: readonly Visit[], zone: string): readonly Visit[] {
  const ordered = visits.filter(({ instanceId }) => instanceId !== null);
  for (const extra of visits.filter(({ instanceId }) => instanceId === null)) {
    const day = dayInOrder(extra, zone);
    const at = ordered.findIndex((visit) => (dayInOrder(visit, zone) ?? "9999") > (day ?? "9999"));
    ordered.splice(at < 0 ? ordered.length : at, 0, extra);
  }
  return ordered;
}

/** A name short enough to stand beside a mark: the visit's code where it has one, else its beginning. */
export function shortName({ name }: Pick<Visit, "name">): string {
  const [first = ""] = name.split(" ");
  if (/^[A-Z]{1,3}\d+(\.\d+)?$/.test(first)) return first;
  return name.length > 18 ? `${name.slice(0, 17).trimEnd()}…` : name;
}
