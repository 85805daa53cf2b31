import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParticipantRow } from "../ports/lists.ts";
import { flowOf } from "./funnel.ts";

const row = (stage: string, more: Partial<ParticipantRow> = {}): ParticipantRow =>
  ({
    stage,
    failReasons: [],
    course: { source: "newspaper", outcome: "continues" },
    ...more,
  }) as ParticipantRow;

const course = (facts: object) => ({ course: facts }) as Partial<ParticipantRow>;

describe("recruitment", () => {
  test("counts a person once for each of their reasons, and once in all", () => {
    const { notScreened } = flowOf([
      row("pre-screening-failed", { failReasons: ["too far", "takes lithium", "too far"] }),
      row("pre-screening-failed", { failReasons: ["too far"] }),
      row("pre-screening-failed", course({ outcome: "declined" })),
    ]);
    expect(notScreened).toEqual({
      total: 3,
      failed: 2,
      declined: 1,
      failReasons: { "too far": 2, "takes lithium": 1 },
    });
  });

  test("names the criteria on which screening failed and why people left early", () => {
    const flow = flowOf([
      row("screen-failed", course({ criteria: ["I10 Severity"] })),
      row("ended", course({ endedBecause: "lost-to-follow-up" })),
      row("ended", course({ endedBecause: "completed" })),
    ]);
    expect(flow.screenFailed).toEqual({ total: 1, criteria: { "I10 Severity": 1 } });
    expect(flow.endedEarly).toEqual({ total: 1, reasons: { "lost-to-follow-up": 1 } });
    expect(flow.completed).toBe(1);
  });

  test("says how people heard of the study and where talks stand", () => {
    const flow = flowOf([
      row("pre-screening", course({ source: "radio", outcome: "undecided" })),
      row("pre-screening"),
    ]);
    expect(flow.sources).toEqual({ radio: 1, newspaper: 1 });
    expect(flow.inPreScreening).toEqual({ total: 2, outcomes: { undecided: 1, continues: 1 } });
  });
});

test("everybody is counted at exactly one end: the parts of each step are the whole of it", () => {
  const stages = ["pre-screening", "pre-screening-failed", "screening", "screen-failed", "enrolled", "ended"];
  const people = fc.array(
    fc.record({
      stage: fc.constantFrom(...stages),
      endedBecause: fc.constantFrom("completed", "lost-to-follow-up", "death"),
      outcome: fc.constantFrom("continues", "declined", "failed"),
    }),
  );
  fc.assert(
    fc.property(people, (drawn) => {
      const flow = flowOf(
        drawn.map(({ stage, ...facts }) => row(stage, course({ source: "radio", ...facts }))),
      );
      expect(flow.notScreened.total + flow.inPreScreening.total + flow.consented).toBe(flow.contacted);
      expect(flow.screenFailed.total + flow.inScreening + flow.enrolled).toBe(flow.consented);
      expect(flow.inStudy + flow.completed + flow.endedEarly.total).toBe(flow.enrolled);
      expect(flow.notScreened.failed + flow.notScreened.declined).toBe(flow.notScreened.total);
    }),
  );
});
