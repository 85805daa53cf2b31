import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, instantOf, millisecondsOf } from "#kernel";
import { correctedMoment, orderOf } from "./corrected-moment.ts";

const at = (time: string) => `2026-11-20T${time}.000Z` as Instant;
const source = { kind: "offline" } as const;

test("a moment is put right by what its device had measured, with half of the way as its uncertainty", () => {
  const told = {
    occurredAt: at("10:05:00"),
    recordedAt: at("12:00:00"),
    deviceClock: { measured: { aheadBy: 300_000, uncertainty: 40 } },
    source,
  };
  expect(correctedMoment(told)).toEqual({ at: at("10:00:00"), uncertainty: 40 });
});

test("where the server has put a claim right, the claim is what is corrected", () => {
  const told = {
    occurredAt: at("12:00:00"),
    recordedAt: at("12:00:00"),
    deviceClock: { claimed: at("12:30:00"), measured: { aheadBy: 1_860_000, uncertainty: 10 } },
    source,
  };
  expect(correctedMoment(told)).toEqual({ at: at("11:59:00"), uncertainty: 10 });
});

test("a device that measured nothing may be a minute off, and the server's own stamp is certain", () => {
  const claimed = { occurredAt: at("10:00:00"), recordedAt: at("10:00:30"), source };
  expect(correctedMoment(claimed)).toEqual({ at: at("10:00:00"), uncertainty: 60_000 });
  const stamped = { occurredAt: at("10:00:00"), recordedAt: at("10:00:00"), source };
  expect(correctedMoment(stamped)).toEqual({ at: at("10:00:00"), uncertainty: 0 });
});

test("two devices whose clocks disagree are put in the true order, or in none", () => {
  const measuredOffset = fc.record({
    aheadBy: fc.integer({ min: -7_200_000, max: 7_200_000 }),
    uncertainty: fc.nat(2_000),
  });
  const truth = millisecondsOf(at("10:00:00"));
  fc.assert(
    fc.property(
      measuredOffset,
      measuredOffset,
      fc.nat(60_000),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (one, other, later, errorOfOne, errorOfOther) => {
        // Each clock is off by what was measured and by an error within its uncertainty.
        const claim = (happened: number, { aheadBy, uncertainty }: typeof one, error: number) => ({
          occurredAt: instantOf(happened + aheadBy + Math.trunc(error * uncertainty)),
          recordedAt: at("23:00:00"),
          deviceClock: { measured: { aheadBy, uncertainty } },
          source,
        });
        const first = correctedMoment(claim(truth, one, errorOfOne));
        const second = correctedMoment(claim(truth + later, other, errorOfOther));
        expect(orderOf(first, second)).not.toBe("after");
        if (later > 2 * (one.uncertainty + other.uncertainty) + 2)
          expect(orderOf(first, second)).toBe("before");
      },
    ),
  );
});
