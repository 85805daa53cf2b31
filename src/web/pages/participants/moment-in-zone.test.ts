import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf } from "#kernel";
import { fromLocalInput, isStillToCome, toLocalInput } from "./moment-in-zone.ts";

test("a time is read in the site's zone, whatever the zone of the browser", () => {
  expect(fromLocalInput("2026-11-20T09:30", "America/New_York")).toBe("2026-11-20T14:30:00.000Z");
  expect(fromLocalInput("2026-07-20T09:30", "Europe/Berlin")).toBe("2026-07-20T07:30:00.000Z");
});

test("an hour that summer time skips becomes the one after it", () => {
  const skipped = fromLocalInput("2026-03-08T02:30", "America/New_York");
  expect(skipped && toLocalInput(skipped, "America/New_York")).toBe("2026-03-08T03:30");
});

test("of an hour that comes twice, the first is meant", () => {
  expect(fromLocalInput("2026-11-01T01:30", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
});

test("a time is still to come where it lies ahead in the site's zone, whatever the zone of the browser", () => {
  const now = Date.parse("2026-11-20T14:30:00.000Z");
  expect(isStillToCome("2026-11-20T09:30", "America/New_York", now)).toBe(false);
  expect(isStillToCome("2026-11-20T09:32", "America/New_York", now)).toBe(true);
  expect(isStillToCome("2026-11-20T15:31", "Europe/Berlin", now)).toBe(false);
  expect(isStillToCome("", "UTC", now)).toBe(false);
});

test("what is not a time yet is no moment", () => {
  expect(fromLocalInput("", "UTC")).toBeUndefined();
  expect(fromLocalInput("2026-11", "UTC")).toBeUndefined();
});

test("shown and read again, a minute stays what it was, unless it comes twice", () => {
  const zone = fc.constantFrom("UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Chatham");
  fc.assert(
    fc.property(zone, fc.integer({ min: 27_000_000, max: 30_000_000 }), (in_, minutes) => {
      const shown = toLocalInput(instantOf(minutes * 60_000), in_);
      const read = fromLocalInput(shown, in_);
      expect(read && toLocalInput(read, in_)).toBe(shown);
    }),
  );
});
