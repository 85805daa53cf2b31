import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, instantOf, millisecondsOf } from "#kernel";
import { toldTime } from "./told-time.ts";

const now = "2026-11-20T12:00:00.000Z" as Instant;
const at = (time: string): Instant => `2026-11-20T${time}:00.000Z` as Instant;

test("what a right clock claims stands, and nothing is said of the clock", () => {
  expect(toldTime({ occurredAt: at("09:30"), sentAt: now }, now)).toEqual({ occurredAt: at("09:30") });
  expect(toldTime({ occurredAt: at("09:30") }, now)).toEqual({ occurredAt: at("09:30") });
  expect(toldTime({ sentAt: now }, now)).toEqual({});
});

test("a clock that is seconds fast tells of nothing still to come, and is not worth a word", () => {
  const sentAt = "2026-11-20T12:00:40.000Z" as Instant;
  expect(toldTime({ occurredAt: sentAt, sentAt }, now)).toEqual({ occurredAt: now });
});

test("a claim that the moment of receipt replaces is kept where its device has measured its clock: only so it can be put right", () => {
  const claim = "2026-11-20T12:00:40.000Z" as Instant;
  const clock = { aheadBy: 55_000, uncertainty: 20 };
  expect(toldTime({ occurredAt: claim, sentAt: claim, clock }, now)).toEqual({
    occurredAt: now,
    deviceClock: { claimed: claim, measured: clock },
  });
  expect(toldTime({ occurredAt: now, clock }, now).deviceClock).toEqual({ claimed: now, measured: clock });
  const earlier = at("11:59");
  expect(toldTime({ occurredAt: earlier, clock }, now).deviceClock).toEqual({ measured: clock });
});

test("what a fast clock claims of the future is put right by what the clock is off, and both are kept", () => {
  // Three hours fast; the dose was at 10:00 and reached the server two hours later.
  expect(toldTime({ occurredAt: at("13:00"), sentAt: at("15:00") }, now)).toEqual({
    occurredAt: at("10:00"),
    deviceClock: { claimed: at("13:00"), aheadBy: 10_800_000 },
  });
});

test("what a clock that is off claims of the past stands, with what the clock is off", () => {
  expect(toldTime({ occurredAt: at("11:00"), sentAt: at("15:00") }, now)).toEqual({
    occurredAt: at("11:00"),
    deviceClock: { aheadBy: 10_800_000 },
  });
  expect(toldTime({ occurredAt: at("08:00"), sentAt: at("09:00") }, now)).toEqual({
    occurredAt: at("08:00"),
    deviceClock: { aheadBy: -10_800_000 },
  });
});

test("what no clock explains is taken as of now, and said to be still to come", () => {
  // The clock was put right between the keystroke and the sending, or somebody named tomorrow.
  const tomorrow = "2026-11-21T12:00:00.000Z" as Instant;
  const told = { occurredAt: now, deviceClock: { claimed: tomorrow }, stillToCome: tomorrow };
  expect(toldTime({ occurredAt: tomorrow, sentAt: now }, now)).toEqual(told);
  expect(toldTime({ occurredAt: tomorrow }, now)).toEqual(told);
  // A clock that is slow explains it less.
  expect(toldTime({ occurredAt: tomorrow, sentAt: at("09:00") }, now)).toMatchObject({
    occurredAt: now,
    stillToCome: tomorrow,
  });
});

test("a clock that makes no sense at all explains nothing", () => {
  const claimed = "2027-01-01T00:00:00.000Z" as Instant;
  const told = toldTime({ occurredAt: claimed, sentAt: "9999-01-01T00:00:00.000Z" as Instant }, now);
  expect(told).toMatchObject({ occurredAt: now, deviceClock: { claimed }, stillToCome: claimed });
});

test("whatever a device says, nothing is recorded as later than the server's clock, and no claim is changed without being kept", () => {
  const instant = fc
    .integer({ min: 0, max: 4_000_000_000_000 })
    .map((milliseconds) => instantOf(milliseconds));
  fc.assert(
    fc.property(instant, instant, fc.option(instant, { nil: undefined }), (claimed, taken, sentAt) => {
      const told = toldTime({ occurredAt: claimed, ...(sentAt ? { sentAt } : {}) }, taken);
      expect(millisecondsOf(told.occurredAt as Instant)).toBeLessThanOrEqual(millisecondsOf(taken));
      if (millisecondsOf(claimed) - millisecondsOf(taken) > 60_000)
        expect(told.deviceClock?.claimed).toBe(claimed);
      else if (claimed <= taken) expect(told.occurredAt).toBe(claimed);
    }),
  );
});
