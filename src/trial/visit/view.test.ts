import { describe, expect, test } from "vitest";
import { pageOf } from "../testing/seen.ts";
import { aParticipant, type Story } from "../testing/story.ts";
import type { VisitView } from "./view.ts";

const called = aParticipant().contacted();
const screening = { instanceId: "at-screening", plannedFor: "2026-02-10T14:00:00Z", mode: "in-person" };
const arranged = called.consented().does("schedule-visit", screening);
const screened = aParticipant().screened();
const enrolled = screened.confirmedEligible().enrolled();

function visitOf(story: Story, visitId: string): VisitView {
  const found = pageOf(story).visits.find((visit) => visit.visitId === visitId);
  if (!found) throw new Error(`The page shows no ${visitId}.`);
  return found;
}

describe("on a participant's page, a visit", () => {
  test("stands with its day by the protocol once what it counts from has happened", () => {
    expect(visitOf(called, "at-preparation")).toMatchObject({ target: null, isFirm: false });
    const { target, earliest, latest, isFirm } = visitOf(screened, "at-preparation");
    expect({ target, earliest, latest, isFirm }).toEqual({
      target: "2026-03-02",
      earliest: "2026-02-16",
      latest: "2026-03-16",
      isFirm: true,
    });
  });

  test("is projected from the day for which the one that sets the clock is arranged, as long as it is", () => {
    const { target, isFirm } = visitOf(arranged, "at-preparation");
    expect({ target, isFirm }).toEqual({ target: "2026-03-10", isFirm: false });
    const why = { freeText: "Flu." };
    const canceled = arranged.does("cancel-visit", { visitId: "at-screening", why });
    expect(visitOf(canceled, "at-preparation")).toMatchObject({
      target: null,
      waits: "Waits for Screening.",
    });
  });

  test("has what was planned, what happened and how they fit as facts of their own", () => {
    const planned = { instanceId: "at-preparation", plannedFor: "2026-03-04T15:00:00Z", mode: "in-person" };
    const held = enrolled
      .does("schedule-visit", planned)
      .on("2026-03-18")
      .began("at-preparation", { mode: "remote-video" });
    const { target, plannedFor, day, mode, verdict, daysOff } = visitOf(held, "at-preparation");
    expect({ target, plannedFor, day, mode, verdict, daysOff }).toEqual({
      target: "2026-03-02",
      plannedFor: "2026-03-04T15:00:00.000Z",
      day: "2026-03-18",
      mode: "remote-video",
      verdict: "late",
      daysOff: 2,
    });
  });

  test("that was moved shows for when it was arranged before, and why", () => {
    const moved = arranged.does("reschedule-visit", {
      visitId: "at-screening",
      plannedFor: "2026-02-11T14:00:00Z",
      why: { freeText: "Snow." },
    });
    expect(visitOf(moved, "at-screening")).toMatchObject({
      plannedFor: "2026-02-11T14:00:00.000Z",
      plannedBefore: ["2026-02-10T14:00:00.000Z"],
      why: "Snow.",
    });
  });

  test("that was canceled is arranged for no day any more", () => {
    const canceled = arranged.does("cancel-visit", { visitId: "at-screening", why: { freeText: "Flu." } });
    expect(visitOf(canceled, "at-screening")).toMatchObject({
      status: "canceled",
      plannedFor: null,
      plannedBefore: ["2026-02-10T14:00:00.000Z"],
      why: "Flu.",
    });
  });

  test("in progress names the forms that it still lacks", () => {
    expect(visitOf(screened, "at-screening").missing).toEqual(["PHQ-9", "Agreement"]);
    expect(visitOf(screened, "at-preparation").missing).toEqual([]);
  });

  test("says whether it goes on for safety, and whether it comes before consent", () => {
    expect(visitOf(screened, "at-safety-call").isSafety).toBe(true);
    expect(visitOf(screened, "at-dosing").isSafety).toBe(false);
    expect(visitOf(screened, "at-call").isBeforeConsent).toBe(true);
    expect(visitOf(screened, "at-dosing").isBeforeConsent).toBe(false);
  });
});

describe("for somebody who has left the study, a visit", () => {
  const end = (story: Story) =>
    story.does("end-participation", { reason: "withdrawal-by-participant", endedOn: "2026-03-20" });
  const untreated = end(enrolled.on("2026-03-20"));

  test("that is no safety assessment does not take place any more, arranged or not", () => {
    const planned = { instanceId: "at-preparation", plannedFor: "2026-03-23T15:00:00Z", mode: "in-person" };
    expect(visitOf(enrolled, "at-preparation").isOver).toBe(false);
    expect(visitOf(untreated, "at-preparation").isOver).toBe(true);
    const arrangedBefore = end(enrolled.on("2026-03-20").does("schedule-visit", planned));
    expect(visitOf(arrangedBefore, "at-preparation").isOver).toBe(true);
  });

  test("that was held stays what it was", () => {
    expect(visitOf(untreated, "at-screening")).toMatchObject({ isOver: false, day: "2026-02-02" });
  });

  test("for safety goes on where what it counts from has happened, and only there", () => {
    expect(visitOf(untreated, "at-safety-call").isOver).toBe(true);
    const dosed = enrolled
      .on("2026-03-16")
      .does("record-held-visit", { visitId: "at-dosing", mode: "in-person" });
    expect(visitOf(end(dosed.on("2026-03-20")), "at-safety-call").isOver).toBe(false);
  });
});

test("a visit that the schedule does not plan stands on the page, and the next has its id ready", () => {
  expect(
    pageOf(screened).unscheduled.map(({ encounterId, nextVisitId }) => [encounterId, nextVisitId]),
  ).toEqual([["extra", "extra"]]);
  const held = screened.does("record-held-visit", {
    visitId: "extra",
    encounterId: "extra",
    mode: "telephone",
  });
  expect(visitOf(held, "extra")).toMatchObject({ instanceId: null, kind: "unscheduled", day: "2026-02-02" });
  expect(pageOf(held).unscheduled[0]?.nextVisitId).toBe("extra.2");
});
