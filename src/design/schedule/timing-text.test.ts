import { describe, expect, test } from "vitest";
import type { Timing } from "../model/schedule.ts";
import { exampleDesign } from "../testing/example-study.ts";
import { durationText, instanceText, timingText, windowText } from "./timing-text.ts";

const design = exampleDesign();
const timing: Timing = {
  id: "t",
  type: "after",
  relativeToFrom: "start-to-start",
  notBefore: [],
  notAfter: [],
};

describe("a length of time", () => {
  test.each([
    ["P2W", "2 weeks"],
    ["P1M", "1 month"],
    ["PT90M", "90 minutes"],
    ["P1M3D", "1 month, 3 days"],
    ["-P3D", "−3 days"],
  ])("%s reads as %s", (duration, words) => {
    expect(durationText(design, duration)).toBe(words);
  });

  test("that is a parameter is shown by its value", () => {
    expect(durationText(design, { parameter: "washout", unit: "days" })).toBe("35 days");
  });
});

describe("a window", () => {
  test.each([
    [{ before: "P3D", after: "P3D" }, "±3 days"],
    [{ before: "P5D", after: "P49D" }, "−5 to +49 days"],
    [{ before: "P1D", after: "P2W" }, "−1 day to +2 weeks"],
    [{ before: "P0D", after: "P0D" }, "no other day"],
  ])("%j reads as %s", (window, words) => {
    expect(windowText(design, { ...timing, window })).toBe(words);
  });

  test("is left as the protocol words it, where it does", () => {
    expect(windowText(design, { ...timing, windowLabel: "-3..3 days" })).toBe("-3..3 days");
  });
});

test("what a visit is counted from is called by the visit's name, not by an id", () => {
  const instance = design.scheduleTimelines[0]?.instances.find(
    (one) => one.type === "activity" && one.encounterId !== undefined && !one.label && !one.name,
  );
  const encounterId = instance?.type === "activity" ? instance.encounterId : undefined;
  const encounter = design.encounters.find(({ id }) => id === encounterId);
  const words = encounter?.label ?? encounter?.name ?? "";
  expect(words).not.toBe("");
  expect(instanceText(design, instance?.id ?? "")).toBe(words);
  const after = { ...timing, relativeTo: { instanceId: instance?.id ?? "" }, value: "P7D" };
  expect(timingText(design, after)).toBe(`7 days after ${words}`);
});
