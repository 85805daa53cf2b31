import { describe, expect, test } from "vitest";
import { followedStudy } from "../testing/followed-study.ts";
import { staff } from "../testing/people.ts";
import { aTrial } from "../testing/story.ts";
import { isDrawnBy } from "./draw.ts";

const dosed = aTrial(followedStudy)
  .another(1)
  .on("2026-02-02")
  .randomized()
  .on("2026-02-20")
  .began("at-dosing");
const told = {
  visitId: "at-dosing",
  device: "Camera 2",
  startedAt: "2026-02-20T13:00:00.000Z",
  heldBy: [staff.therapist.user],
};
const running = dosed.does("start-recording", told);
const [recordingId = ""] = Object.keys(running.state.recordings.recordings);
const file = { recordingId, sha256: "a".repeat(64), bytes: 8_000, custodian: "Archive", place: "Vault" };

describe("a recording", () => {
  test("is in the register with its session, its device and the consent that stood that day", () => {
    expect(running.state.recordings.recordings[recordingId]).toMatchObject({
      session: "dosing",
      device: "Camera 2",
      hasConsent: true,
      stoppedAt: null,
    });
    expect(running.state.deviations).toEqual({});
  });

  test("made without consent is on record all the same, with its deviation in the same append", () => {
    const declined = dosed.withdrew(["recordings"], "2026-02-20");
    const types = declined.events("start-recording", told).map(({ type }) => type);
    expect(types).toEqual(["RecordingStarted", "DeviationRecorded", "RecordingDrawn"]);
    const [deviation] = Object.values(declined.does("start-recording", told).state.deviations);
    expect(deviation).toMatchObject({ rule: "recording-without-consent", about: "at-dosing" });
  });

  test("is told of only where a session was held", () => {
    const no = dosed.refusal("start-recording", { ...told, visitId: "at-screening" });
    expect(no?.code).toBe("no-such-session");
  });

  test("has gaps with their reasons, and ends once", () => {
    const gap = {
      recordingId,
      from: "2026-02-20T13:10:00.000Z",
      until: "2026-02-20T13:20:00.000Z",
      why: "participant-asked",
    };
    const stopped = running
      .does("note-recording-gap", gap)
      .on("2026-02-20T21:00:00.000Z")
      .does("stop-recording", { recordingId, stoppedAt: "2026-02-20T20:59:00.000Z" });
    expect(stopped.state.recordings.recordings[recordingId]?.gaps).toMatchObject([
      { why: "participant-asked" },
    ]);
    expect(
      stopped.refusal("stop-recording", { recordingId, stoppedAt: "2026-02-20T20:59:00.000Z" })?.code,
    ).toBe("recording-stopped");
    expect(running.refusal("note-recording-gap", { ...gap, until: gap.from })?.code).toBe("gap-times");
  });

  test("has a file that is entered once, and custody that is handed over", () => {
    const filed = running.does("export-recording", file);
    expect(filed.refusal("export-recording", file)?.code).toBe("recording-filed");
    expect(running.refusal("hand-over-recording", { recordingId, custodian: "B", place: "C" })?.code).toBe(
      "recording-unfiled",
    );
    const handed = filed.does("hand-over-recording", { recordingId, custodian: "Sponsor", place: "Berlin" });
    expect(
      handed.state.recordings.recordings[recordingId]?.custody.map(({ custodian }) => custodian),
    ).toEqual(["Archive", "Sponsor"]);
  });

  test("is deleted for a withdrawal only where consent was withdrawn; its line stays", () => {
    const filed = running.does("export-recording", file);
    const gone = { recordingId, because: "consent-withdrawn", how: "Overwritten" };
    expect(filed.refusal("delete-recording", gone)?.code).toBe("consent-stands");
    const deleted = filed.withdrew(["recordings"]).does("delete-recording", gone);
    expect(deleted.state.recordings.recordings[recordingId]).toMatchObject({
      file: { sha256: file.sha256 },
      deleted: { because: "consent-withdrawn" },
    });
    expect(deleted.refusal("open-recording", { recordingId, purpose: "See" })?.code).toBe(
      "recording-deleted",
    );
  });

  test("that is missing departs from the protocol, unless the participant did not want it", () => {
    const session = { visitId: "at-dosing" };
    const forgotten = dosed.does("note-unrecorded-session", { ...session, why: "forgotten" });
    expect(Object.values(forgotten.state.deviations)).toMatchObject([{ rule: "session-not-recorded" }]);
    const declined = dosed.does("note-unrecorded-session", { ...session, why: "participant-declined" });
    expect(declined.state.deviations).toEqual({});
    expect(running.refusal("note-unrecorded-session", { ...session, why: "forgotten" })?.code).toBe(
      "session-recorded",
    );
  });
});

describe("what is told of a recording is refused", () => {
  const nobody = "99999999-9999-4999-8999-999999999999";

  test("where there is none of that id, or it is in the register already", () => {
    expect(running.refusal("open-recording", { recordingId: nobody, purpose: "See" })?.code).toBe(
      "no-such-recording",
    );
    expect(running.refusal("start-recording", { ...told, recordingId })?.code).toBe("recording-known");
    const other = running.another(2).contacted().consented().began("at-screening");
    expect(other.refusal("open-recording", { recordingId, purpose: "See" })?.code).toBe("no-such-recording");
  });

  test("where its times cannot be", () => {
    expect(dosed.refusal("start-recording", { ...told, startedAt: "2026-02-21T13:00:00.000Z" })?.code).toBe(
      "still-to-come",
    );
    expect(
      running.refusal("stop-recording", { recordingId, stoppedAt: "2026-02-20T12:00:00.000Z" })?.code,
    ).toBe("recording-times");
  });

  test("where it was told afterwards, all at once, it is in the register with its end and its file", () => {
    const { recordingId: _id, ...whole } = file;
    const entered = dosed.on("2026-02-20T22:00:00.000Z").does("start-recording", {
      ...told,
      stoppedAt: "2026-02-20T21:00:00.000Z",
      file: whole,
    });
    expect(Object.values(entered.state.recordings.recordings)).toMatchObject([
      { stoppedAt: "2026-02-20T21:00:00.000Z", file: { sha256: file.sha256 } },
    ]);
  });
});

