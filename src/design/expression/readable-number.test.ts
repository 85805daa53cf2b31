import { expect, test } from "vitest";
import { agreeing, withUnit } from "./readable-number.ts";

test.each([
  ["1", "h", "1 hour"],
  ["2", "h", "2 hours"],
  ["0", "d", "0 days"],
  ["-1", "d", "-1 day"],
  ["1.5", "wk", "1.5 weeks"],
  ["11", "mo", "11 months"],
  ["1", "a", "1 year"],
  ["1", "min", "1 minute"],
])("%s with the unit %s reads %s", (number, unit, words) => {
  expect(withUnit(number, unit)).toBe(words);
});

test.each([
  ["1", "ms", "1 ms"],
  ["1", "10*9/L", "1 × 10⁹/L"],
  ["1", "%", "1%"],
  ["1", "1", "1"],
  ["1", "{score}", "1"],
])("a unit that is no word stays as it is: %s in %s reads %s", (number, unit, words) => {
  expect(withUnit(number, unit)).toBe(words);
});

test("a span is one of its unit or several", () => {
  expect([agreeing("1", "days"), agreeing("-1", "weeks"), agreeing("21", "days")]).toEqual([
    "day",
    "week",
    "days",
  ]);
});
