import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  type CalendarDate,
  daysBetween,
  parseCalendarDate,
  yearsBetween,
} from "./calendar.ts";

const day = (text: string): CalendarDate => text as CalendarDate;
const anyDay = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9000-12-31"), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)));

test("a day that is not in the calendar is refused", () => {
  for (const text of ["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "", "2026-11-20T00:00"])
    expect(parseCalendarDate(text).ok).toBe(false);
  expect(parseCalendarDate("2028-02-29").ok).toBe(true);
});

test("adding days and counting them back agree", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
      const to = addDays(from, days);
      fc.pre(to >= "0001-01-01" && to <= "9999-12-31");
      expect(daysBetween(from, to)).toBe(days);
    }),
  );
});

test("a month after the 31st is the last day of a shorter month", () => {
  expect(addMonths(day("2026-01-31"), 1)).toBe("2026-02-28");
  expect(addMonths(day("2028-01-31"), 1)).toBe("2028-02-29");
  expect(addMonths(day("2026-03-31"), -1)).toBe("2026-02-28");
  expect(addMonths(day("2026-11-20"), 14)).toBe("2028-01-20");
});

test("years before 100 are not taken for the twentieth century", () => {
  expect(addMonths(day("0050-01-15"), 1)).toBe("0050-02-15");
});

test("an age turns on the birthday, and of the 29th of February on the 1st of March", () => {
  expect(yearsBetween(day("1990-11-20"), day("2026-11-19"))).toBe(35);
  expect(yearsBetween(day("1990-11-20"), day("2026-11-20"))).toBe(36);
  expect(yearsBetween(day("2000-02-29"), day("2026-02-28"))).toBe(25);
  expect(yearsBetween(day("2000-02-29"), day("2026-03-01"))).toBe(26);
});
