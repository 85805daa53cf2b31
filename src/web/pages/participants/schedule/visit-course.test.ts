import { describe, expect, test } from "vitest";
import { aVisit } from "../testing/a-visit.ts";
import { courseOf, inOrder, shortName } from "./visit-course.ts";

const today = "2026-03-10";
const due = { earliest: "2026-03-01", target: "2026-03-05", latest: "2026-03-09" };

describe("what became of a visit", () => {
  test.each([
    ["open", { ...due, latest: today }],
    ["overdue", due],
    ["open", { ...due, isFirm: false }],
    ["arranged", { ...due, latest: "2026-03-20", status: "scheduled", plannedFor: "2026-03-12T14:00:00Z" }],
    ["overdue", { ...due, status: "scheduled", plannedFor: "2026-03-12T14:00:00Z" }],
    ["canceled", { ...due, latest: "2026-03-20", status: "canceled" }],
    ["missed", { ...due, status: "missed" }],
    ["in-window", { ...due, status: "completed", day: "2026-03-05", verdict: "in-window" }],
    ["early", { ...due, status: "completed", day: "2026-02-27", verdict: "early" }],
    ["late", { ...due, status: "in-progress", day: today, verdict: "late" }],
    ["no-verdict", { status: "completed", day: today, verdict: "unknown" }],
    ["not-held", { ...due, isOver: true }],
    ["not-held", { ...due, status: "scheduled", isOver: true }],
  ] as const)("is %s for %o", (course, facts) => {
    expect(courseOf(aVisit("v", facts), today)).toBe(course);
  });
});

describe("the order of visits", () => {
  const zone = "America/New_York";

  test("is that of the schedule, an extra visit where it fell", () => {
    const visits = [
      aVisit("v1", { day: "2026-03-01" }),
      aVisit("v2", { target: "2026-03-20" }),
      aVisit("v3"),
      aVisit("extra", { instanceId: null, day: "2026-03-10" }),
    ];
    expect(inOrder(visits, zone).map(({ visitId }) => visitId)).toEqual(["v1", "extra", "v2", "v3"]);
  });

  test("puts an extra visit by the day that it is at the site", () => {
    const late = { plannedFor: "2026-03-11T03:00:00Z", instanceId: null };
    const visits = [
      aVisit("v1", { day: "2026-03-10" }),
      aVisit("v2", { day: "2026-03-11" }),
      aVisit("extra", late),
    ];
    expect(inOrder(visits, zone).map(({ visitId }) => visitId)).toEqual(["v1", "extra", "v2"]);
    expect(inOrder(visits, "Europe/Berlin").map(({ visitId }) => visitId)).toEqual(["v1", "v2", "extra"]);
  });
});

test("beside a mark stands the visit's code, or the beginning of its name", () => {
  expect(shortName({ name: "V14 Rating at week 8 (T3)" })).toBe("V14");
  expect(shortName({ name: "Safety call 2.1" })).toBe("Safety call 2.1");
  expect(shortName({ name: "Rating of the whole course" })).toBe("Rating of the who…");
});
