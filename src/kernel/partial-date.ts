import { addDays, addMonths, type CalendarDate, parseCalendarDate } from "./calendar.ts";
import { failed, ok, type Result } from "./result.ts";
import type { Truth } from "./truth.ts";

/**
 * A date known to the day, the month or the year: `2026-11-20`, `2026-11`, `2026` (ISO 8601 reduced
 * precision, as in SDTM `--DTC`).
 */
export type PartialDate = string & { readonly partialDate: true };

export function parsePartialDate(text: string): Result<PartialDate, string> {
  const isYear = /^\d{4}$/.test(text);
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
  if (isYear || isMonth || parseCalendarDate(text).ok) return ok(text as PartialDate);
  return failed(`expected a date, a month or a year (2026-11-20, 2026-11, 2026), got "${text}"`);
}

/** The first and the last day that the date may be. */
export function possibleDays(date: PartialDate): {
  readonly first: CalendarDate;
  readonly last: CalendarDate;
} {
  if (date.length === 10) {
    const day = date as string as CalendarDate;
    return { first: day, last: day };
  }
  const months = date.length === 4 ? 12 : 1;
  const first = (date.length === 4 ? `${date}-01-01` : `${date}-01`) as CalendarDate;
  return { first, last: addDays(addMonths(first, months), -1) };
}

/** Whether the first date lies before the second; unknown where their possible days overlap. */
export function isBefore(a: PartialDate, b: PartialDate): Truth {
  const [daysA, daysB] = [possibleDays(a), possibleDays(b)];
  if (daysA.last < daysB.first) return true;
  if (daysA.first >= daysB.last) return false;
  return "unknown";
}

/** Whether both are the same day; unknown where both may be. */
export function isSameDay(a: PartialDate, b: PartialDate): Truth {
  const [daysA, daysB] = [possibleDays(a), possibleDays(b)];
  if (daysA.last < daysB.first || daysB.last < daysA.first) return false;
  return a.length === 10 && b.length === 10 ? true : "unknown";
}
