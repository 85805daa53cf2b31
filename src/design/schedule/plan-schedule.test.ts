import { describe, expect, test } from "vitest";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import { compiledExample } from "../testing/example-study.ts";
import { history, type Input, planOf, pointOf, timeline, visit } from "../testing/planned.ts";
import { planSchedule } from "./plan-schedule.ts";

const design = compiledExample();

describe("a plan counts from what happened", () => {
  test("before enrollment a visit anchored on it cannot be planned", () => {
    expect(planOf({}, "at-dosing-1")).toBe("anchor-not-happened: Waits for enrollment.");
    expect(planOf({}, "at-baseline")).toBe("anchor-not-happened: Waits for enrollment.");
  });

  test("weeks after the anchor, with the window around", () => {
    expect(planOf({ events: { enrollment: "2026-03-02" } }, "at-dosing-1")).toBe(
      "2026-03-30 … 2026-04-13 … 2026-05-18",
    );
  });

  test("a visit before one that has not happened is projected from its planned day", () => {
    expect(planOf({ events: { enrollment: "2026-03-02" } }, "at-baseline")).toBe(
      "2026-04-06 … 2026-04-10 … 2026-04-12 (projected)",
    );
  });

  test("once the anchor has happened its actual day counts, whatever was planned", () => {
    const visits = [{ instanceId: "at-dosing-1", status: "done", start: "2026-04-20", end: "2026-04-21" }];
    const input = { events: { enrollment: "2026-03-02" }, visits };
    expect(planOf(input, "at-baseline")).toBe("2026-04-13 … 2026-04-17 … 2026-04-19");
    expect(planOf(input, "at-dosing-2")).toBe("2026-05-11 … 2026-05-18 … 2026-05-25");
    expect(pointOf(input, "at-dosing-2").plan).toMatchObject({
      anchor: { kind: "instance", instanceId: "at-dosing-1", name: "Dosing session 1", happened: true },
      firm: true,
    });
  });

  test("a visit after the end of an overnight session counts from its last day", () => {
    const visits = [{ instanceId: "at-dosing-1", status: "done", start: "2026-04-20", end: "2026-04-21" }];
    expect(planOf({ visits }, "at-integration-1")).toBe("2026-04-22 … 2026-04-22 … 2026-04-24");
  });

  test("a missed anchor leaves its planned day to count from, a cancelled one leaves none", () => {
    const events = { enrollment: "2026-03-02" };
    const missed = [{ instanceId: "at-dosing-1", status: "missed" }];
    expect(planOf({ events, visits: missed }, "at-dosing-2")).toBe(
      "2026-04-27 … 2026-05-11 … 2026-05-18 (projected)",
    );
    const cancelled = [{ instanceId: "at-dosing-1", status: "cancelled" }];
    expect(planOf({ events, visits: cancelled }, "at-dosing-2")).toBe(
      "anchor-cancelled: Dosing session 1 was cancelled.",
    );
  });
});

describe("a visit that sets the clock", () => {
  const clocked = timeline([
    visit("a", {
      type: "before",
      relativeTo: { instanceId: "dose" },
      value: "P2W",
      window: { before: "P2D", after: "P0D" },
    }),
    visit("dose", { type: "fixed-reference" }),
    visit("b", { type: "after", relativeTo: { instanceId: "dose" }, value: "P2W" }),
  ]);
  const arranged = [{ instanceId: "dose", occurrence: 1, at: "2026-03-16" }];

  test("leaves the others without a day until it is arranged", () => {
    expect(planOf({}, "a", clocked)).toBe("anchor-not-happened: Waits for dose.");
    expect(planOf({}, "b", clocked)).toBe("anchor-not-happened: Waits for dose.");
  });

  test("projects them, before and after it, from the day for which it is arranged", () => {
    expect(planOf({ arranged }, "a", clocked)).toBe("2026-02-28 … 2026-03-02 … 2026-03-02 (projected)");
    expect(planOf({ arranged }, "b", clocked)).toBe("- … 2026-03-30 … - (projected)");
    expect(planOf({ arranged }, "dose", clocked)).toBe("sets-the-clock: Its day sets the clock for others.");
  });

  test("counts from the day on which it was held, whatever was arranged", () => {
    const visits = [{ instanceId: "dose", status: "done", start: "2026-03-18" }];
    expect(planOf({ arranged, visits }, "b", clocked)).toBe("- … 2026-04-01 … -");
  });

  test("is the only one whose arranged day counts: another is due when the protocol says", () => {
    const moved = [{ instanceId: "at-dosing-1", occurrence: 1, at: "2026-04-20" }];
    const input = { events: { enrollment: "2026-03-02" }, arranged: moved };
    expect(planOf(input, "at-baseline")).toBe("2026-04-06 … 2026-04-10 … 2026-04-12 (projected)");
  });
});

