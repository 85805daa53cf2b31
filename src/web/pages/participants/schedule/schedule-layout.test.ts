import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate } from "#kernel";
import type { Visit } from "../participant-context.tsx";
import { aVisit } from "../testing/a-visit.ts";
import { epochNameAt, layOutSchedule, type Mark } from "./schedule-layout.ts";

const today = "2026-03-10" as CalendarDate;
const lay = (visits: readonly Visit[], pixelsPerDay = 4) =>
  layOutSchedule({ visits, today, zone: "America/New_York", pixelsPerDay, leastWidth: 100 });
const onlyMark = (visit: Visit): Mark => {
  const [mark] = lay([visit]).marks;
  if (!mark) throw new Error("The picture has no mark.");
  return mark;
};

describe("in the picture of the schedule", () => {
  test("a window reaches from the start of its first day to the end of its last", () => {
    const mark = onlyMark(
      aVisit("v", { earliest: "2026-03-12", target: "2026-03-13", latest: "2026-03-14" }),
    );
    expect(mark.window?.width).toBe(3 * 4);
    expect(mark.target).toBe((mark.window?.x ?? 0) + 1.5 * 4);
  });

  test("what was planned and what happened are marks of their own, each on its day at the site", () => {
    const mark = onlyMark(
      aVisit("v", { target: "2026-03-05", plannedFor: "2026-03-07T02:00:00Z", day: "2026-03-08" }),
    );
    const target = mark.target ?? 0;
    expect(mark.arranged).toBe(target + 4);
    expect(mark.actual).toBe(target + 3 * 4);
  });

  test("a visit without a day is left out", () => {
    expect(lay([aVisit("v1"), aVisit("v2", { target: "2026-03-20" })]).marks).toHaveLength(1);
  });

  test("an epoch begins with its first visit and ends where the next begins; the last goes to the end", () => {
    const { epochs, width } = lay([
      aVisit("v1", { epoch: "Screening", day: "2026-02-01" }),
      aVisit("v2", { epoch: "Treatment", target: "2026-03-01" }),
      aVisit("v3", { epoch: "Treatment", target: "2026-03-15" }),
    ]);
    expect(epochs.map(({ name }) => name)).toEqual(["Screening", "Treatment"]);
    expect(epochs[0]?.x).toBe(0);
    expect((epochs[0]?.x ?? 0) + (epochs[0]?.width ?? 0)).toBe(epochs[1]?.x);
    expect((epochs[1]?.x ?? 0) + (epochs[1]?.width ?? 0)).toBe(width);
  });

  test("an epoch's name stands at its beginning, goes along while it is in sight, and never leaves it", () => {
    const band = { name: "Treatment", x: 100, width: 400 };
    expect(epochNameAt(band, 0)).toBe(108);
    expect(epochNameAt(band, 250)).toBe(258);
    expect(epochNameAt(band, 2000)).toBeLessThan(500);
    expect(epochNameAt({ ...band, width: 20 }, 0)).toBeUndefined();
  });

  test("the months are named where they begin, through the turn of the year", () => {
    const { months } = lay([aVisit("v1", { day: "2025-11-20" })]);
    expect(months.map(({ month }) => month)).toEqual(["2025-12", "2026-01", "2026-02", "2026-03"]);
  });
});

const aDay = fc.integer({ min: -300, max: 300 }).map((days) => addDays(today, days) as string);
const someVisits = fc
  .array(fc.record({ target: aDay, before: fc.nat(20), after: fc.nat(20), day: fc.option(aDay) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((drawn) =>
    drawn.map(({ target, before, after, day }, index) =>
      aVisit(`v${index}`, {
        target,
        earliest: addDays(target as CalendarDate, -before),
        latest: addDays(target as CalendarDate, after),
        day,
      }),
    ),
  );

test("whatever the visits, none lies over another, all lie in the picture, and today too", () => {
  fc.assert(
    fc.property(someVisits, fc.constantFrom(1, 4, 12), (visits, pixelsPerDay) => {
      const { marks, width, lanes, today: now } = lay(visits, pixelsPerDay);
      expect(marks).toHaveLength(visits.length);
      expect(now).toBeGreaterThan(0);
      expect(now).toBeLessThan(width);
      for (const { left, right, lane } of marks) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
        expect(lane).toBeLessThan(lanes);
      }
      for (let lane = 0; lane < lanes; lane++) {
        const inLane = marks.filter((mark) => mark.lane === lane).sort((a, b) => a.left - b.left);
        inLane.slice(1).forEach((mark, index) => {
          expect(mark.left).toBeGreaterThanOrEqual(inLane[index]?.right ?? 0);
        });
      }
    }),
  );
});
