import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClockState, clockText, startedClock, stoppedClock } from "./interview-clock.ts";

const still: ClockState = { ranMilliseconds: 0, since: null };

describe("the clock of an interview", () => {
  test("counts only while it runs", () => {
    const paused = stoppedClock(startedClock(still, 1_000), 61_000);
    expect(clockText(paused, 999_999)).toBe("1:00");
    expect(clockText(startedClock(paused, 100_000), 105_000)).toBe("1:05");
    expect(clockText({ ranMilliseconds: 3_723_000, since: null }, 0)).toBe("1:02:03");
  });

  test("set going twice, or stopped twice, is as once", () => {
    const running = startedClock(still, 5);
    expect(startedClock(running, 9_000)).toEqual(running);
    const stopped = stoppedClock(running, 9_000);
    expect(stoppedClock(stopped, 99_000)).toEqual(stopped);
  });

  test("never runs backwards, whatever the device's time does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 20 }), (times) => {
        let clock = still;
        let last = 0;
        for (const [index, time] of times.entries()) {
          clock = index % 2 === 0 ? startedClock(clock, time) : stoppedClock(clock, time);
          expect(clock.ranMilliseconds).toBeGreaterThanOrEqual(last);
          last = clock.ranMilliseconds;
        }
      }),
    );
  });
});
