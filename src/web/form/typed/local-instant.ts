import { type Instant, instantOf, localTime, type ZoneId } from "#kernel";

const hour = 3_600_000;

/**
 * The moments at which clocks of the zone showed this date and time, the earlier first: usually one; two in the hour that
 * comes twice when summer time ends; none in the hour that is skipped when it begins.
 * @param time `21:30` or `21:30:15`
 */
export function instantsOf(date: string, time: string, zone: ZoneId): readonly Instant[] {
  const asUtc = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(asUtc)) return [];
  // No zone is further than 14 hours from UTC, and none changes its offset twice within the days around.
  const offsets = new Set([-26, -14, 0, 14, 26].map((away) => offsetAt(asUtc + away * hour, zone)));
  const moments = [...offsets]
    .map((offset) => asUtc - offset)
    .filter((at) => asUtc - at === offsetAt(at, zone));
  return moments.sort((a, b) => a - b).map(instantOf);
}

/** By how many milliseconds the zone's clocks are ahead of UTC at a moment. */
function offsetAt(at: number, zone: ZoneId): number {
  const whole = Math.floor(at / 60_000) * 60_000;
  const local = localTime({ at: instantOf(whole), zone });
  return Date.parse(`${local.date}T${local.time}:00Z`) - whole;
}
