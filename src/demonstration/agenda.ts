import type { Instant } from "#kernel";
import type { DemonstrationClock } from "./demonstration-clock.ts";

/** Something that goes on through time: it yields the moment at which it wants to go on. */
export type Story = AsyncGenerator<Instant, void, void>;

/** Stories that share a clock: what one of them does next is what comes first of all. */
export type Agenda = {
  /** Plays on, each moment after the one before it, until a given one. What a story would do after it waits. */
  readonly playUntil: (end: Instant) => Promise<void>;
  /** When the next story wants to go on; undefined where all have ended. */
  readonly next: () => Promise<Instant | undefined>;
};

type Waiting = { readonly at: Instant; readonly order: number; readonly story: Story };

export function agendaOf(clock: DemonstrationClock, stories: readonly Story[]): Agenda {
  let begun: Promise<Waiting[]> | undefined;
  const waiting = (): Promise<Waiting[]> => {
    begun ??= begin(stories);
    return begun;
  };
  return {
    next: async () => firstOf(await waiting())?.at,
    playUntil: async (end) => {
      const list = await waiting();
      for (;;) {
        const next = firstOf(list);
        if (!next || next.at > end) break;
        list.splice(list.indexOf(next), 1);
        if (next.at > clock.now()) clock.set(next.at);
        const { done, value } = await next.story.next();
        if (!done) list.push({ ...next, at: value });
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

async function begin(stories: readonly Story[]): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const [order, story] of stories.entries()) {
    const { done, value } = await story.next();
    if (!done) waiting.push({ at: value, order, story });
  }
  return waiting;
}

function firstOf(waiting: readonly Waiting[]): Waiting | undefined {
  let best = waiting[0];
  for (const one of waiting) {
    if (best && (one.at < best.at || (one.at === best.at && one.order < best.order))) best = one;
  }
  return best;
}
