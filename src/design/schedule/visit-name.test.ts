import { expect, test } from "vitest";
import type { StudyDesignInput } from "../model/study-design.ts";
import { compiledExample } from "../testing/example-study.ts";
import { encounterName, visitName } from "./visit-name.ts";

const timelines: StudyDesignInput["scheduleTimelines"] = [
  {
    id: "main",
    name: "Main",
    mainTimeline: true,
    entryId: "at-e1",
    instances: [
      { id: "at-e1", type: "activity", name: "SCREEN1", encounterId: "e1" },
      { id: "at-e2", type: "activity", name: "WK8", label: "Week 8", encounterId: "e2" },
      { id: "at-home", type: "activity", label: "Week 8 at home", encounterId: "e2" },
    ],
  },
];
const design = compiledExample({
  scheduleTimelines: timelines,
  encounters: [
    { id: "e1", name: "E1", label: "Screening 1" },
    { id: "e2", name: "E2", label: "Week 8" },
    { id: "e3", name: "Baseline" },
  ],
});

test("a visit goes by its label, and by its name where it has none", () => {
  expect(encounterName({ name: "E1", label: "Screening 1" })).toBe("Screening 1");
  expect(visitName(design, "e1", "at-e1")).toBe("Screening 1");
  expect(visitName(design, "e3")).toBe("Baseline");
});

test("of several points of one visit, each says which it is", () => {
  expect(visitName(design, "e2", "at-e2")).toBe("Week 8");
  expect(visitName(design, "e2", "at-home")).toBe("Week 8: Week 8 at home");
});

test("a visit that the design does not know goes by its id", () => {
  expect(visitName(design, "gone", "at-gone")).toBe("gone");
});
