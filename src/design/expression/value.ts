import { addDays, addMonths, type CalendarDate, type Instant, type PartialDate, possibleDays } from "#kernel";
import type { DurationUnit } from "./expression.ts";

/** A date between two days, both possible; a date known to the day has the same day twice. */
export type DateValue = { readonly kind: "date"; readonly first: CalendarDate; readonly last: CalendarDate };
/** A time of day, `HH:MM` or `HH:MM:SS`. */
type TimeValue = { readonly kind: "time"; readonly text: string };
export type DateTimeValue = { readonly kind: "date-time"; readonly at: Instant };
export type DurationValue = {
  readonly kind: "duration";
  readonly amount: number;
  readonly unit: DurationUnit;
};

/** What an expression can give. Texts and codes are strings, several codes are lists of strings. */
export type ExpressionValue =
  | number
  | string
  | boolean
  | readonly string[]
  | DateValue
  | TimeValue
  | DateTimeValue
  | DurationValue;

export function dateValue(date: PartialDate | CalendarDate): DateValue {
  // A day of the calendar is a partial date known to the day.
  return { kind: "date", ...possibleDays(date as PartialDate) };
}

export function isWholeDay({ first, last }: DateValue): boolean {
  return first === last;
}

/** The date as ISO 8601, to the day, month or year; undefined where its days are no whole month or year. */
export function partialDateOf(date: DateValue): PartialDate | undefined {
  const { first, last } = date;
  for (const length of [10, 7, 4]) {
    // The beginning of a date is the date with less precision.
    const text = first.slice(0, length) as PartialDate;
    const days = dateValue(text);
    if (days.first === first && days.last === last) return text;
  }
  return undefined;
}

/**
 * The date an amount of time later, earlier where negative; a part of a day counts as a whole one. Undefined for
 * units of the clock and outside the years 1000–9999.
 */
export function shiftDate(date: DateValue, amount: number, unit: DurationUnit): DateValue | undefined {
  const first = shiftDay(date.first, amount, unit);
  const last = isWholeDay(date) ? first : shiftDay(date.last, amount, unit);
  return first && last ? { kind: "date", first, last } : undefined;
}

function shiftDay(day: CalendarDate, amount: number, unit: DurationUnit): CalendarDate | undefined {
  const whole = Math.sign(amount) * Math.ceil(Math.abs(amount));
  if (!(Math.abs(whole) < 1_000_000)) return undefined;
  const shifted = shiftByUnit(day, whole, unit);
  return shifted !== undefined && /^[1-9]\d{3}-/.test(shifted) ? shifted : undefined;
}

function shiftByUnit(day: CalendarDate, amount: number, unit: DurationUnit): CalendarDate | undefined {
  switch (unit) {
    case "years":
      return Math.abs(amount) < 9_000 ? addMonths(day, amount * 12) : undefined;
    case "months":
      return Math.abs(amount) < 100_000 ? addMonths(day, amount) : undefined;
    case "weeks":
      return addDays(day, amount * 7);
    case "days":
      return addDays(day, amount);
    default:
      return undefined;
  }
}