describe("limits to other visits", () => {
  const limited = (limits: object): CompiledDesign =>
    timeline([
      visit("a", { type: "fixed-reference" }),
      visit("b", {
        type: "after",
        relativeTo: { instanceId: "a" },
        value: "P10D",
        window: { before: "P5D", after: "P5D" },
        ...limits,
      }),
      visit("c", { type: "after", relativeTo: { instanceId: "a" }, value: "P12D" }),
    ]);
  const visits = [{ instanceId: "a", status: "done", start: "2026-01-01" }];

  test("a visit keeps its distance even where its target lies nearer", () => {
    const from = limited({ notBefore: [{ instanceId: "a", value: "P12D" }] });
    expect(planOf({ visits }, "b", from)).toBe("2026-01-13 … 2026-01-13 … 2026-01-16");
  });

  test("a visit before another one moves with it", () => {
    const from = limited({ notAfter: [{ instanceId: "c", value: "-P1D" }] });
    expect(planOf({ visits }, "b", from)).toBe("2026-01-06 … 2026-01-11 … 2026-01-12 (projected)");
    const early = [...visits, { instanceId: "c", status: "done", start: "2026-01-08" }];
    expect(planOf({ visits: early }, "b", from)).toBe("2026-01-06 … 2026-01-07 … 2026-01-07");
  });

  test("a limit to a visit that was missed is none", () => {
    const from = limited({ notAfter: [{ instanceId: "c", value: "-P1D" }] });
    const missed = [...visits, { instanceId: "c", status: "missed" }];
    expect(planOf({ visits: missed }, "b", from)).toBe("2026-01-06 … 2026-01-11 … 2026-01-16");
  });

  test("a limit that is not known yet is named", () => {
    const from = timeline([
      visit("a", {
        type: "after",
        relativeTo: { event: "consent" },
        value: "P1D",
        notAfter: [{ instanceId: "b", value: "P0D" }],
      }),
      visit("b", { type: "after", relativeTo: { event: "enrollment" }, value: "P1D" }),
    ]);
    const plan = pointOf({ events: { consent: "2026-01-01" } }, "a", from).plan;
    expect(plan).toMatchObject({ target: "2026-01-02", firm: false, waitsFor: ["b"] });
  });
});

describe("the calendar", () => {
  const shifted = (value: string): string => {
    const from = timeline([visit("a", { type: "after", relativeTo: { event: "consent" }, value })]);
    return planOf({ events: { consent: "2026-01-31" } }, "a", from).split(" … ")[1] ?? "";
  };

  test("months end on the last day of a shorter month", () => {
    expect(shifted("P1M")).toBe("2026-02-28");
    expect(shifted("P1Y1M")).toBe("2027-02-28");
    expect(shifted("-P2M")).toBe("2025-11-30");
  });

  test("weeks are seven days, and hours the nearest whole days", () => {
    expect(shifted("P2W")).toBe("2026-02-14");
    expect(shifted("PT8H")).toBe("2026-01-31");
    expect(shifted("PT24H")).toBe("2026-02-01");
    expect(shifted("PT36H")).toBe("2026-02-02");
  });
});

describe("verdicts", () => {
  const at = (start: string): unknown =>
    pointOf(
      { events: { enrollment: "2026-03-02" }, visits: [{ encounterId: "dosing-1", status: "done", start }] },
      "at-dosing-1",
    ).verdict;

  test("both ends of a window belong to it", () => {
    expect(at("2026-03-30")).toEqual({ verdict: "in-window", off: 0, fromTarget: -14 });
    expect(at("2026-05-18")).toEqual({ verdict: "in-window", off: 0, fromTarget: 35 });
  });

  test("outside, the days off are told", () => {
    expect(at("2026-03-28")).toEqual({ verdict: "early", off: -2, fromTarget: -16 });
    expect(at("2026-05-19")).toEqual({ verdict: "late", off: 1, fromTarget: 36 });
  });

  test("what has not happened or was never planned has no verdict", () => {
    expect(pointOf({}, "at-dosing-1").verdict).toEqual({ verdict: "unknown", because: "not-happened" });
    const visits = [{ encounterId: "dosing-1", status: "done", start: "2026-04-01" }];
    expect(pointOf({ visits }, "at-dosing-1").verdict).toEqual({
      verdict: "unknown",
      because: "not-planned",
    });
  });
});

