import { describe, expect, test } from "vitest";
import { planOf } from "../testing/allocation-plans.ts";
import { type AllocationPlan, siteFactorId } from "./allocation-plan.ts";
import { capRefusal, levelTotals, reachedCap } from "./caps.ts";
import { enrollmentGauge } from "./gauge.ts";
import type { Strata } from "./strata.ts";

const levels = new Map([
  ["yes", "Has used"],
  ["no", "Never"],
]);
const plan: AllocationPlan = {
  ...planOf({ weights: [1, 1] }),
  factors: [
    { id: siteFactorId, label: "Site", levels: undefined, weight: 1 },
    { id: "prior", label: "Prior use", levels, weight: 1 },
  ],
  caps: [{ factorId: "prior", level: "yes", most: 2, from: { share: 0.2, planned: 10 } }],
  plannedEnrollment: 10,
};

/** So many with prior use and so many without. */
function totals(used: number, never: number) {
  const strata = (prior: string): Strata => ({ site: prior === "yes" ? "north" : "south", prior });
  return levelTotals(plan, [
    ...Array<Strata>(used).fill(strata("yes")),
    ...Array<Strata>(never).fill(strata("no")),
  ]);
}

describe("a cap", () => {
  test("by share counts against the planned enrollment: the first participant may have the value", () => {
    expect(reachedCap(plan, totals(0, 0), { site: "north", prior: "yes" })).toBeUndefined();
    expect(reachedCap(plan, totals(1, 0), { site: "north", prior: "yes" })).toBeUndefined();
  });

  test("keeps out a further participant with the value, and nobody else", () => {
    expect(reachedCap(plan, totals(2, 0), { site: "north", prior: "yes" })).toEqual({
      cap: plan.caps[0],
      randomized: 2,
    });
    expect(reachedCap(plan, totals(2, 0), { site: "north", prior: "no" })).toBeUndefined();
  });

  test("refuses with which cap, how many, of how many", () => {
    const [cap] = plan.caps as [AllocationPlan["caps"][number]];
    expect(capRefusal(plan, { cap, randomized: 2 }, "participant 0012")).toMatchObject({
      code: "enrollment-cap-reached",
      message:
        "Cannot randomize participant 0012: 2 participants with Prior use: Has used are randomized, and the protocol allows 2, 20 % of the planned 10.",
    });
    const counted = { cap: { ...cap, from: "count" as const }, randomized: 3 };
    expect(capRefusal(plan, counted, "participant 0012").message).toMatch(
      /3 participants .* the protocol allows 2\.$/,
    );
  });
});

describe("the gauge", () => {
  test("tells for each value how many were randomized, the cap, and how many more may come", () => {
    const gauge = enrollmentGauge(plan, 5, totals(1, 4));
    expect(gauge).toMatchObject({ randomized: 5, planned: 10, left: 5 });
    expect(
      gauge.levels.map(({ factorId, level, randomized, cap, left }) => [
        factorId,
        level,
        randomized,
        cap,
        left,
      ]),
    ).toEqual([
      ["site", "north", 1, undefined, 5],
      ["site", "south", 4, undefined, 5],
      ["prior", "yes", 1, 2, 1],
      ["prior", "no", 4, undefined, 5],
    ]);
    expect(gauge.levels[2]).toMatchObject({ factor: "Prior use", label: "Has used" });
  });

  test("never tells less than none left, and nothing where nothing is planned", () => {
    expect(enrollmentGauge(plan, 12, totals(3, 9)).left).toBe(0);
    const open = { ...plan, caps: [], plannedEnrollment: undefined };
    expect(enrollmentGauge(open, 1, totals(1, 0)).levels.map(({ left }) => left)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("of several caps on a value tells the tightest", () => {
    const tighter = { factorId: "prior", level: "yes", most: 1, from: "count" as const };
    const gauge = enrollmentGauge({ ...plan, caps: [...plan.caps, tighter] }, 1, totals(1, 0));
    expect(gauge.levels.find(({ level }) => level === "yes")).toMatchObject({ cap: 1, left: 0 });
  });
});
