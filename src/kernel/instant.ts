import { failed, ok, type Result } from "./result.ts";

/** A moment in UTC to the millisecond, as `2026-11-20T09:30:00.000Z`. Sorts as text. */
export type Instant = string & { readonly instant: true };

/** An IANA time zone, as `Europe/Berlin`. */
export type ZoneId = string & { readonly zoneId: true };

/** A moment and the zone in which it was lived, so that its local time can be told again. */
export type ZonedInstant = { readonly at: Instant; readonly zone: ZoneId };

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads an RFC 3339 date-time with its offset; a time without offset is refused, for it is no moment. */
export function parseInstant(text: string): Result<Instant, string> {
  const milliseconds = instantPattern.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds) || !isRealDay(text)) {
    return failed(`expected a date and time with its offset (2026-11-20T09:30:00Z), got "${text}"`);
  }
  return ok(instantOf(milliseconds));
}

/** `milliseconds` since 1970-01-01T00:00Z, leap seconds not counted. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

const zonesKnown = new Set<string>();

export function parseZone(text: string): Result<ZoneId, string> {
  if (zonesKnown.has(text)) return ok(text as ZoneId);
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions();
    // A zone may be written in many ways; only the one of the list is kept, so that no input lets the set grow.
    if (timeZone === text) zonesKnown.add(text);
    return ok(text as ZoneId);
  } catch {
    return failed(`expected a time zone of the IANA list (Europe/Berlin), got "${text}"`);
  }
}

const localFormats = new Map<ZoneId, Intl.DateTimeFormat>();

type LocalTime = { readonly date: string; readonly time: string };

// Schedules ask for the same moments again and again, and asking Intl takes microseconds.
const told = new Map<string, LocalTime>();
const mostTold = 20_000;

/** The local date and time in the zone: `{ date: "2026-11-20", time: "10:30" }`. */
export function localTime({ at, zone }: ZonedInstant): LocalTime {
  const key = `${at} ${zone}`;
  const known = told.get(key);
  if (known) return known;
  const parts = Object.fromEntries(
    localFormat(zone)
      .formatToParts(millisecondsOf(at))
      .map(({ type, value }) => [type, value]),
  );
  const local = {
    date: `${parts["year"]}-${parts["month"]}-${parts["day"]}`,
    time: `${parts["hour"]}:${parts["minute"]}`,
  };
  if (told.size >= mostTold) told.clear();
  told.set(key, local);
  return local;
}

/** The day, in the zone, on which the moment falls: `2026-11-20`. */
export function localDate(moment: ZonedInstant): string {
  return localTime(moment).date;
}

function localFormat(zone: ZoneId): Intl.DateTimeFormat {
  const known = localFormats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  localFormats.set(zone, format);
  return format;
}

function isRealDay(text: string): boolean {
  const day = text.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
