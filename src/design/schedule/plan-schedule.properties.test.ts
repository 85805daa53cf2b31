import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate } from "#kernel";
import { history, pointOf, timeline } from "../testing/planned.ts";
import { planSchedule } from "./plan-schedule.ts";

describe("properties", () => {
  const days = fc.integer({ min: -3000, max: 3000 });
  const date = days.map((offset) => addDays("2026-06-15" as CalendarDate, offset));

  test("when the anchor moves by some days, the whole plan moves with it", () => {
    fc.assert(
      fc.property(date, days, (enrollment, shift) => {
        const plan = (on: CalendarDate) => pointOf({ events: { enrollment: on } }, "at-baseline").plan;
        const [before, after] = [plan(enrollment), plan(addDays(enrollment, shift))];
        if (before.kind !== "planned" || after.kind !== "planned") throw new Error("not planned");
        for (const end of ["earliest", "target", "latest"] as const) {
          expect(after[end]).toBe(addDays(before[end] as CalendarDate, shift));
        }
      }),
    );
  });

  test("a later visit is never judged earlier", () => {
    const rank = { early: 0, "in-window": 1, late: 2, unknown: -1 };
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 400 }), (first, later) => {
        const verdictAt = (start: string) =>
          pointOf(
            {
              events: { enrollment: "2026-06-15" },
              visits: [{ encounterId: "dosing-1", status: "done", start }],
            },
            "at-dosing-1",
          ).verdict;
        const [a, b] = [verdictAt(first), verdictAt(addDays(first, later))];
        expect(rank[a.verdict]).toBeLessThanOrEqual(rank[b.verdict]);
        if ("off" in a && "off" in b) expect(a.off).toBeLessThanOrEqual(b.off);
      }),
    );
  });

  test("whatever the anchors and paths, planning ends", () => {
    const ids = ["a", "b", "c", "d", "e"];
    const id = fc.constantFrom(...ids);
    const instance = fc.record({
      next: fc.option(id),
      anchor: id,
      decision: fc.boolean(),
      other: id,
      type: fc.constantFrom("after", "before"),
    });
    fc.assert(
      fc.property(
        fc.array(instance, { minLength: 5, maxLength: 5 }),
        fc.array(fc.record({ instanceId: id, status: fc.constant("done"), start: date })),
        fc.array(fc.record({ instanceId: id, next: id, at: date }), { maxLength: 8 }),
        (instances, visits, decisions) => {
          const from = timeline(
            instances.map(({ next, anchor, decision, other, type }, index) => ({
              id: ids[index],
              type: decision ? "decision" : "activity",
              ...(decision ? { conditions: [{ condition: "x", next: other }] } : {}),
              ...(next ? { next } : {}),
              timing: {
                id: `t${index}`,
                type,
                relativeTo: { instanceId: anchor },
                value: "P1D",
                notBefore: [{ instanceId: other, value: "P1D" }],
              },
            })),
          );
          const { points } = planSchedule(from, history({ visits, decisions }));
          expect(points.length).toBeGreaterThan(0);
          expect(points.length).toBeLessThan(200);
        },
      ),
    );
  });
});
