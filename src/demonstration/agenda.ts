import type { Instant } from "#kernel";
import type { DemonstrationClock } from "./demonstration-clock.ts";

/** Something that goes on through time: it yields the moment at which it wants to go on. */
export type Story = AsyncGenerator<Instant, void, void>;

type Waiting = { readonly at: Instant; readonly order: number; readonly story: Story };

/**
 * Plays many stories at once, each moment after the one before it, until a given moment. What a story would do after
 * it stays undone.
 */
export async function playUntil(
  end: Instant,
  clock: DemonstrationClock,
  stories: readonly Story[],
): Promise<void> {
  const waiting: Waiting[] = [];
  for (const [order, story] of stories.entries()) {
    const { done, value } = await story.next();
    if (!done) waiting.push({ at: value, order, story });
  }
  let now = "" as Instant;
  for (;;) {
    const next = takeFirst(waiting);
    if (!next || next.at > end) return;
    if (next.at > now) now = next.at;
    clock.set(now);
    const { done, value } = await next.story.next();
    if (!done) waiting.push({ ...next, at: value });
  }
}

function takeFirst(waiting: Waiting[]): Waiting | undefined {
  let first = 0;
  for (const [index, one] of waiting.entries()) {
    const best = waiting[first] as Waiting;
    if (one.at < best.at || (one.at === best.at && one.order < best.order)) first = index;
  }
  return waiting.splice(first, 1)[0];
}
