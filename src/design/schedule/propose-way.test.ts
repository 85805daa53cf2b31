import { expect, test } from "vitest";
import type { StudyDesignInput } from "../model/study-design.ts";
import { compiledExample } from "../testing/example-study.ts";
import { scopeOf } from "../testing/expression-scope.ts";
import { proposeWay } from "./propose-way.ts";

const timelines: StudyDesignInput["scheduleTimelines"] = [
  {
    id: "main",
    name: "Visits",
    mainTimeline: true,
    entryId: "d",
    instances: [
      {
        id: "d",
        type: "decision",
        conditions: [
          { condition: "relapse", when: "caps-5.total@endpoint >= 30", next: "again" },
          { condition: "partial response", when: "caps-5.total@endpoint >= 20", next: "watch" },
        ],
        next: "exit",
      },
      { id: "again", type: "activity" },
      { id: "watch", type: "activity" },
    ],
  },
];
const design = compiledExample({ scheduleTimelines: timelines });

function next(total: number | undefined): string | undefined {
  const values = total === undefined ? {} : { "caps-5.total@endpoint": total };
  return proposeWay(design, "d", scopeOf({ values }))?.next;
}

test("the first condition that is true shows the way, the default where none is", () => {
  expect(next(35)).toBe("again");
  expect(next(25)).toBe("watch");
  expect(next(5)).toBe("exit");
});

test("while a condition is unknown no way is proposed", () => {
  expect(next(undefined)).toBeUndefined();
});

test("a condition without a rule is for a person", () => {
  const asked = compiledExample({
    scheduleTimelines: timelines.map((timeline) => ({
      ...timeline,
      instances: [
        { id: "d", type: "decision", conditions: [{ condition: "wishes to go on", next: "exit" }] },
      ],
    })),
  });
  expect(proposeWay(asked, "d", scopeOf({}))).toEqual({
    next: undefined,
    conditions: [{ condition: "wishes to go on", next: "exit", truth: "unknown" }],
  });
  expect(proposeWay(asked, "nothing", scopeOf({}))).toBeUndefined();
});
