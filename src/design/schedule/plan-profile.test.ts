import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Instant, instantOf, millisecondsOf } from "#kernel";
import { compiledExample } from "../testing/example-study.ts";
import type { Visit } from "./happenings.ts";
import { planProfile } from "./plan-schedule.ts";

const design = compiledExample();

describe("a profile within a session", () => {
  const dose = "2026-10-25T00:30:00.000Z" as Instant;
  const at = (given: Instant, visits: readonly Visit<Instant>[] = []) =>
    planProfile(design, "session", {
      events: {},
      decisions: [],
      visits: [{ instanceId: "dose-given", status: "done", start: given }, ...visits],
    }).points;

  test("counts minutes from the dose, over a change of the clock too", () => {
    expect(at(dose).map(({ plan }) => (plan.kind === "planned" ? plan.target : plan.because))).toEqual([
      "sets-the-clock",
      "2026-10-25T01:30:00.000Z",
      "2026-10-25T02:15:00.000Z",
    ]);
  });

  test("judges a moment to the minute", () => {
    const late = "2026-10-25T02:31:00.000Z" as Instant;
    const points = at(dose, [{ instanceId: "supplement", status: "done", start: late }]);
    expect(points[2]?.verdict).toEqual({ verdict: "late", off: 1, fromTarget: 16 });
  });

  test("moves with the dose by any number of minutes", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (minutes) => {
        const moved = instantOf(millisecondsOf(dose) + minutes * 60_000);
        const [, before] = at(dose);
        const [, after] = at(moved);
        if (before?.plan.kind !== "planned" || after?.plan.kind !== "planned") throw new Error("not planned");
        expect(millisecondsOf(after.plan.target) - millisecondsOf(before.plan.target)).toBe(minutes * 60_000);
      }),
    );
  });

  test("before the dose nothing has a time", () => {
    const { points } = planProfile(design, "session", { events: {}, decisions: [], visits: [] });
    expect(points[1]?.plan).toMatchObject({ kind: "not-plannable", because: "anchor-not-happened" });
  });
});
