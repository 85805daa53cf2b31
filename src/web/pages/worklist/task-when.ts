import { type CalendarDate, daysBetween, type Instant, localTime, type ZoneId } from "#kernel";
import { formatDate } from "../../components/moment.tsx";
import type { Messages } from "../../messages/messages.tsx";
import type { Task } from "./task.ts";

/** Since when it is late, until when it may be done, or when it comes up; by day and clock of the site, or of who looks. */
export function whenOf(task: Task, today: CalendarDate, messages: Messages, zone?: string): string {
  const day = dayOf(task, today, messages);
  const moment = task.subject["plannedFor"] ?? task.subject["startsAt"];
  if (moment === undefined || task.state === "late") return day;
  const here = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return messages.worklist.atTime(day, localTime({ at: moment as Instant, zone: here as ZoneId }).time);
}

function dayOf({ state, dueOn, lateAfter }: Task, today: CalendarDate, { worklist }: Messages): string {
  const days = (from: string, to: string): number => daysBetween(from as CalendarDate, to as CalendarDate);
  if (state === "late" && lateAfter) return worklist.lateSince(formatDate(lateAfter), days(lateAfter, today));
  if (state === "upcoming" && dueOn) return worklist.upcomingOn(formatDate(dueOn), days(today, dueOn));
  if (lateAfter) return lateAfter === today ? worklist.dueToday : worklist.dueUntil(formatDate(lateAfter));
  return dueOn ? worklist.dueSince(formatDate(dueOn), days(dueOn, today)) : worklist.dueNow;
}
