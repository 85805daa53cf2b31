import type { Instant } from "#kernel";
import type { DemonstrationClock } from "./demonstration-clock.ts";

/** Something that goes on through time: it yields the moment at which it wants to go on. */
export type Story = AsyncGenerator<Instant, void, void>;

/** Lets a story begin beside the one that is being told. */
export type Begin = (story: Story) => void;

/** Stories that share a clock: what one of them does next is what comes first of all. */
export type Agenda = {
  /** Plays on, each moment after the one before it, until a given one. What a story would do after it waits. */
  readonly playUntil: (end: Instant) => Promise<void>;
  /** When the next story wants to go on; undefined where all have ended. */
  readonly next: () => Promise<Instant | undefined>;
};

type Waiting = { readonly at: Instant; readonly order: number; readonly story: Story };

/** @param storiesOf the stories of the agenda, some of which may begin others on their way */
export function agendaOf(clock: DemonstrationClock, storiesOf: (begin: Begin) => readonly Story[]): Agenda {
  const waiting: Waiting[] = [];
  let count = 0;
  const toBegin: Story[] = [...storiesOf((story) => toBegin.push(story))];
  const beginAll = async (): Promise<void> => {
    for (let story = toBegin.shift(); story; story = toBegin.shift()) {
      const order = count++;
      const { done, value } = await story.next();
      if (!done) waiting.push({ at: value, order, story });
    }
  };
  return {
    next: async () => {
      await beginAll();
      return firstOf(waiting)?.at;
    },
    playUntil: async (end) => {
      await beginAll();
      for (let next = firstOf(waiting); next && next.at <= end; next = firstOf(waiting)) {
        waiting.splice(waiting.indexOf(next), 1);
        if (next.at > clock.now()) clock.set(next.at);
        const { done, value } = await next.story.next();
        if (!done) waiting.push({ ...next, at: value });
        await beginAll();
      }
      if (end > clock.now()) clock.set(end);
    },
  };
}

/**
 * Plays several agendas side by side, each with a clock of its own, and one for which all the others stop: what happens on it
 * finds every other at the same moment.
 */
export async function playTogether(
  end: Instant,
  agendas: readonly Agenda[],
  common: Agenda,
  isWanted: () => boolean,
): Promise<void> {
  while (isWanted()) {
    const next = await common.next();
    const moment = next === undefined || next > end ? end : next;
    await Promise.all(agendas.map(({ playUntil }) => playUntil(moment)));
    await common.playUntil(moment);
    if (moment === end) return;
  }
}

function firstOf(waiting: readonly Waiting[]): Waiting | undefined {
  let best = waiting[0];
  for (const one of waiting) {
    if (best && (one.at < best.at || (one.at === best.at && one.order < best.order))) best = one;
  }
  return best;
}
