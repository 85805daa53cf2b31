import { describe, expect, test } from "vitest";
import type { Instant, ZoneId } from "#kernel";
import { followedStudy } from "../testing/followed-study.ts";
import { compile } from "../testing/meadow-study.ts";
import { numberedId, staff } from "../testing/people.ts";
import { aTrial, type Story } from "../testing/story.ts";
import { reviewLatency } from "./latency.ts";
import { noReview } from "./review.ts";
import { reviewReasons } from "./review-reasons.ts";

const pair = [staff.therapist.user, numberedId(3, 90)];
const ids = { dosing: numberedId(8, 1), integration: numberedId(8, 2) };
const recorded = aTrial(followedStudy)
  .another(1)
  .on("2026-02-02")
  .randomized()
  .on("2026-02-20T20:00:00.000Z")
  .began("at-dosing")
  .does("start-recording", recording("dosing", "2026-02-20T13:00:00.000Z"))
  .on("2026-02-21T20:00:00.000Z")
  .began("at-integration")
  .does("start-recording", recording("integration", "2026-02-21T13:00:00.000Z"));

function recording(session: keyof typeof ids, startedAt: string) {
  return { recordingId: ids[session], visitId: `at-${session}`, device: "Camera", startedAt, heldBy: pair };
}

function reasonsOf(story: Story, session: keyof typeof ids, isChance = false): readonly string[] {
  const { recordings } = story.state.recordings;
  const one = recordings[ids[session]];
  if (!one) throw new Error("No recording.");
  return reviewReasons(
    {
      recording: one,
      participant: story.state,
      review: isChance ? (story.trial.reviews[ids[session]] ?? noReview) : noReview,
      incidents: Object.values(story.trial.incidents).flatMap((incident) => incident ?? []),
      design: compile(followedStudy),
      zone: "America/New_York" as ZoneId,
    },
    Object.values(recordings),
  ).map(({ why }) => why);
}

describe("a recording is to be reviewed", () => {
  test("where chance drew it", () => {
    expect(reasonsOf(recorded, "dosing", true)).toContain("drawn");
  });

  test("where it is the first of a pair of therapists, and not the second", () => {
    expect(reasonsOf(recorded, "dosing")).toEqual(["first-of-pair"]);
    expect(reasonsOf(recorded, "integration")).toEqual([]);
  });

  test("where a serious adverse event began after it and before the next session", () => {
    const serious = recorded.submitted("log/adverse-event/1", {
      term: { freeText: "Fall" },
      began: "2026-02-20",
      serious: true,
    });
    expect(reasonsOf(serious, "dosing")).toContain("serious-adverse-event");
    expect(reasonsOf(serious, "integration")).toEqual([]);
    const mild = recorded.submitted("log/adverse-event/1", {
      term: { freeText: "Nausea" },
      began: "2026-02-20",
      serious: false,
    });
    expect(reasonsOf(mild, "dosing")).not.toContain("serious-adverse-event");
  });

  test("where a confidential report names the session; else the last one before the report", () => {
    const named = recorded.does("report-incident", { kinds: ["pressured"], visitId: "at-dosing" });
    expect(reasonsOf(named, "dosing")).toContain("confidential-report");
    expect(reasonsOf(named, "integration")).toEqual([]);
    const unnamed = recorded.does("report-incident", { kinds: ["other"] });
    expect(reasonsOf(unnamed, "integration")).toEqual(["confidential-report"]);
  });

  test("where a part of it is missing that the participant did not ask to leave out", () => {
    const gap = { from: "2026-02-21T13:10:00.000Z", until: "2026-02-21T13:20:00.000Z" };
    const note = { recordingId: ids.integration, ...gap };
    const asked = recorded.does("note-recording-gap", { ...note, why: "participant-asked" });
    expect(reasonsOf(asked, "integration")).toEqual([]);
    const failed = recorded.does("note-recording-gap", { ...note, why: "device-failed" });
    expect(reasonsOf(failed, "integration")).toEqual(["missing-recording"]);
  });

  test("where touch departed from the agreement in its session", () => {
    const data = {
      category: "procedure",
      rule: "touch-outside-agreement",
      description: { freeText: "A hand held longer." },
      about: "at-integration",
    };
    const touched = recorded.does("record-deviation", data);
    expect(reasonsOf(touched, "integration")).toEqual(["touch-deviation"]);
  });
});

describe("the latency of reviews", () => {
  const at = (day: number): Instant => new Date(Date.UTC(2026, 1, day)).toISOString() as Instant;
  const waits = (from: number, reviewed: number | null) => ({
    from: at(from),
    reviewedAt: reviewed === null ? null : at(reviewed),
  });

  test("is the median of the days to the first review; who waits too long counts as late", () => {
    const all = [waits(1, 3), waits(1, 5), waits(1, 20), waits(1, null), waits(27, null)];
    expect(reviewLatency(all, 7, at(28))).toEqual({
      required: 5,
      reviewed: 3,
      known: 4,
      inTime: 2,
      medianDays: 4,
    });
    expect(reviewLatency([waits(1, 3), waits(1, 5)], 7, at(28)).medianDays).toBe(3);
    expect(reviewLatency([], 7, at(28)).medianDays).toBeNull();
  });
});
