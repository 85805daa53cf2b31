import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ItemType, itemType, nullFlavors } from "../model/form.ts";
import { parseItemValue } from "./item-value.ts";

function read(type: ItemType, raw: unknown): unknown {
  const parsed = parseItemValue({ type }, raw);
  return parsed.ok ? parsed.value : parsed.error;
}

describe("a raw value is read by the type of its item", () => {
  test.each<[ItemType, unknown]>([
    ["integer", 7],
    ["decimal", 36.6],
    ["boolean", false],
    ["text", { freeText: "felt well" }],
    ["code", "female"],
    ["codes", ["pain", "nausea"]],
    ["date", "2026-11-20"],
    ["partial-date", "2026-11"],
    ["partial-date", "2026"],
    ["time", "21:30"],
    ["time", "21:30:59"],
    ["integer", { nullFlavor: "not-done" }],
  ])("%s %j", (type, raw) => {
    expect(read(type, raw)).toEqual(raw);
  });

  test("a moment is kept in UTC", () => {
    expect(read("date-time", "2026-11-20T10:30:00+01:00")).toBe("2026-11-20T09:30:00.000Z");
  });
});

describe("what does not fit is refused with what was expected", () => {
  test.each<[ItemType, unknown, string]>([
    ["integer", 3.5, "expected a whole number, got 3.5"],
    ["integer", "3", 'expected a whole number, got "3"'],
    ["decimal", Number.NaN, "expected a number, got NaN"],
    ["boolean", "yes", 'expected true or false, got "yes"'],
    ["text", "felt well", 'expected text, as { freeText }, got "felt well"'],
    ["code", "", 'expected a code, got ""'],
    ["codes", ["pain", "pain"], "expected each code once"],
    ["codes", [1], "expected a list of codes, got a list"],
    ["date", "2026-11", 'expected a date to the day (2026-11-20), got "2026-11"'],
    [
      "date",
      "2026-02-30",
      'expected a date, a month or a year (2026-11-20, 2026-11, 2026), got "2026-02-30"',
    ],
    ["date", "0206-11-20", 'expected a year of four digits, got "0206-11-20"'],
    ["time", "24:00", 'expected a time (21:30), got "24:00"'],
    ["date-time", "2026-11-20T10:30", expect.stringContaining("with its offset")],
    ["integer", { nullFlavor: "lost" }, expect.stringContaining('got "lost"')],
    ["computed", 1, "expected nothing: this item is computed and never entered"],
    ["integer", null, "expected a whole number, got null"],
    ["integer", undefined, "expected a whole number, got undefined"],
  ])("%s %j", (type, raw, error) => {
    expect(read(type, raw)).toEqual(error);
  });

  test("nothing that comes makes it throw, and what it accepts it accepts again", () => {
    fc.assert(
      fc.property(fc.constantFrom(...itemType.options), fc.anything(), (type, raw) => {
        const parsed = parseItemValue({ type }, raw);
        if (parsed.ok) expect(parseItemValue({ type }, parsed.value)).toEqual(parsed);
        else expect(parsed.error).toMatch(/^expected /);
      }),
      { numRuns: 1_000 },
    );
  });

  test("every reason for leaving an item out is accepted for any entered type", () => {
    for (const nullFlavor of nullFlavors) expect(read("date", { nullFlavor })).toEqual({ nullFlavor });
  });
});
