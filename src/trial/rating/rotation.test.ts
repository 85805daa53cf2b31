import { describe, expect, test } from "vitest";
import { type Person, staff } from "../testing/people.ts";
import { interviewRequest, ratedStudy, ratedTrial, waitingForInterview } from "../testing/rated-study.ts";
import { aTrial, entriesOf, type Story } from "../testing/story.ts";

const waiting = waitingForInterview();
const whole = ["address", "call-back-number", "clinician-name", "clinician-telephone"];

function handleOf({ state }: Story): string {
  return Object.keys(state.ratings).at(-1) ?? "";
}

function raterOf(story: Story, handle = handleOf(story)): Person {
  return story.trial.ratings[handle]?.rater === staff.firstRater.user ? staff.firstRater : staff.secondRater;
}

function other(rater: Person): Person {
  return rater.user === staff.firstRater.user ? staff.secondRater : staff.firstRater;
}

function rated(story: Story): Story {
  const circumstances = { about: handleOf(story), by: raterOf(story) };
  return story.does("submit-rating", { entries: entriesOf({ intrusion: 8, avoidance: 6 }) }, circumstances);
}

function atExtra(story: Story, startsAt: string): readonly [Story, object] {
  const planned = story.does("schedule-visit", {
    encounterId: "extra",
    plannedFor: startsAt,
    mode: "in-person",
  });
  const visit = Object.values(planned.state.visits.visits).at(-1)?.visitId ?? "";
  return [planned, { ...interviewRequest, formKey: `${visit}/interview/1`, startsAt }];
}

describe("a certificate", () => {
  const asOf = (more: object, story = aTrial(ratedStudy)) => {
    const certificate = { kind: "certificate", name: "Interviewer", issuer: "School", ...more };
    const held = story.does("record-credential", certificate, {
      about: staff.firstRater.user,
      by: "administrator",
    });
    return waitingForInterview(held);
  };

  test("that is absent, has ended before the interview, or is another, gives nobody", () => {
    const asked = (more: object) => asOf(more).refusal("request-rating", interviewRequest)?.message ?? "";
    for (const more of [
      { validFrom: "2026-01-01", validUntil: "2026-03-08" },
      { validFrom: "2026-01-01", name: "Other" },
      { validFrom: "2026-01-01", kind: "training" },
    ]) {
      expect(asked(more)).toContain("none holds the certificate “Interviewer” on that day");
    }
    expect(asked({ validFrom: "2026-01-01", validUntil: "2026-03-09" })).toBe("");
  });

  test("is asked for on the day of the interview, not on the day of asking", () => {
    const story = asOf({ validFrom: "2026-01-01", validUntil: "2026-03-09" });
    const later = { ...interviewRequest, startsAt: "2026-03-10T15:00:00.000Z" };
    expect(story.refusal("request-rating", later)?.code).toBe("no-rater");
  });

  test("is needed for its own form alone", () => {
    const guess = { ...interviewRequest, formKey: "at-baseline/rater-guess/1" };
    expect(waitingForInterview(aTrial(ratedStudy)).refusal("request-rating", guess)).toBeUndefined();
  });

  test("is kept by the rater coordinator for raters, and for nobody else", () => {
    const data = { kind: "training", name: "Course", issuer: "School", validFrom: "2026-01-01" };
    const refused = (person: Person) =>
      waiting.refusal("record-credential", data, { about: person.user, by: "raterCoordinator" })?.code;
    expect([refused(staff.firstRater), refused(staff.coordinator)]).toEqual([undefined, "not-staff"]);
  });
});

describe("rotation", () => {
  const first = rated(waiting.does("request-rating", interviewRequest));

  test("never brings the same rater twice through the primary endpoint", () => {
    const early = waitingForInterview(
      ratedTrial({
        ...ratedStudy,
        independentRating: { ...ratedStudy.independentRating, primaryEndpointEncounterId: "follow-up" },
      }),
    );
    const one = rated(early.does("request-rating", interviewRequest));
    const [second, secondRequest] = atExtra(one, "2026-03-12T15:00:00.000Z");
    const two = rated(second.does("request-rating", secondRequest));
    expect(raterOf(two)).toEqual(other(raterOf(one)));
    const [third, thirdRequest] = atExtra(two, "2026-03-15T15:00:00.000Z");
    expect(third.refusal("request-rating", thirdRequest)).toMatchObject({ code: "no-rater" });
  });

  test("never brings the same rater twice in a row afterwards", () => {
    const [second, secondRequest] = atExtra(first, "2026-03-12T15:00:00.000Z");
    const two = rated(second.does("request-rating", secondRequest));
    const [third, thirdRequest] = atExtra(two, "2026-03-15T15:00:00.000Z");
    const three = third.does("request-rating", thirdRequest);
    expect([raterOf(two), raterOf(three)]).toEqual([other(raterOf(first)), raterOf(first)]);
  });

  test("gives way to the rater coordinator, with a reason, and the deviation is recorded with it", () => {
    const [second, request] = atExtra(first, "2026-03-12T15:00:00.000Z");
    const { formKey } = request as { formKey: string };
    const choice = { formKey, rater: raterOf(first).user };
    expect(second.refusal("choose-rater", choice)?.code).toBe("reason-needed");
    const reason = "The other is on leave.";
    const nobody = { formKey, rater: staff.coordinator.user };
    expect(second.refusal("choose-rater", nobody, { reason })?.code).toBe("not-a-rater");
    const chosen = second.does("choose-rater", choice, { reason }).does("request-rating", request);
    expect(raterOf(chosen)).toEqual(raterOf(first));
    expect(Object.values(chosen.state.deviations).at(-1)).toMatchObject({
      category: "blinding",
      rule: "rater-rotation",
      about: formKey,
    });
    expect(chosen.state.chosenRaters).toEqual({});
  });

  test("records no deviation where the choice breaks no rule", () => {
    const [second, request] = atExtra(first, "2026-03-12T15:00:00.000Z");
    const { formKey } = request as { formKey: string };
    const choice = { formKey, rater: other(raterOf(first)).user };
    const chosen = second.does("choose-rater", choice, { reason: "Asked for." });
    const before = Object.keys(chosen.state.deviations).length;
    expect(Object.keys(chosen.does("request-rating", request).state.deviations)).toHaveLength(before);
  });
});

