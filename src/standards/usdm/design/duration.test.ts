import { expect, test } from "vitest";
import { readDuration } from "./duration.ts";

test("a duration in whole numbers stays as it is written", () => {
  for (const text of ["P2W", "P1D", "PT0M", "PT4H", "P1Y2M3W4DT5H6M7S", "P0D", "PT120M"]) {
    expect(readDuration(text)).toEqual({ isNegative: false, text });
  }
});

test("a sign is told apart, and white space around it is passed over", () => {
  expect(readDuration(" -P3D ")).toEqual({ isNegative: true, text: "P3D" });
});

test("a fraction becomes whole numbers of smaller units where it can", () => {
  expect(readDuration("P0.5D")?.text).toBe("PT12H");
  expect(readDuration("P1.5W")?.text).toBe("P1W3DT12H");
  expect(readDuration("P0,1D")?.text).toBe("PT2H24M");
  expect(readDuration("P0.5Y")?.text).toBe("P6M");
  expect(readDuration("P0.0D")?.text).toBe("PT0S");
});

test("what is no duration, or has no whole numbers, is none", () => {
  for (const text of ["", "P", "PT", "2 weeks", "P0.5M", "PT0.5S", "P-3D", "p2w", "P1DT", "P2D3W", "+P1D"]) {
    expect(readDuration(text)).toBeUndefined();
  }
});
