import type { ItemValue } from "#design";
import { type CalendarDate, type Instant, localTime, type SeededRandom, type ZoneId } from "#kernel";
import type { ParticipantState } from "#trial";
import { minutesAfter } from "../demonstration-clock.ts";
import type { Person } from "../person.ts";

/** The moment at which a form is answered, and for whom. */
export type Answering = {
  readonly person: Person;
  readonly state: ParticipantState;
  readonly random: SeededRandom;
  /** Of the visit, on which the form is filled. */
  readonly visitId: string;
  readonly day: CalendarDate;
  /** The day on which this form is filled: screening goes on over several. */
  readonly today: CalendarDate;
  /** The name of the member of staff who fills it. */
  readonly witness: string;
  /** When the visit began, for a visit of several days: this part of it. */
  readonly began: Instant;
  /** When the form is handed in. */
  readonly now: Instant;
  readonly zone: ZoneId;
  /** CAPS-5 total severity as it now is, and the rater's or the day's scatter not yet in it. */
  readonly severity: number;
  readonly dosesHeld: number;
};

/** Values by the path of their item: `item`, or `group.0.item` in a repeating group. */
export type Answers = Readonly<Record<string, ItemValue>>;

export type AnswersTo = (answering: Answering) => Answers;

export function written(words: string): ItemValue {
  return { freeText: words };
}

/** The time on the clocks of the site, so many minutes before the form is handed in. */
export function clockTime({ now, zone }: Pick<Answering, "now" | "zone">, minutesBefore: number): string {
  return timeAt(minutesAfter(now, -minutesBefore), zone);
}

/** What clocks in the zone show, to the minute. */
export function timeAt(at: Instant, zone: ZoneId): string {
  return localTime({ at, zone }).time.slice(0, 5);
}

/** Whether they have passive thoughts of death now: every scale that asks hears the same. */
export function wishesToBeDead({ person, severity }: Pick<Answering, "person" | "severity">): boolean {
  return person.age % 4 === 1 && severity > 38;
}

/** A normal draw about a mean, kept inside limits and rounded. */
export function about(
  random: SeededRandom,
  mean: number,
  deviation: number,
  [lowest, highest]: readonly [number, number],
  decimals = 0,
): number {
  const drawn = mean + deviation * random.normal();
  const scale = 10 ** decimals;
  return Math.round(Math.min(highest, Math.max(lowest, drawn)) * scale) / scale;
}

/** Spreads a total over items, each from 0 to a most, by weights; the sum is the total, or the most that fits. */
export function spread(
  random: SeededRandom,
  total: number,
  weights: readonly number[],
  most: number,
): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const items = weights.map((weight) =>
    weight === 0
      ? 0
      : Math.max(0, Math.min(most, Math.round((total * weight) / sum + 0.6 * random.normal()))),
  );
  let rest = total - items.reduce((all, value) => all + value, 0);
  for (let guard = 0; rest !== 0 && guard < 2_000; guard++) {
    const index = random.between(0, items.length - 1);
    const next = (items[index] ?? 0) + Math.sign(rest);
    const weight = weights[index] ?? 0;
    const fits = next >= 0 && next <= most && (weight > 0.3 || (weight > 0 && random.next() < 0.1));
    if (!fits) continue;
    items[index] = next;
    rest -= Math.sign(rest);
  }
  return items;
}
