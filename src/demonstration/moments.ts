import {
  addDays,
  type CalendarDate,
  type Instant,
  instantOf,
  localDate,
  localTime,
  millisecondsOf,
  type ZoneId,
} from "#kernel";

const day = 86_400_000;

/** The instant at which clocks in the zone show the time on the day. */
export function instantAt(on: CalendarDate, time: string, zone: ZoneId): Instant {
  const wanted = Date.parse(`${on}T${time}:00Z`);
  let guess = wanted;
  // Twice, because the first correction may step over a change of the clocks.
  for (let round = 0; round < 2; round++) {
    const shown = localTime({ at: instantOf(guess), zone });
    guess -= Date.parse(`${shown.date}T${shown.time.slice(0, 5)}:00Z`) - wanted + (guess % 60_000);
  }
  return instantOf(guess);
}

export function dayAt(at: Instant, zone: ZoneId): CalendarDate {
  return localDate({ at, zone }) as CalendarDate;
}

/** 0 is Sunday. */
function weekdayOf(on: CalendarDate): number {
  return new Date(Date.parse(`${on}T00:00:00Z`)).getUTCDay();
}

/** The nearest day to the wanted one, within the window, that is a day of work; the wanted one where there is none. */
export function workdayNear(
  wanted: CalendarDate,
  window: { readonly earliest?: CalendarDate | undefined; readonly latest?: CalendarDate | undefined },
  isWorkday: (weekday: number) => boolean = (weekday) => weekday >= 1 && weekday <= 5,
): CalendarDate {
  for (const shift of [0, 1, -1, 2, -2, 3, -3, 4, -4]) {
    const candidate = addDays(wanted, shift);
    const isInside =
      (window.earliest === undefined || candidate >= window.earliest) &&
      (window.latest === undefined || candidate <= window.latest);
    if (isInside && isWorkday(weekdayOf(candidate))) return candidate;
  }
  return wanted;
}

/** The day itself, or the next one on which people work. */
export function nextWorkday(day: CalendarDate): CalendarDate {
  const weekday = weekdayOf(day);
  return weekday === 6 ? addDays(day, 2) : weekday === 0 ? addDays(day, 1) : day;
}

export function daysBefore(at: Instant, days: number): Instant {
  return instantOf(millisecondsOf(at) - days * day);
}
