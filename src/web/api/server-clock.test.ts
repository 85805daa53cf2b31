import { expect, test } from "vitest";
import { compareClocks, presentMoment } from "./server-clock.ts";

const noon = Date.parse("2026-11-20T12:00:00.000Z");
const served = "Fri, 20 Nov 2026 12:00:00 GMT";

test("a clock that agrees with the server's is taken at its word", () => {
  compareClocks(served, noon + 20_000);
  expect(presentMoment(noon + 30_000)).toBe("2026-11-20T12:00:30.000Z");
});

test("a clock that is off is put right by the server's", () => {
  compareClocks(served, noon + 3_600_000);
  expect(presentMoment(noon + 3_605_000)).toBe("2026-11-20T12:00:05.000Z");
  compareClocks(served, noon - 600_000);
  expect(presentMoment(noon - 595_000)).toBe("2026-11-20T12:00:05.000Z");
});

test("an answer without a date says nothing of the clocks", () => {
  compareClocks(served, noon);
  compareClocks(null, noon + 9_000_000);
  compareClocks("soon", noon + 9_000_000);
  expect(presentMoment(noon)).toBe("2026-11-20T12:00:00.000Z");
});
