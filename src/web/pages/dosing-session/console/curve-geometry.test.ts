import fc from "fast-check";
import { expect, test } from "vitest";
import { hoursIn } from "./curve-geometry.ts";

test("the axis of a session is marked at every whole hour, from before the dose to the end", () => {
  expect(hoursIn({ from: -90, to: 480 })).toEqual([-60, 0, 60, 120, 180, 240, 300, 360, 420, 480]);
});

test("however long a session was left open, the dose is marked, and marks are few enough to be read", () => {
  const span = fc.record({
    from: fc.integer({ min: -180, max: -30 }),
    to: fc.integer({ min: 120, max: 500_000 }),
  });
  fc.assert(
    fc.property(span, ({ from, to }) => {
      const marks = hoursIn({ from, to });
      expect(marks.some((mark) => mark === 0)).toBe(true);
      expect(marks.length).toBeLessThanOrEqual(14);
      for (const mark of marks) expect(Number.isInteger(mark / 60)).toBe(true);
    }),
  );
});
