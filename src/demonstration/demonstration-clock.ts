import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { Clock } from "#usecases";

/** A clock that shows whatever moment the story has come to. */
export type DemonstrationClock = Clock & { readonly set: (instant: Instant) => void };

export function demonstrationClock(start: Instant): DemonstrationClock {
  let now = start;
  return {
    now: () => now,
    set: (instant) => {
      now = instant;
    },
  };
}

export function minutesAfter(instant: Instant, minutes: number): Instant {
  return instantOf(millisecondsOf(instant) + minutes * 60_000);
}