describe("a rater who learned something", () => {
  const asked = waiting.does("request-rating", interviewRequest);
  const about = handleOf(asked);
  const by = raterOf(asked);
  const filing = { learned: ["treatment"], from: "participant", learnedAt: "2026-03-09T12:30:00.000Z" };
  const filed = asked.does("file-rater-unblinding", filing, { about, by });

  test("files what it was, never which arm, and goes on", () => {
    expect(filed.trial.ratings[about]?.learned).toEqual([
      { facts: ["treatment"], from: "participant", learnedAt: filing.learnedAt },
    ]);
    expect(rated(filed).state.ratings[about]?.status).toBe("received");
    const ahead = { ...filing, learnedAt: "2026-03-10T12:30:00.000Z" };
    expect(asked.refusal("file-rater-unblinding", ahead, { about, by })?.code).toBe("learned-in-future");
    expect(asked.refusal("file-rater-unblinding", filing, { about, by: other(by) })?.code).toBe("not-found");
  });

  test("leaves the participant's record with no more than that another comes", () => {
    const events = asked.events("file-rater-unblinding", filing, { about, by });
    const participants = events.filter(({ stream }) => stream.startsWith("participant:"));
    expect(participants).toEqual([
      { type: "AnotherRaterNeeded", stream: `participant:${asked.id}`, data: { handle: about } },
    ]);
  });

  test("may hand the assessment back, and the next goes to another, also at the same visit", () => {
    const back = filed.does("hand-back-rating", { why: "learned-something" }, { about, by });
    expect(back.state.ratings[about]?.status).toBe("returned");
    expect(back.refusal("submit-rating", { entries: [] }, { about, by })?.code).toBe("rating-state");
    const again = back.does("request-rating", interviewRequest);
    expect(raterOf(again)).toEqual(other(by));
    const done = rated(again);
    const [second, request] = atExtra(done, "2026-03-12T15:00:00.000Z");
    expect(second.refusal("request-rating", request)?.code).toBe("no-rater");
  });

  test("may file it afterwards too", () => {
    expect(rated(asked).refusal("file-rater-unblinding", filing, { about, by })).toBeUndefined();
  });
});

describe("a remote interview", () => {
  const asked = waiting.does("request-rating", interviewRequest);
  const about = handleOf(asked);
  const by = raterOf(asked);
  const confirm = { handle: about, fields: whole };
  const begin = (story: Story) => story.refusal("start-rating", {}, { about, by })?.code;

  test("does not begin before it is confirmed where the participant is", () => {
    expect(begin(asked)).toBe("whereabouts-unconfirmed");
    expect(begin(asked.does("confirm-whereabouts", confirm))).toBeUndefined();
  });

  test("does not begin on what was confirmed longer ago than the protocol says", () => {
    const confirmed = asked.does("confirm-whereabouts", confirm);
    expect(begin(confirmed.on("2026-03-10T01:00:00.000Z"))).toBeUndefined();
    expect(begin(confirmed.on("2026-03-10T01:00:00.001Z"))).toBe("whereabouts-unconfirmed");
  });

  test("has what was confirmed for it alone: another visit needs its own", () => {
    const done = rated(asked.does("confirm-whereabouts", confirm));
    const planned = done.does("schedule-visit", {
      encounterId: "extra",
      plannedFor: "2026-03-09T18:00:00.000Z",
      mode: "telephone",
    });
    const visit = Object.values(planned.state.visits.visits).at(-1)?.visitId ?? "";
    const request = {
      ...interviewRequest,
      formKey: `${visit}/interview/1`,
      startsAt: "2026-03-09T18:00:00.000Z",
    };
    const next = planned.does("request-rating", request);
    const refusal = next.refusal("start-rating", {}, { about: handleOf(next), by: raterOf(next) });
    expect(refusal?.code).toBe("whereabouts-unconfirmed");
  });

  test("is confirmed whole, for an open assessment of this participant", () => {
    expect(asked.refusal("confirm-whereabouts", { handle: by.user, fields: whole })?.code).toBe(
      "no-open-rating",
    );
    expect(() => asked.refusal("confirm-whereabouts", { handle: about, fields: ["address"] })).toThrow();
  });

  test("holds an alarm that is never refused, notes what was read, and stands until somebody says how it ended", () => {
    const confirmed = asked.does("confirm-whereabouts", confirm);
    const events = confirmed.events("declare-danger", {}, { about, by });
    expect(events.map(({ type }) => type)).toEqual([
      "EmergencyOpened",
      "ParticipantInDangerDeclared",
      "WhereaboutsRead",
    ]);
    expect(events[0]?.data).toEqual({ until: "2026-03-09T14:00:00.000Z" });
    expect(asked.events("declare-danger", {}, { about, by })).toHaveLength(2);
    expect(asked.refusal("declare-danger", {}, { about, by: other(by) })?.code).toBe("not-found");
    const declared = confirmed.does("declare-danger", {}, { about, by });
    expect(declared.state.ratings[about]?.danger?.isResolved).toBe(false);
    const outcome = { handle: about, outcome: { freeText: "Safe at home." } };
    const resolved = declared.does("resolve-danger", outcome);
    expect(resolved.state.ratings[about]?.danger?.isResolved).toBe(true);
    expect(resolved.refusal("resolve-danger", outcome)?.code).toBe("no-danger");
    const nowhere = { ...outcome, handle: by.user };
    expect(resolved.refusal("resolve-danger", nowhere)?.code).toBe("no-open-rating");
    expect(rated(declared).state.ratings[about]?.status).toBe("received");
  });
});

