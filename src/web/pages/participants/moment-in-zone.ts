import { type Instant, instantOf, localTime, millisecondsOf, type ZoneId } from "#kernel";

/** What a field of the kind `datetime-local` shows for a moment, in the zone: `2026-11-20T09:30`. */
export function toLocalInput(at: string, zone: string): string {
  const { date, time } = localTime({ at: at as Instant, zone: zone as ZoneId });
  return `${date}T${time}`;
}

/**
 * The moment that a `datetime-local` field names in the zone; undefined while it is not filled. An hour that summer
 * time skips becomes the one after it; of an hour that comes twice, the first is meant.
 */
export function fromLocalInput(local: string, zone: string): Instant | undefined {
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return undefined;
  const before = asUtc - offsetAt(asUtc - day, zone);
  const after = asUtc - offsetAt(asUtc + day, zone);
  const candidates = [before, after].filter((at) => toLocalInput(instantOf(at), zone) === local);
  return instantOf(Math.min(...(candidates.length > 0 ? candidates : [before])));
}

/** Whether the field names a moment that lies ahead, by the clock of this device; a minute is let pass. */
export function isStillToCome(local: string, zone: string, now = Date.now()): boolean {
  const at = fromLocalInput(local, zone);
  return at !== undefined && millisecondsOf(at) > now + 60_000;
}

const day = 86_400_000;

/** By how much the zone's clocks are ahead of UTC, in milliseconds, to the minute. */
function offsetAt(milliseconds: number, zone: string): number {
  const minute = Math.floor(milliseconds / 60_000) * 60_000;
  return Date.parse(`${toLocalInput(instantOf(minute), zone)}:00Z`) - millisecondsOf(instantOf(minute));
}
