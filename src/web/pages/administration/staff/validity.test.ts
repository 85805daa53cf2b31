import { expect, test } from "vitest";
import { validityOf } from "./validity.ts";

test("a qualification is valid through its last day and expired on the next", () => {
  expect(validityOf({ validUntil: "2026-11-20" }, "2026-11-20")).toEqual({ standing: "expiring", days: 0 });
  expect(validityOf({ validUntil: "2026-11-20" }, "2026-11-21")).toEqual({
    standing: "expired",
    on: "2026-11-20",
  });
});

test("it is said to expire for sixty days before it does", () => {
  expect(validityOf({ validUntil: "2027-01-19" }, "2026-11-20")).toEqual({ standing: "expiring", days: 60 });
  expect(validityOf({ validUntil: "2027-01-20" }, "2026-11-20")).toEqual({ standing: "valid" });
});

test("what has no last day does not expire", () => {
  expect(validityOf({}, "2026-11-20")).toEqual({ standing: "valid" });
});
