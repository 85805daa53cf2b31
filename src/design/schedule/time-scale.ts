import {
  addDays,
  addMonths,
  type CalendarDate,
  daysBetween,
  type Instant,
  instantOf,
  millisecondsOf,
} from "#kernel";
import type { TimeSpan } from "./time-span.ts";

/** How a schedule counts: in days of the calendar, or in minutes of the clock. Its points sort as text. */
export type TimeScale<Point extends string> = {
  /** The point a span later; undefined where the scale cannot say (months on a clock) or time ends. */
  readonly shift: (point: Point, span: TimeSpan) => Point | undefined;
  /** Days, or minutes, from the first to the second. */
  readonly distance: (from: Point, to: Point) => number;
};

const minutesOfDay = 24 * 60;

/**
 * Visits: days of the calendar, in no zone, so that no change of the clock moves them. Hours count as the nearest
 * whole number of days: 8 hours later is the same day, 36 hours later the day after next.
 */
export const calendarScale: TimeScale<CalendarDate> = {
  shift: (date, { months, days, minutes }) => {
    const wholeDays = Math.round(days + minutes / minutesOfDay);
    if (!(Math.abs(months) < 12_000 && Math.abs(wholeDays) < 1_000_000)) return undefined;
    const byMonths = months === 0 ? date : addMonths(date, Math.round(months));
    const shifted = wholeDays === 0 ? byMonths : addDays(byMonths, wholeDays);
    return /^[1-9]\d{3}-/.test(shifted) ? shifted : undefined;
  },
  distance: daysBetween,
};

const lastMillisecond = 253_402_300_799_999;

/** A profile within a session: moments in UTC, so that an hour is an hour on the night when clocks change. */
export const clockScale: TimeScale<Instant> = {
  shift: (instant, { months, days, minutes }) => {
    if (months !== 0) return undefined;
    const at = millisecondsOf(instant) + Math.round((days * minutesOfDay + minutes) * 60_000);
    return Math.abs(at) <= lastMillisecond ? instantOf(at) : undefined;
  },
  distance: (from, to) => (millisecondsOf(to) - millisecondsOf(from)) / 60_000,
};
