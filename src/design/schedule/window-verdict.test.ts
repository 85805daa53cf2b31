import { expect, test } from "vitest";
import type { CalendarDate, Instant } from "#kernel";
import { calendarScale, clockScale } from "./time-scale.ts";
import { verdictOn } from "./window-verdict.ts";

const day = (text: string): CalendarDate => text as CalendarDate;
const planned = { target: day("2026-03-10"), earliest: day("2026-03-08"), latest: day("2026-03-12") };

test("a day within the window is in it, however far from the target", () => {
  expect(verdictOn(calendarScale, planned, day("2026-03-12"))).toEqual({
    verdict: "in-window",
    off: 0,
    fromTarget: 2,
  });
});

test("a day outside is early or late by so many days, over the end of a month too", () => {
  expect(verdictOn(calendarScale, planned, day("2026-02-28"))).toEqual({
    verdict: "early",
    off: -8,
    fromTarget: -10,
  });
  expect(verdictOn(calendarScale, planned, day("2026-04-01"))).toEqual({
    verdict: "late",
    off: 20,
    fromTarget: 22,
  });
});

test("a window that is open on one side has one limit", () => {
  const { earliest, ...open } = planned;
  expect(verdictOn(calendarScale, open, day("2020-01-01")).verdict).toBe("in-window");
  expect(verdictOn(calendarScale, { target: planned.target, earliest }, day("2030-01-01")).verdict).toBe(
    "in-window",
  );
});

test("without a window, a plan or a visit there is no verdict, and it says which", () => {
  const target = planned.target;
  expect(verdictOn(calendarScale, { target }, day("2026-03-11"))).toEqual({
    verdict: "unknown",
    because: "no-window",
    fromTarget: 1,
  });
  expect(verdictOn(calendarScale, undefined, day("2026-03-11"))).toEqual({
    verdict: "unknown",
    because: "not-planned",
  });
  expect(verdictOn(calendarScale, planned, undefined)).toEqual({
    verdict: "unknown",
    because: "not-happened",
  });
});

test("within a session the verdict is in minutes", () => {
  const at = (time: string): Instant => `2026-03-29T${time}:00.000Z` as Instant;
  const supplement = { target: at("01:30"), earliest: at("01:15"), latest: at("01:45") };
  expect(verdictOn(clockScale, supplement, at("02:00"))).toEqual({
    verdict: "late",
    off: 15,
    fromTarget: 30,
  });
});
