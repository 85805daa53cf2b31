import type { Participant, Visit } from "../participant-context.tsx";
import { courseOf, inOrder } from "../schedule/visit-course.ts";

export type VisitFilter = "now" | "todo" | "all";

/** How many visits that are still to come, and that were held, stand round today. */
const ahead = 4;
const behind = 2;

/** The visits of a filter, in their order; the opened one is always among them. */
export function visitsToShow(
  { visits, today, zone, enrollment }: Pick<Participant, "visits" | "today" | "zone" | "enrollment">,
  filter: VisitFilter,
  opened: string | undefined,
): readonly Visit[] {
  const hasConsented = enrollment.screeningStartedOn !== null;
  const ordered = inOrder(visits, zone).filter(
    ({ isBeforeConsent, status }) => !(hasConsented && isBeforeConsent && status === "open"),
  );
  if (filter === "all") return ordered;
  const chosen = new Set(filter === "todo" ? todo(ordered, today) : roundNow(ordered, today));
  return ordered.filter((visit) => chosen.has(visit) || visit.visitId === opened);
}

/** What somebody must do something about: begun, arranged, overdue, or next. */
function todo(visits: readonly Visit[], today: string): readonly Visit[] {
  const next = visits.find((visit) => isDated(visit) && courseOf(visit, today) === "open");
  return visits.filter(
    (visit) =>
      visit.status === "in-progress" ||
      visit === next ||
      ["overdue", "arranged"].includes(courseOf(visit, today)),
  );
}

function roundNow(visits: readonly Visit[], today: string): readonly Visit[] {
  const held = visits.filter(({ day, status }) => day !== null || status === "missed");
  const lastHeld = held.at(-1);
  const from = lastHeld ? visits.indexOf(lastHeld) - behind + 1 : 0;
  const open = visits.filter((visit) => isOpen(visit) && (isDated(visit) || visits.indexOf(visit) >= from));
  const near = new Set([...open.slice(0, ahead), ...held.slice(-behind), ...todo(visits, today)]);
  return visits.filter((visit) => near.has(visit));
}

function isOpen({ status, isOver }: Visit): boolean {
  return !isOver && (status === "open" || status === "canceled");
}

function isDated({ target, isFirm }: Visit): boolean {
  return target !== null && isFirm;
}
