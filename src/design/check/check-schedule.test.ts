import { describe, expect, test } from "vitest";
import { type Edits, faultLines } from "../testing/edited-study.ts";

const main = "scheduleTimelines.main.instances";
const second = `${main}.at-dosing-2.timing`;

describe("a schedule has a fault with", () => {
  test.each<[string, Edits, string]>([
    [
      "no main timeline",
      { "scheduleTimelines.main.mainTimeline": false },
      "error main-timeline scheduleTimelines",
    ],
    [
      "two main timelines",
      { "scheduleTimelines.session.mainTimeline": true },
      "error main-timeline scheduleTimelines",
    ],
    [
      "an instance that nothing leads to",
      { [`${main}.at-dosing-1.next`]: "at-dosing-2" },
      "error unreachable-instance scheduleTimelines.0.instances.3",
    ],
    [
      "a loop without a way out",
      { [`${main}.at-endpoint.next`]: "at-dosing-1" },
      "error endless-loop scheduleTimelines.0.instances.5",
    ],
    [
      "anchors in a circle",
      { [`${main}.at-dosing-1.timing.relativeTo`]: { instanceId: "at-baseline" } },
      "error circular-anchors scheduleTimelines.0.instances.1.timing",
    ],
    [
      "an instance counted from itself",
      { [`${main}.at-dosing-1.timing.relativeTo`]: { instanceId: "at-dosing-1" } },
      "error circular-anchors scheduleTimelines.0.instances.2.timing",
    ],
    [
      "a timing without an anchor",
      { [`${main}.at-dosing-1.timing.relativeTo`]: undefined },
      "error timing-incomplete scheduleTimelines.0.instances.2.timing",
    ],
    [
      "a timing without a distance",
      { [`${main}.at-dosing-1.timing.value`]: undefined },
      "error timing-incomplete scheduleTimelines.0.instances.2.timing",
    ],
    [
      "a fixed reference with a distance",
      { "scheduleTimelines.session.instances.dose-given.timing.value": "PT5M" },
      "warning idle-setting scheduleTimelines.1.instances.0.timing",
    ],
    [
      "a window that is over before the one of the visit before",
      { [`${second}.value`]: "-P60D", [`${second}.notBefore`]: [] },
      "error order-impossible scheduleTimelines.0.instances.4.timing",
    ],
    [
      "a visit aimed at a day before the visit that it follows",
      { [`${second}.value`]: "P0D", [`${second}.notBefore`]: [] },
      "warning order-doubtful scheduleTimelines.0.instances.4.timing",
    ],
    [
      "limits that leave no day",
      { [`${second}.notBefore.0.value`]: "P50D" },
      "error window-empty scheduleTimelines.0.instances.4.timing",
    ],
    [
      "an encounter that no timeline plans",
      { "encounters.+": { id: "lost", name: "Lost" } },
      "warning unused-encounter encounters.7",
    ],
    ["a form that nothing asks for", { "activities.talk.formIds": [] }, "warning unused-form forms.5"],
    [
      "an activity that nothing plans",
      { "activities.+": { id: "lost", name: "Lost" } },
      "warning unused-activity activities.6",
    ],
    [
      "a code list that no item uses",
      { "codeLists.+": { id: "lost", label: "L", codes: [{ code: "a", label: "A" }] } },
      "warning unused-code-list codeLists.3",
    ],
    [
      "a session before consent",
      { "encounters.dosing-1.beforeConsent": true },
      "error session-before-consent encounters.2",
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toContain(expected);
  });

  test("none with a loop that a decision can leave", () => {
    const decision = {
      id: "enough",
      type: "decision",
      conditions: [{ condition: "again", next: "at-dosing-1" }],
    };
    expect(faultLines({ [`${main}.+`]: decision })).toEqual([]);
  });

  test("none with a loop whose default leads out", () => {
    const decision = {
      id: "enough",
      type: "decision",
      conditions: [{ condition: "again", next: "late" }],
      next: "exit",
    };
    const late = { id: "late", type: "activity", next: "enough" };
    const timeline = { id: "extra", name: "Extra", entryId: "enough", instances: [decision, late] };
    expect(faultLines({ "scheduleTimelines.+": timeline })).toEqual([]);
  });

  test("none with windows that meet on one day", () => {
    const sameDay = { before: "P0D", after: "P0D" };
    const edits = {
      [`${main}.at-baseline.timing.value`]: "P0D",
      [`${main}.at-baseline.timing.window`]: sameDay,
      [`${main}.at-dosing-1.timing.window`]: sameDay,
    };
    expect(faultLines(edits)).toEqual([]);
  });

  test("none with windows that overlap, for the order is still possible", () => {
    expect(faultLines({ [`${second}.window`]: { before: "P28D", after: "P28D" } })).toEqual([]);
  });
});
