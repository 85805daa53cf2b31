import { describe, expect, test } from "vitest";
import { aParticipant, type Story } from "../testing/story.ts";

const enrolled = aParticipant().screened().confirmedEligible().enrolled().on("2026-03-02");
const left = enrolled.does("end-participation", {
  reason: "withdrawal-by-participant",
  endedOn: "2026-03-02",
});

const begin = (story: Story, visitId: string, mode: string) =>
  story.refusal("start-visit", { visitId, mode })?.code;

describe("somebody who has left the study", () => {
  test("is still called for their safety", () => {
    expect(begin(left, "at-safety-call", "telephone")).toBeUndefined();
    const planned = { instanceId: "at-safety-call", plannedFor: "2026-03-04T15:00:00Z", mode: "telephone" };
    expect(left.refusal("schedule-visit", planned)).toBeUndefined();
  });

  test("is neither prepared nor dosed, nor asked to other visits", () => {
    expect(begin(left, "at-preparation", "in-person")).toBe("participation-ended");
    expect(begin(left, "at-dosing", "in-person")).toBe("participation-ended");
    expect(begin(left, "at-follow-up", "in-person")).toBe("participation-ended");
  });

  test("has a safety call recorded without a deviation", () => {
    const held = left.does("record-held-visit", { visitId: "at-safety-call", mode: "telephone" });
    const rules = Object.values(held.state.deviations).map(({ rule }) => rule);
    expect(rules).not.toContain("participation-ended");
  });
});

test("a moment is kept in one way, however its offset was written", () => {
  const planned = { instanceId: "at-screening", plannedFor: "2026-02-10T09:00:00-05:00", mode: "in-person" };
  const story = aParticipant().contacted().does("schedule-visit", planned);
  expect(story.state.visits.visits["at-screening"]?.planned).toEqual(["2026-02-10T14:00:00.000Z"]);
});

describe("why a visit was moved, canceled or missed", () => {
  const planned = aParticipant().contacted().consented().does("schedule-visit", {
    instanceId: "at-screening",
    plannedFor: "2026-02-10T14:00:00Z",
    mode: "in-person",
  });
  const whyOf = (story: Story) => story.state.visits.visits["at-screening"]?.why?.freeText ?? null;

  test("stands with the visit until it is arranged anew or held", () => {
    const moved = planned.does("reschedule-visit", {
      visitId: "at-screening",
      plannedFor: "2026-02-11T14:00:00Z",
      why: { freeText: "Snow." },
    });
    const canceled = moved.does("cancel-visit", { visitId: "at-screening", why: { freeText: "Flu." } });
    expect([whyOf(planned), whyOf(moved), whyOf(canceled)]).toEqual([null, "Snow.", "Flu."]);
    expect(whyOf(canceled.began("at-screening"))).toBeNull();
  });

  test("stands for good with one that was missed", () => {
    const missed = planned.does("miss-visit", {
      visitId: "at-screening",
      why: { freeText: "Did not come." },
    });
    expect(whyOf(missed)).toBe("Did not come.");
  });
});
