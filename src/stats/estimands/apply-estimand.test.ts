import { describe, expect, it } from "vitest";
import { applyEstimand, type ObservedCourse } from "./apply-estimand.ts";
import type { Estimand, IntercurrentEventRule } from "./estimand.ts";

const estimand: Estimand = {
  name: "primary",
  treatments: { investigated: "MDMA", reference: "placebo" },
  population: "all randomized",
  variable: { name: "change of CAPS-5", visit: "V4" },
  intercurrentEvents: [{ event: "stopped", strategy: "treatment-policy", imputation: "jump-to-reference" }],
  summary: "difference-in-means",
};

const stoppedAfterTwo: ObservedCourse = {
  id: "0001",
  arm: "MDMA",
  outcomes: [-4, -9, -12, null],
  intercurrentEvents: [{ event: "stopped", firstVisitAfter: 2 }],
};

function under(rule: IntercurrentEventRule, course = stoppedAfterTwo) {
  const result = applyEstimand({ ...estimand, intercurrentEvents: [rule] }, [course]);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe("after treatment was stopped,", () => {
  it("treatment policy keeps what was observed and imputes the rest as it says", () => {
    const { analyzed } = under({
      event: "stopped",
      strategy: "treatment-policy",
      imputation: "jump-to-reference",
    });
    expect(analyzed).toEqual([
      {
        id: "0001",
        arm: "MDMA",
        outcomes: [-4, -9, -12, null],
        strategy: "jump-to-reference",
        firstAffected: 2,
        changes: [],
      },
    ]);
  });

  it("a hypothetical strategy sets aside what was observed, and says so", () => {
    const [course] = under({ event: "stopped", strategy: "hypothetical" }).analyzed;
    expect(course?.outcomes).toEqual([-4, -9, null, null]);
    expect(course?.changes).toEqual(["visit 3: -12 → missing (set aside after stopped)"]);
  });

  it("a composite strategy counts the event as the outcome it names, whether or not there is a value", () => {
    expect(under({ event: "stopped", strategy: "composite", value: 0 }).analyzed[0]?.outcomes).toEqual([
      -4, -9, 0, 0,
    ]);
  });

  it("while on treatment, the last value before the event stands", () => {
    expect(under({ event: "stopped", strategy: "while-on-treatment" }).analyzed[0]?.outcomes).toEqual([
      -4, -9, -9, -9,
    ]);
  });

  it("the participant is outside of the principal stratum, and what that assumes is told", () => {
    const { analyzed, excluded, assumptions } = under({ event: "stopped", strategy: "principal-stratum" });
    expect([analyzed, excluded.map(({ id }) => id)]).toEqual([[], ["0001"]]);
    expect(assumptions.join()).toContain("randomization does not protect this");
  });
});

it("of two events the earlier decides, and of two at one visit the first in the estimand", () => {
  const both: Estimand = {
    ...estimand,
    intercurrentEvents: [
      { event: "relapsed", strategy: "composite", value: 5 },
      { event: "stopped", strategy: "while-on-treatment" },
    ],
  };
  const outcomesWith = (relapsed: number): unknown => {
    const events = [...stoppedAfterTwo.intercurrentEvents, { event: "relapsed", firstVisitAfter: relapsed }];
    const result = applyEstimand(both, [{ ...stoppedAfterTwo, intercurrentEvents: events }]);
    return result.ok ? result.value.analyzed[0]?.outcomes : result.error;
  };
  expect(outcomesWith(3)).toEqual([-4, -9, -9, -9]);
  expect(outcomesWith(2)).toEqual([-4, -9, 5, 5]);
  expect(outcomesWith(1)).toEqual([-4, 5, 5, 5]);
});

it("an event after the last visit changes nothing", () => {
  const late = { ...stoppedAfterTwo, intercurrentEvents: [{ event: "stopped", firstVisitAfter: 4 }] };
  expect(under({ event: "stopped", strategy: "composite", value: 0 }, late).analyzed[0]?.changes).toEqual([]);
});

it("what cannot be mapped is refused with its place", () => {
  const unsound = applyEstimand(
    { ...estimand, name: "", treatments: { investigated: "A", reference: "A" } },
    [
      {
        ...stoppedAfterTwo,
        outcomes: [Number.NaN],
        intercurrentEvents: [{ event: "moved", firstVisitAfter: 9 }],
      },
    ],
  );
  expect(!unsound.ok && unsound.error.issues.map(({ path }) => path)).toEqual([
    "name",
    "treatments.reference",
    "courses.0.arm",
    "courses.0.outcomes.0",
    "courses.0.intercurrentEvents.0.event",
    "courses.0.intercurrentEvents.0.firstVisitAfter",
  ]);
});
