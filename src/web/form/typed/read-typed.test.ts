import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FormItem, type ItemType, type ItemValue, parseItemValue } from "#design";
import { addDays, type CalendarDate, instantOf, type ZoneId } from "#kernel";
import { type Around, readTyped, typedText } from "./read-typed.ts";

const around: Around = { today: "2026-11-20", zone: "America/New_York" as ZoneId };

function read(type: ItemType, text: string, more: Partial<Around> = {}): unknown {
  const typed = readTyped({ type }, text, { ...around, ...more });
  if (typed.kind === "unreadable") return typed.why;
  return typed.kind === "empty" ? "" : typed.value;
}

const day = fc
  .integer({ min: -40_000, max: 40_000 })
  .map((days) => addDays("2026-11-20" as CalendarDate, days));
const twoDigits = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, "0"));
const time = fc
  .tuple(twoDigits(23), twoDigits(59), fc.option(twoDigits(59), { nil: undefined }))
  .map((parts) => parts.filter((part) => part !== undefined).join(":"));
const zone = fc.constantFrom(
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "UTC",
  "Pacific/Apia",
);
const seconds = fc.integer({ min: 0, max: 4_000_000_000 });

/** Values of every type that is answered in writing. */
const written: Readonly<Record<string, fc.Arbitrary<ItemValue>>> = {
  integer: fc.maxSafeInteger().map((n) => n + 0),
  decimal: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  text: fc
    .string({ minLength: 1, unit: "grapheme" })
    .filter((text) => text.trim() !== "")
    .map((freeText) => ({ freeText })),
  date: day,
  "partial-date": fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length)),
  time,
  "date-time": seconds.map((at) => instantOf(at * 1_000)),
};

describe("what a field shows is read back as the same value", () => {
  test.each(Object.entries(written))("%s", (type, values) => {
    const item = { type: type as ItemType };
    fc.assert(
      fc.property(values, zone, (value, where) => {
        const around = { today: "2026-11-20", zone: where as ZoneId };
        const text = typedText(item, value, around);
        expect(readTyped(item, text, around)).toEqual({ kind: "value", value });
        expect(parseItemValue(item, value)).toEqual({ ok: true, value });
      }),
      { numRuns: 300 },
    );
  });
});

test("whatever is typed, it is empty, a value of its item's type, or told to be unreadable", () => {
  const types = fc.constantFrom(...(Object.keys(written) as FormItem["type"][]));
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[-+t0-9.,:/ apm|]{0,16}$/));
  fc.assert(
    fc.property(types, text, (type, typed) => {
      const result = readTyped({ type }, typed, around);
      if (result.kind === "value") expect(parseItemValue({ type }, result.value).ok).toBe(true);
      else expect(["empty", "unreadable"]).toContain(result.kind);
    }),
    { numRuns: 3_000 },
  );
});

describe("numbers", () => {
  test.each([
    ["integer", "12", 12],
    ["integer", " −3 ", -3],
    ["integer", "12a", "not-a-whole-number"],
    ["integer", "1.5", "not-a-whole-number"],
    ["integer", "99999999999999999999", "not-a-whole-number"],
    ["decimal", "36,6", 36.6],
    ["decimal", ".5", 0.5],
    ["decimal", "1,234.5", "not-a-number"],
    ["decimal", "1e3", "not-a-number"],
    ["decimal", "", ""],
  ] as const)("%s %j", (type, text, expected) => expect(read(type, text)).toBe(expected));
});

describe("dates", () => {
  test.each([
    ["2026-11-20", "2026-11-20"],
    ["20261120", "2026-11-20"],
    ["20.11.2026", "2026-11-20"],
    ["5.6.2026", "2026-06-05"],
    ["20 Nov 2026", "2026-11-20"],
    ["nov 20, 2026", "2026-11-20"],
    ["2026 november 3", "2026-11-03"],
    ["20/11/2026", "2026-11-20"],
    ["11/20/2026", "2026-11-20"],
    ["t", "2026-11-20"],
    ["t-20", "2026-10-31"],
    ["11/10/2026", "day-or-month-first"],
    ["7/7/2026", "2026-07-07"],
    ["31.11.2026", "not-a-date"],
    ["20 ma 2026", "not-a-date"],
    ["0206-11-20", "not-a-date"],
    ["tomorrow", "not-a-date"],
    ["Nov 2026", "not-a-full-date"],
    ["2026", "not-a-full-date"],
  ])("%j", (text, expected) => expect(read("date", text)).toBe(expected));

  test.each([
    ["Nov 2026", "2026-11"],
    ["2026-11", "2026-11"],
    ["11/2026", "2026-11"],
    ["2026", "2026"],
    ["13/2026", "not-a-date"],
  ])("%j known in part", (text, expected) => expect(read("partial-date", text)).toBe(expected));
});

describe("times of day", () => {
  test.each([
    ["21:30", "21:30"],
    ["2130", "21:30"],
    ["930", "09:30"],
    ["9.30", "09:30"],
    ["9:30 pm", "21:30"],
    ["12 am", "00:00"],
    ["12pm", "12:00"],
    ["7", "07:00"],
    ["21:30:15", "21:30:15"],
    ["24:00", "not-a-time"],
    ["13 pm", "not-a-time"],
    ["9:3", "not-a-time"],
  ])("%j", (text, expected) => expect(read("time", text)).toBe(expected));
});

describe("moments", () => {
  test("are meant in the zone of the site", () => {
    expect(read("date-time", "2026-11-20|9:30|")).toBe("2026-11-20T14:30:00.000Z");
    expect(read("date-time", "2026-07-20|9:30|")).toBe("2026-07-20T13:30:00.000Z");
    expect(read("date-time", "2026-07-20|9:30|", { zone: "Asia/Kolkata" as ZoneId })).toBe(
      "2026-07-20T04:00:00.000Z",
    );
  });

  test("in the hour that is skipped are refused, in the hour that comes twice are asked which", () => {
    expect(read("date-time", "2026-03-08|2:30|")).toBe("hour-skipped");
    expect(read("date-time", "2026-11-01|1:30|")).toBe("hour-twice");
    expect(read("date-time", "2026-11-01|1:30|first")).toBe("2026-11-01T05:30:00.000Z");
    expect(read("date-time", "2026-11-01|1:30|second")).toBe("2026-11-01T06:30:00.000Z");
  });

  test("need both the day and the time", () => {
    expect(read("date-time", "2026-11-20||")).toBe("date-and-time");
    expect(read("date-time", "|9:30|")).toBe("date-and-time");
    expect(read("date-time", "||")).toBe("");
  });
});
