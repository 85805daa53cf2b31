import { expect, test } from "vitest";
import type { StudyDesign, StudyDesignInput } from "../model/study-design.ts";
import { parseStudyDesign } from "../parse-study-design.ts";
import { renderScheduleMatrix } from "./matrix.ts";

type Timeline = NonNullable<StudyDesignInput["scheduleTimelines"]>[number];

const visits: Timeline = {
  id: "main",
  name: "Main",
  mainTimeline: true,
  entryId: "screen",
  instances: [
    {
      id: "late",
      type: "activity",
      encounterId: "week-2",
      epochId: "treatment",
      activityIds: ["blood", "ecg"],
      next: "exit",
    },
    {
      id: "screen",
      type: "activity",
      encounterId: "visit-1",
      epochId: "screening",
      activityIds: ["consent"],
      timing: {
        id: "t1",
        type: "before",
        relativeTo: { instanceId: "dose" },
        value: "P2W",
        window: { before: "P3D", after: { parameter: "slack", unit: "days" } },
      },
      next: "eligible",
    },
    {
      id: "eligible",
      type: "decision",
      conditions: [{ condition: "Not eligible", next: "exit" }],
      next: "dose",
    },
    {
      id: "dose",
      type: "activity",
      label: "Dose",
      activityIds: ["blood"],
      timing: { id: "t2", label: "Day 1", type: "fixed-reference" },
      next: "home",
    },
    {
      id: "home",
      type: "activity",
      name: "Diary",
      encounterId: "week-2",
      activityIds: ["diary"],
      next: "late",
    },
  ],
};

function design(more: Partial<StudyDesignInput> = {}): StudyDesign {
  const parsed = parseStudyDesign({
    format: "vigil-study-design/1",
    id: "small",
    version: "1",
    name: "Small",
    title: "A small study",
    parameters: [{ id: "slack", label: "Slack", value: 2, source: "Protocol 6", confirmation: "published" }],
    epochs: [
      { id: "screening", name: "Screening", type: "screening" },
      { id: "treatment", name: "T", label: "Treatment", type: "treatment" },
    ],
    encounters: [
      { id: "visit-1", name: "V1", label: "Screening visit" },
      { id: "week-2", name: "V2", label: "Week 2", scheduledAtTimingId: "t2" },
    ],
    activities: [
      { id: "consent", name: "Consent" },
      { id: "labs", name: "Laboratory", childIds: ["blood", "urine"] },
      { id: "blood", name: "Blood", label: "Blood sample", timelineId: "profile" },
      { id: "urine", name: "Urine" },
      { id: "ecg", name: "ECG" },
      { id: "diary", name: "Diary" },
    ],
    scheduleTimelines: [
      {
        id: "profile",
        name: "Profile",
        entryId: "p1",
        instances: [{ id: "p1", type: "activity", name: "0 min", activityIds: ["urine"], next: "exit" }],
      },
      visits,
    ],
    ...more,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error.issues));
  return parsed.value;
}

test("the columns are the points of the main timeline in the order in which they follow each other", () => {
  const matrix = renderScheduleMatrix(design());
  expect(matrix?.title).toBe("Main");
  expect(matrix?.columns.map(({ instanceId }) => instanceId)).toEqual(["screen", "dose", "home", "late"]);
});

test("a column says the visit, its epoch, when it is and how far off is still right", () => {
  expect(renderScheduleMatrix(design())?.columns).toEqual([
    {
      instanceId: "screen",
      encounterId: "visit-1",
      label: "Screening visit",
      epoch: "Screening",
      timing: "2 weeks before Dose",
      window: "−3 to +2 days",
    },
    { instanceId: "dose", label: "Dose", timing: "Day 1" },
    { instanceId: "home", encounterId: "week-2", label: "Week 2", point: "Diary", timing: "Day 1" },
    {
      instanceId: "late",
      encounterId: "week-2",
      label: "Week 2",
      epoch: "Treatment",
      timing: "Day 1",
    },
  ]);
});

test("a row is an activity that is done somewhere, under the group it belongs to", () => {
  const rows = renderScheduleMatrix(design())?.rows.map(({ depth, label, marks }) => [
    depth,
    label,
    marks.map((mark) => (mark ? "x" : ".")).join(""),
  ]);
  expect(rows).toEqual([
    [0, "Consent", "x..."],
    [0, "Laboratory", "...."],
    [1, "Blood sample", ".x.x"],
    [0, "ECG", "...x"],
    [0, "Diary", "..x."],
  ]);
});

test("a row names the timeline that its activity runs through", () => {
  const rows = renderScheduleMatrix(design())?.rows ?? [];
  expect(
    rows.flatMap(({ activityId, timelineId }) => (timelineId ? [[activityId, timelineId]] : [])),
  ).toEqual([["blood", "profile"]]);
});

test("another timeline has a matrix of its own, and one that is not there has none", () => {
  expect(renderScheduleMatrix(design(), "profile")).toEqual({
    timelineId: "profile",
    title: "Profile",
    columns: [{ instanceId: "p1", label: "0 min" }],
    rows: [
      { activityId: "labs", label: "Laboratory", depth: 0, marks: [false] },
      { activityId: "urine", label: "Urine", depth: 1, marks: [true] },
    ],
  });
  expect(renderScheduleMatrix(design(), "nowhere")).toBeUndefined();
  expect(renderScheduleMatrix(design({ scheduleTimelines: [] }))).toBeUndefined();
});

test("branches follow what comes by default, points that nothing leads to come last, and a circle ends", () => {
  const timeline: Timeline = {
    id: "main",
    name: "Main",
    mainTimeline: true,
    entryId: "a",
    instances: [
      { id: "stray", type: "activity", next: "exit" },
      { id: "a", type: "activity", next: "choice" },
      { id: "choice", type: "decision", conditions: [{ condition: "again", next: "c" }], next: "b" },
      { id: "c", type: "activity", next: "a" },
      { id: "b", type: "activity" },
      { id: "after-b", type: "activity", next: "exit" },
    ],
  };
  const matrix = renderScheduleMatrix(design({ scheduleTimelines: [timeline] }));
  expect(matrix?.columns.map(({ instanceId }) => instanceId)).toEqual(["a", "b", "after-b", "c", "stray"]);
});

test("activities that contain each other are each a row once", () => {
  const activities = [
    { id: "consent", name: "Consent", childIds: ["blood"] },
    { id: "blood", name: "Blood", childIds: ["consent"] },
  ];
  const rows = renderScheduleMatrix(design({ activities }))?.rows ?? [];
  expect(rows.map(({ activityId }) => activityId)).toEqual(["consent", "blood"]);
});