describe("the path", () => {
  const branching = timeline([
    visit("a"),
    {
      id: "d",
      type: "decision",
      conditions: [{ condition: "relapse", next: "again" }],
      next: "end",
    },
    visit("again", { type: "after", relativeTo: { instanceId: "d" }, value: "P7D" }),
    visit("end", undefined, { next: "exit" }),
  ]);
  const idsOf = (input: Input, from: CompiledDesign): readonly string[] =>
    planSchedule(from, history(input)).points.map(({ instanceId, occurrence }) =>
      occurrence === 1 ? instanceId : `${instanceId} ${occurrence}`,
    );

  test("follows the default until somebody decides", () => {
    expect(idsOf({}, branching)).toEqual(["a", "d", "end"]);
    expect(pointOf({}, "d", branching).way).toEqual({ next: "end", assumed: true });
    expect(planSchedule(branching, history({})).notReached).toEqual([
      { instanceId: "again", because: "path-not-taken" },
    ]);
  });

  test("follows what was decided, which may anchor what comes next", () => {
    const decisions = [{ instanceId: "d", next: "again", at: "2026-02-01" }];
    expect(idsOf({ decisions }, branching)).toEqual(["a", "d", "again", "end"]);
    expect(planOf({ decisions }, "again", branching)).toBe("- … 2026-02-08 … -");
  });

  const looping = timeline([
    visit("a"),
    { id: "d", type: "decision", conditions: [{ condition: "enough", next: "end" }], next: "cycle" },
    visit("cycle", { type: "after", relativeTo: { instanceId: "d" }, value: "P7D" }),
    visit("check", { type: "after", relativeTo: { instanceId: "cycle" }, value: "P1D" }, { next: "d" }),
    visit("end"),
  ]);

  test("a loop is unrolled by what happened and one round more", () => {
    expect(idsOf({}, looping)).toEqual(["a", "d", "cycle", "check"]);
    const decisions = [{ instanceId: "d", next: "cycle", at: "2026-01-01" }];
    const visits = [{ instanceId: "cycle", status: "done", start: "2026-01-09" }];
    expect(idsOf({ decisions, visits }, looping)).toEqual([
      "a",
      "d",
      "cycle",
      "check",
      "d 2",
      "cycle 2",
      "check 2",
    ]);
    expect(planSchedule(looping, history({ decisions, visits })).notReached).toEqual([
      { instanceId: "end", because: "loop-open" },
    ]);
  });

  test("each round counts from its own anchor", () => {
    const decisions = [
      { instanceId: "d", next: "cycle", at: "2026-01-01" },
      { instanceId: "d", next: "cycle", at: "2026-02-01" },
      { instanceId: "d", next: "end", at: "2026-03-01" },
    ];
    const points = planSchedule(looping, history({ decisions })).points;
    expect(points.map(({ instanceId }) => instanceId)).toEqual([
      "a",
      "d",
      "cycle",
      "check",
      "d",
      "cycle",
      "check",
      "d",
      "end",
    ]);
    const targets = points.filter(({ instanceId }) => instanceId === "cycle").map(({ plan }) => plan);
    expect(targets).toMatchObject([{ target: "2026-01-08" }, { target: "2026-02-08" }]);
  });

  test("a visit before another one counts from the one that follows in its own round", () => {
    const rounds = timeline(
      [
        { id: "d", type: "decision", conditions: [{ condition: "enough", next: "exit" }], next: "prepare" },
        visit("prepare", { type: "before", relativeTo: { instanceId: "cycle" }, value: "P2D" }),
        visit("early", {
          type: "after",
          relativeTo: { instanceId: "d" },
          value: "P9D",
          notAfter: [{ instanceId: "cycle", value: "-P1D" }],
          notBefore: [{ instanceId: "cycle", value: "P3D" }],
        }),
        visit("cycle", { type: "after", relativeTo: { instanceId: "d" }, value: "P7D" }, { next: "d" }),
      ],
      "d",
    );
    const decisions = [
      { instanceId: "d", next: "prepare", at: "2026-01-01" },
      { instanceId: "d", next: "prepare", at: "2026-02-01" },
    ];
    const visits = [{ instanceId: "cycle", status: "done", start: "2026-01-10" }];
    const { points } = planSchedule(rounds, history({ decisions, visits }));
    const plans = (id: string) =>
      points.filter(({ instanceId }) => instanceId === id).map(({ plan }) => plan);
    expect(plans("prepare")).toMatchObject([{ target: "2026-01-08" }, { target: "2026-02-06" }, {}]);
    expect(plans("early")[1]).toMatchObject({ earliest: "2026-01-13", latest: "2026-02-07" });
  });

  test("visits told by their encounter fill its instances in their order", () => {
    const shared = timeline([
      visit("a", undefined, { encounterId: "extra" }),
      visit("b", undefined, { encounterId: "extra" }),
    ]);
    const visits = ["2026-01-01", "2026-02-01"].map((start) => ({
      encounterId: "extra",
      status: "done",
      start,
    }));
    const { points, unscheduled } = planSchedule(shared, history({ visits }));
    expect(points.map(({ actual }) => actual)).toMatchObject([
      { start: "2026-01-01" },
      { start: "2026-02-01" },
    ]);
    expect(unscheduled).toEqual([]);
  });

  test("visits that were not planned are listed apart", () => {
    const extra = { encounterId: "extra", status: "done", start: "2026-02-02" };
    const again = { encounterId: "dosing-1", status: "done", start: "2026-05-02" };
    const first = { encounterId: "dosing-1", status: "done", start: "2026-04-02" };
    const schedule = planSchedule(design, history({ visits: [extra, first, again] }));
    expect(schedule.unscheduled).toEqual([extra, again]);
  });

  test("anchors in a circle end, and say so", () => {
    const circle = timeline([
      visit("a", { type: "after", relativeTo: { instanceId: "b" }, value: "P1D" }),
      visit("b", { type: "after", relativeTo: { instanceId: "a" }, value: "P1D" }),
    ]);
    expect(planOf({}, "a", circle)).toContain("anchor-circle");
    expect(planOf({}, "b", circle)).toContain("anchor-circle");
  });
});
