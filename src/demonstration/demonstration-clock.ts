import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { Clock } from "#usecases";

/** A clock that can be put back to tell a story, and that goes right again once it is told. */
export type DemonstrationClock = Clock & {
  readonly set: (instant: Instant) => void;
  /** From now on it shows the time of the clock behind it. */
  readonly goRight: () => void;
};

export function demonstrationClock(behind: Clock): DemonstrationClock {
  let told: Instant | undefined;
  return {
    now: () => told ?? behind.now(),
    set: (instant) => {
      told = instant;
    },
    goRight: () => {
      told = undefined;
    },
  };
}

export function minutesAfter(instant: Instant, minutes: number): Instant {
  return instantOf(millisecondsOf(instant) + minutes * 60_000);
}