describe("the draw", () => {
  test("lies with its randomness in a stream that is not the participant's, so that anybody can draw again", () => {
    const drawn = running.trial.reviews[recordingId]?.drawn;
    expect(drawn).toMatchObject({ share: 1, isDrawn: true });
    expect(isDrawnBy(drawn?.randomness ?? "", 1)).toBe(true);
  });

  test("takes about the share that the design names", () => {
    const many = Array.from({ length: 4_000 }, (_, at) => isDrawnBy(`randomness ${at}`, 0.25));
    const share = many.filter(Boolean).length / many.length;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
    expect(isDrawnBy("anything", 0)).toBe(false);
    expect(isDrawnBy("anything", 1)).toBe(true);
  });
});

describe("somebody who opens a recording", () => {
  const opening = { recordingId, purpose: "Supervision" };

  test("of the site is in the register, and a reviewer where no site reads it", () => {
    const seen = running.does("open-recording", opening, { by: "therapist" });
    expect(seen.state.recordings.recordings[recordingId]?.openings).toMatchObject([
      { by: staff.therapist.user, purpose: "Supervision" },
    ]);
    const reviewed = running.does("open-recording", opening, { by: "sessionAuditor" });
    expect(reviewed.state).toBe(running.state);
    expect(reviewed.trial.reviews[recordingId]?.openings).toMatchObject([{ by: staff.sessionAuditor.user }]);
  });
});

describe("a review", () => {
  const review = {
    recordingId,
    capacity: "session-auditor",
    ratings: { presence: 3, limits: 4 },
    prohibited: [],
    seen: [],
    words: { freeText: "By the manual." },
  };

  test("rates every item by the criteria of the design, once for each reviewer", () => {
    expect(running.refusal("review-recording", { ...review, ratings: { presence: 3 } })?.code).toBe(
      "review-ratings",
    );
    expect(
      running.refusal("review-recording", { ...review, ratings: { presence: 9, limits: 1 } })?.code,
    ).toBe("review-ratings");
    const reviewed = running.does("review-recording", review);
    expect(reviewed.trial.reviews[recordingId]?.reviews).toMatchObject([
      { criteriaVersion: "Meadow criteria 1", ratings: { presence: 3 } },
    ]);
    expect(reviewed.state).toBe(running.state);
    expect(reviewed.refusal("review-recording", review)?.code).toBe("reviewed-already");
  });

  test("of which the reviewer saw what nobody recorded asks the site, which records it or says why not", () => {
    const seen = [{ freeText: "Laughed and said that everything was wonderful." }];
    const raised = running.does("review-recording", { ...review, seen });
    const [one] = Object.values(raised.state.recordings.discrepancies);
    expect(one).toMatchObject({ formKey: "at-dosing/effects/1", settled: null });
    const answer = { discrepancyId: one?.discrepancyId, why: { freeText: "Missed." } };
    expect(raised.refusal("settle-discrepancy", { ...answer, outcome: "recorded" })?.code).toBe(
      "not-recorded",
    );
    const settled = raised.does("settle-discrepancy", { ...answer, outcome: "not-an-event" });
    expect(Object.values(settled.state.recordings.discrepancies)[0]?.settled).toMatchObject({
      outcome: "not-an-event",
    });
  });

  test("is asked once of the site, and only of what a reviewer saw", () => {
    const seen = [{ freeText: "Laughed." }];
    const raised = running.does("review-recording", { ...review, seen });
    const [one] = Object.values(raised.state.recordings.discrepancies);
    const answer = {
      discrepancyId: one?.discrepancyId,
      outcome: "not-confirmed",
      why: { freeText: "Nobody laughed." },
    };
    const settled = raised.does("settle-discrepancy", answer);
    expect(settled.refusal("settle-discrepancy", answer)?.code).toBe("discrepancy-settled");
    expect(settled.refusal("settle-discrepancy", { ...answer, discrepancyId: recordingId })?.code).toBe(
      "no-such-discrepancy",
    );
  });

  test("needs a protocol that says what to rate by", () => {
    const { recordings: _none, ...silent } = followedStudy;
    const unplanned = aTrial(silent)
      .another(1)
      .on("2026-02-02")
      .randomized()
      .on("2026-02-20")
      .began("at-dosing")
      .does("start-recording", { ...told, recordingId });
    expect(unplanned.refusal("review-recording", review)?.code).toBe("reviews-unplanned");
    expect(unplanned.trial.reviews[recordingId]?.drawn?.isDrawn).toBe(false);
  });

  test("that saw prohibited behavior opens an incident at once, and nothing that the site could see", () => {
    const flagged = running.does("review-recording", { ...review, prohibited: ["restraint"] });
    expect(Object.values(flagged.trial.incidents)).toMatchObject([
      { via: "reviewer", kinds: ["restraint"], visitId: "at-dosing", participantId: running.id },
    ]);
    expect(flagged.state).toBe(running.state);
  });
});
