import { type CalendarDate, daysBetween, type SeededRandom } from "#kernel";
import type { ParticipantState } from "#trial";
import type { Person } from "./person.ts";

/** The share of the whole response that is there after so many dosing sessions. */
const shareAfter = [0, 0.45, 0.75, 1] as const;

/**
 * How severe somebody's symptoms are on a day: what they were, less what the sessions so far took away, more what has come back since,
 * with a day's scatter of about two points.
 */
export function severityNow(
  person: Person,
  { visits }: ParticipantState,
  day: CalendarDate,
  random: SeededRandom,
): number {
  const doses = ["at-v5", "at-v10", "at-v15"].flatMap((id) => {
    const held = visits.visits[id]?.day;
    return held && held < day ? [held] : [];
  });
  const gain = person.severity * person.response * (shareAfter[doses.length] ?? 1);
  const last = doses.at(-1);
  const months = doses.length === 3 && last ? daysBetween(last, day) / 30 : 0;
  const back = person.relapse * Math.min(1, Math.max(0, (months - 2) / 4));
  return Math.max(2, person.severity - gain + back + 2 * random.normal());
}
