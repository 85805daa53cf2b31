import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextSlot, randomizationNumber, type TakenSlot } from "./slots.ts";

const allotted = (position: number): TakenSlot => ({ position, fate: "allotted" });
const list = { length: 4 };

describe("the next slot", () => {
  test("is the first that nobody had, in whatever order the taken ones are told", () => {
    expect(nextSlot([], list)).toEqual({ ok: true, value: 0 });
    expect(nextSlot([allotted(1), allotted(0)], list)).toEqual({ ok: true, value: 2 });
  });

  test("comes after a voided one, which is given to nobody else", () => {
    const voided: TakenSlot = {
      position: 1,
      fate: { voided: "Randomized in error before consent was checked" },
    };
    expect(nextSlot([allotted(0), voided], list)).toEqual({ ok: true, value: 2 });
  });

  test.each<[string, readonly TakenSlot[], string]>([
    ["a slot that was skipped", [allotted(0), allotted(2)], "slot 2 was skipped"],
    ["a slot that was taken twice", [allotted(0), allotted(0)], "slot 1 was taken twice"],
    [
      "a slot voided without a reason",
      [{ position: 0, fate: { voided: " " } }],
      "slot 1 was voided without a reason",
    ],
    ["a slot beyond the list", [0, 1, 2, 3, 4].map(allotted), "slot 5 was taken, and the list has 4"],
  ])("is not given after %s", (_, taken, fault) => {
    expect(nextSlot(taken, list)).toMatchObject({
      ok: false,
      error: { code: "allocation-list-broken", message: expect.stringContaining(fault) },
    });
  });

  test("is not made up when the list is used up", () => {
    expect(nextSlot([0, 1, 2, 3].map(allotted), list)).toMatchObject({
      ok: false,
      error: { code: "allocation-list-exhausted", message: expect.stringContaining("all 4 slots") },
    });
  });

  test("taken one after the other, goes through the whole list once", () => {
    fc.assert(
      fc.property(fc.nat(40), (length) => {
        const taken: TakenSlot[] = [];
        for (let next = nextSlot(taken, { length }); next.ok; next = nextSlot(taken, { length }))
          taken.push(allotted(next.value));
        expect(taken.map(({ position }) => position)).toEqual(Array.from({ length }, (_, at) => at));
      }),
    );
  });
});

test("randomization numbers are consecutive, in four digits until more are needed", () => {
  expect([1, 2, 9999, 10_000].map(randomizationNumber)).toEqual(["R-0001", "R-0002", "R-9999", "R-10000"]);
  expect(() => randomizationNumber(0)).toThrow(RangeError);
});
