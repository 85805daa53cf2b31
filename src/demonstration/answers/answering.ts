import type { ItemValue } from "#design";
import type { CalendarDate, Instant, SeededRandom, ZoneId } from "#kernel";
import type { ParticipantState } from "#trial";
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
  /** When the visit began. */
  readonly began: Instant;
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
    Math.max(0, Math.min(most, Math.round((total * weight) / sum + 0.6 * random.normal()))),
  );
  let rest = total - items.reduce((all, value) => all + value, 0);
  for (let guard = 0; rest !== 0 && guard < 2_000; guard++) {
    const index = random.between(0, items.length - 1);
    const next = (items[index] ?? 0) + Math.sign(rest);
    const fits = next >= 0 && next <= most && ((weights[index] ?? 0) > 0.3 || random.next() < 0.1);
    if (!fits) continue;
    items[index] = next;
    rest -= Math.sign(rest);
  }
  return items;
}
