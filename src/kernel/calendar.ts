import { failed, ok, type Result } from "./result.ts";

/** A day of the calendar, as `2026-11-20`, in no zone. Sorts as text. */
export type CalendarDate = string & { readonly calendarDate: true };

const dayLength = 86_400_000;

export function parseCalendarDate(text: string): Result<CalendarDate, string> {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    return failed(`expected a date (2026-11-20), got "${text}"`);
  }
  return ok(text as CalendarDate);
}

/** The date `days` later, or earlier where negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(dayNumber(date) * dayLength + days * dayLength).toISOString().slice(0, 10) as CalendarDate;
}

/** The date `months` later; the 31st becomes the last day of a shorter month. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; setUTCFullYear takes them as they are.
  const first = new Date(0);
  first.setUTCFullYear(year, month - 1 + months, 1);
  const end = new Date(first);
  end.setUTCFullYear(first.getUTCFullYear(), first.getUTCMonth() + 1, 0);
  const last = end.getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10) as CalendarDate;
}

/** Whole days from the first to the second date; negative where the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Completed years from the first to the second date, as ages are counted; born on 29 February turns on 1 March. */
export function yearsBetween(from: CalendarDate, to: CalendarDate): number {
  const [fromYear, fromDay] = [Number(from.slice(0, 4)), from.slice(5)];
  const [toYear, toDay] = [Number(to.slice(0, 4)), to.slice(5)];
  return toYear - fromYear - (toDay < fromDay ? 1 : 0);
}

function dayNumber(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayLength;
}
