import { expect, test } from "vitest";
import { imported, importedDesign } from "../../../../test/builders/imported-usdm.ts";
import { type JsonObject, valueAt, without, withValue } from "../../../../test/builders/json.ts";
import { aUsdmDocument } from "../../../../test/builders/usdm-document.ts";

const path = "study.versions.0.studyDesigns.0";
const main = `${path}.scheduleTimelines.0`;

test("visits stand in the order of their chain, with where, how and when they end", () => {
  const { encounters } = importedDesign(aUsdmDocument());
  expect(encounters.map(({ id }) => id)).toEqual(["Visit_1", "Visit_2", "Visit_3"]);
  expect(encounters[2]).toMatchObject({
    label: "Week 2",
    type: "visit",
    settings: ["Clinic"],
    contactModes: ["in-person"],
    transitionEnd: "Leaves the clinic",
    scheduledAtTimingId: "Timing_Week2",
  });
});

test("without a chain the order of the file stands, and an order that previous ids alone give is followed", () => {
  const chain = `${path}.encounters`;
  const visits = valueAt(aUsdmDocument(), chain) as readonly JsonObject[];
  const unchained = visits.map((visit) => ({ ...visit, previousId: null, nextId: null }));
  expect(importedDesign(withValue(aUsdmDocument(), chain, unchained)).encounters.map(({ id }) => id)).toEqual(
    ["Visit_2", "Visit_1", "Visit_3"],
  );
  const backwards = visits.map((visit) => ({ ...visit, nextId: null }));
  expect(importedDesign(withValue(aUsdmDocument(), chain, backwards)).encounters.map(({ id }) => id)).toEqual(
    ["Visit_1", "Visit_2", "Visit_3"],
  );
});

test("where previous and next ids disagree the next ones are followed, which is listed", () => {
  const previous = `${path}.encounters.2.previousId`;
  const { designs, notRepresented } = imported(withValue(aUsdmDocument(), previous, "Visit_1"));
  expect(designs[0]?.encounters.map(({ id }) => id)).toEqual(["Visit_1", "Visit_2", "Visit_3"]);
  expect(notRepresented).toContainEqual({
    path: previous,
    what: "the order after Visit_1",
    why: "the next ids say another order, which is followed",
  });
});

test("instances follow each other by default, by condition and to the exit", () => {
  const [timeline] = importedDesign(aUsdmDocument()).scheduleTimelines;
  expect(timeline).toMatchObject({
    mainTimeline: true,
    entryId: "Visit_1-Instance",
    entryCondition: "Signs consent",
  });
  expect(timeline?.instances.map(({ id, type, next }) => [id, type, next])).toEqual([
    ["Visit_1-Instance", "activity", "Decision_1"],
    ["Decision_1", "decision", "Visit_2-Instance"],
    ["Visit_2-Instance", "activity", "Visit_3-Instance"],
    ["Visit_3-Instance", "activity", "exit"],
  ]);
  expect(timeline?.instances[1]).toMatchObject({
    conditions: [{ condition: "Not eligible", next: "Visit_3-Instance" }],
  });
});

test("an instance that names neither what follows nor an exit ends the timeline, which is listed", () => {
  const { designs, notRepresented } = imported(
    without(aUsdmDocument(), `${main}.instances.3.timelineExitId`),
  );
  expect(designs[0]?.scheduleTimelines[0]?.instances[3]?.next).toBe("exit");
  expect(notRepresented).toContainEqual({
    path: `${main}.instances.3.defaultConditionId`,
    what: "what follows",
    why: "the file names neither what follows nor an exit; the timeline ends there",
  });
});

test("each timing goes to its instance, several to one instance among them", () => {
  const { designs, counts } = imported(aUsdmDocument());
  const [screening, , dose, week2] = designs[0]?.scheduleTimelines[0]?.instances ?? [];
  expect(screening?.timing).toMatchObject({
    type: "before",
    relativeTo: { instanceId: "Visit_2-Instance" },
    value: "P2W",
  });
  expect(dose?.timing).toEqual({
    id: "Timing_Dose",
    name: "Timing_Dose",
    type: "fixed-reference",
    relativeToFrom: "start-to-start",
    value: "P1D",
    valueLabel: "P1D",
    notBefore: [],
    notAfter: [],
  });
  expect(week2?.timing).toMatchObject({
    valueLabel: "2 weeks",
    window: { before: "P3D", after: "P3D" },
    windowLabel: "-3..3 days",
  });
  expect(week2?.furtherTimings?.map(({ id }) => id)).toEqual(["Timing_Again"]);
  expect(counts).toEqual({
    arms: 2,
    epochs: 2,
    encounters: 3,
    activities: 4,
    scheduleTimelines: 2,
    timings: 5,
    eligibilityCriteria: 2,
  });
});

test.each([
  ["value", "two weeks", '"two weeks"', "value", undefined],
  ["value", "-P2W", 'the sign of "-P2W"', "value", "P2W"],
  ["windowLower", "-P3D", 'the sign of "-P3D"', "window", { before: "P3D", after: "P0D" }],
  ["windowUpper", "-P3D", '"-P3D"', "window", undefined],
] as const)("a %s of %s is listed", (attribute, text, what, carried, expected) => {
  const { designs, notRepresented } = imported(
    withValue(aUsdmDocument(), `${main}.timings.0.${attribute}`, text),
  );
  expect(notRepresented.map((each) => [each.path, each.what])).toContainEqual([
    `${main}.timings.0.${attribute}`,
    what,
  ]);
  expect(designs[0]?.scheduleTimelines[0]?.instances[0]?.timing?.[carried]).toEqual(expected);
});

test("a window with one limit allows nothing on the other side, which is listed", () => {
  const { designs, notRepresented } = imported(
    withValue(aUsdmDocument(), `${main}.timings.2.windowUpper`, null),
  );
  const week2 = designs[0]?.scheduleTimelines[0]?.instances[3];
  expect(week2?.timing?.window).toEqual({ before: "P3D", after: "P0D" });
  expect(notRepresented).toContainEqual({
    path: `${main}.timings.2.windowUpper`,
    what: "the limit of the window",
    why: "the file gives the other limit alone; on this side nothing is allowed",
  });
});

test("a timing after nothing is kept without an anchor, which is listed", () => {
  const anchor = `${main}.timings.0.relativeToScheduledInstanceId`;
  const { designs, notRepresented } = imported(withValue(aUsdmDocument(), anchor, null));
  expect(designs[0]?.scheduleTimelines[0]?.instances[0]?.timing?.relativeTo).toBeUndefined();
  expect(notRepresented.map((each) => each.path)).toContain(anchor);
});
