import { expect, test } from "vitest";
import { exampleDesign } from "../testing/example-study.ts";
import { timelineOffsets } from "./timeline-offsets.ts";

const design = exampleDesign();
const timing = { relativeToFrom: "start-to-start", notBefore: [], notAfter: [] } as const;
const point = (id: string, more: object) => ({
  id,
  type: "activity" as const,
  activityIds: [],
  timing: { id: `timing-${id}`, ...timing, ...more } as never,
});
const timeline = (...instances: ReturnType<typeof point>[]) => ({
  id: "session",
  name: "Session",
  mainTimeline: false,
  entryCondition: "",
  entryId: instances[0]?.id ?? "",
  instances,
});

test("points lie where their timings put them, counted through each other, with their windows", () => {
  const session = timeline(
    point("before", { type: "before", relativeTo: { instanceId: "dose" }, value: "PT90M" }),
    point("dose", { type: "fixed-reference" }),
    point("after", {
      type: "after",
      relativeTo: { instanceId: "dose" },
      value: "PT2H",
      window: { before: "PT10M", after: "PT15M" },
    }),
    point("next-day", { type: "after", relativeTo: { instanceId: "after" }, value: "P1D" }),
  );
  expect(timelineOffsets(design, session)).toEqual([
    { instanceId: "before", at: -90, earliest: -90, latest: -90 },
    { instanceId: "dose", at: 0, earliest: 0, latest: 0 },
    { instanceId: "after", at: 120, earliest: 110, latest: 135 },
    { instanceId: "next-day", at: 1560, earliest: 1560, latest: 1560 },
  ]);
});

test("what is counted from outside, from itself or from nothing is left out", () => {
  const session = timeline(
    point("dose", { type: "fixed-reference" }),
    point("outside", { type: "after", relativeTo: { event: "consent" }, value: "P1D" }),
    point("circle", { type: "after", relativeTo: { instanceId: "circle" }, value: "P1D" }),
    point("nothing", { type: "after", relativeTo: { instanceId: "dose" } }),
  );
  expect(timelineOffsets(design, session).map(({ instanceId }) => instanceId)).toEqual(["dose"]);
});
