import { describe, expect, test } from "vitest";
import type { Participant, Visit } from "../participant-context.tsx";
import { aVisit } from "../testing/a-visit.ts";
import { type VisitFilter, visitsToShow } from "./visits-to-show.ts";

const held = (visitId: string, day: string) =>
  aVisit(visitId, { day, target: day, status: "completed", verdict: "in-window" });
const due = (visitId: string, target: string, more: Partial<Visit> = {}) =>
  aVisit(visitId, { target, earliest: target, latest: target, ...more });

const visits = [
  aVisit("call", { isBeforeConsent: true }),
  held("v0", "2026-02-01"),
  held("v1", "2026-02-08"),
  held("v2", "2026-02-15"),
  due("v3", "2026-03-12"),
  due("v4", "2026-03-20", { isFirm: false }),
  due("v5", "2026-03-27", { isFirm: false }),
  due("v6", "2026-04-03", { isFirm: false }),
  due("v7", "2026-04-10", { isFirm: false }),
];

function shown(filter: VisitFilter, all: readonly Visit[] = visits, opened?: string): readonly string[] {
  const participant = {
    visits: all,
    today: "2026-03-10",
    zone: "America/New_York",
    enrollment: { screeningStartedOn: "2026-02-01" },
  } as unknown as Participant;
  return visitsToShow(participant, filter, opened).map(({ visitId }) => visitId);
}

describe("round today stand", () => {
  test("the last that were held and the next to come", () => {
    expect(shown("now")).toEqual(["v1", "v2", "v3", "v4", "v5", "v6"]);
  });

  test("whatever is overdue, however long ago", () => {
    const overdue = [due("old", "2026-01-05"), ...visits];
    expect(shown("now", overdue)).toContain("old");
  });

  test("the one that is open, wherever it is", () => {
    expect(shown("now", visits, "v0")).toContain("v0");
  });

  test("no visits that do not take place any more", () => {
    const left = visits.map((visit) => (visit.day === null ? { ...visit, isOver: true } : visit));
    expect(shown("now", left)).toEqual(["v1", "v2"]);
    expect(shown("todo", left)).toEqual([]);
  });
});

describe("to do are", () => {
  test("the next visit whose day is certain, and no later one", () => {
    expect(shown("todo")).toEqual(["v3"]);
  });

  test("what was begun, what is arranged and what is overdue", () => {
    const more = [
      ...visits,
      aVisit("begun", { day: "2026-03-09", status: "in-progress" }),
      due("arranged", "2026-05-01", { status: "scheduled", plannedFor: "2026-05-01T14:00:00Z" }),
      due("overdue", "2026-03-01"),
    ];
    expect(shown("todo", more)).toEqual(["v3", "begun", "arranged", "overdue"]);
  });
});

test("among all, a contact before consent that was never held is left out once there is consent", () => {
  expect(shown("all")).toEqual(visits.slice(1).map(({ visitId }) => visitId));
});