describe("a second rating", () => {
  const first = rated(waiting.does("request-rating", interviewRequest));
  const handle = handleOf(first);
  const again = { handle, startsAt: "2026-03-11T15:00:00.000Z" };
  const requested = first.does("request-second-rating", again);
  const own = Object.keys(requested.state.secondRatings)[0] ?? "";
  const by = other(raterOf(first));

  test("goes to another, who learns neither the first score nor whose it is", () => {
    const { secondRatings } = requested.state;
    expect(secondRatings[own]).toMatchObject({ ofRating: handle, rater: by.user, status: "requested" });
    const assigned = JSON.stringify(requested.trial.ratings[own]);
    for (const secret of [handle, first.id, "at-baseline", "severity"])
      expect(assigned).not.toContain(secret);
    expect(requested.trial.ratings[own]).toMatchObject({ basis: "recording", status: "assigned" });
  });

  test("stands beside the first and never in its place", () => {
    const entries = entriesOf({ intrusion: 3, avoidance: 2 });
    const done = requested.does("submit-rating", { entries }, { about: own, by });
    expect(done.state.forms[interviewRequest.formKey]?.derived).toMatchObject({ severity: 14 });
    expect(done.trial.ratings[own]?.derived).toMatchObject({ severity: 5 });
    expect(done.state.secondRatings[own]?.status).toBe("received");
    const corrected = done.does(
      "correct-rating",
      { entries: entriesOf({ intrusion: 4 }) },
      { about: own, by, reason: "Misheard." },
    );
    expect(corrected.state.forms[interviewRequest.formKey]?.derived).toMatchObject({ severity: 14 });
    expect(corrected.trial.ratings[own]?.derived).toMatchObject({ severity: 6 });
  });

  test("is asked for once, of a rating that is in, unless it was given back", () => {
    expect(requested.refusal("request-second-rating", again)?.code).toBe("second-rating-requested");
    expect(first.refusal("request-second-rating", { ...again, handle: own })?.code).toBe("no-open-rating");
    const open = waiting.does("request-rating", interviewRequest);
    const early = { ...again, handle: handleOf(open) };
    expect(open.refusal("request-second-rating", early)?.code).toBe("not-rated");
    const back = requested.does("hand-back-rating", { why: "ill" }, { about: own, by });
    expect(back.refusal("request-second-rating", again)?.code).toBe("no-rater");
  });

  test("keeps its rater from the participant through the primary endpoint, and not for ever afterwards", () => {
    const early = waitingForInterview(
      ratedTrial({
        ...ratedStudy,
        independentRating: { ...ratedStudy.independentRating, primaryEndpointEncounterId: "follow-up" },
      }),
    );
    const one = rated(early.does("request-rating", interviewRequest));
    const listened = one.does("request-second-rating", { ...again, handle: handleOf(one) });
    const [extra, request] = atExtra(listened, "2026-03-12T15:00:00.000Z");
    expect(extra.refusal("request-rating", request)?.code).toBe("no-rater");
    const [after, later] = atExtra(requested, "2026-03-12T15:00:00.000Z");
    expect(raterOf(after.does("request-rating", later))).toEqual(by);
  });

  test("is of a recording: it begins without whereabouts, and nobody is on the line to be in danger", () => {
    expect(requested.refusal("start-rating", {}, { about: own, by })).toBeUndefined();
    expect(requested.refusal("declare-danger", {}, { about: own, by })?.code).toBe("not-an-interview");
  });
});
