import { describe, expect, test } from "vitest";
import type { ZoneId } from "#kernel";
import { compile, meadowAmendment } from "../testing/meadow-study.ts";
import { aParticipant, type Story } from "../testing/story.ts";
import { visitOf } from "./evolve.ts";
import { scheduleOf } from "./schedule-of.ts";

const called = aParticipant().contacted();
const consented = called.consented();
const enrolled = aParticipant().screened().confirmedEligible().enrolled();
const why = { freeText: "Ill." };

function visit({ state }: Story, id: string) {
  return visitOf(state.visits, id);
}

function deviations({ state }: Story) {
  return Object.values(state.deviations).map(({ category, rule, about }) => ({ category, rule, about }));
}

describe("a visit in the calendar", () => {
  const plan = { instanceId: "at-screening", plannedFor: "2026-02-10T09:00:00.000-05:00", mode: "in-person" };
  const planned = consented.does("schedule-visit", plan);

  test("is planned, moved and canceled, and every plan is kept", () => {
    const moved = planned.does("reschedule-visit", {
      visitId: "at-screening",
      plannedFor: "2026-02-12T14:00:00.000Z",
      why,
    });
    expect(visit(moved, "at-screening")?.planned).toHaveLength(2);
    const canceled = moved.does("cancel-visit", { visitId: "at-screening", why });
    expect(visit(canceled, "at-screening")?.status).toBe("canceled");
    const again = canceled.does("schedule-visit", plan);
    expect(visit(again, "at-screening")).toMatchObject({ status: "scheduled" });
    expect(visit(again, "at-screening")?.planned).toHaveLength(3);
  });

  test("is planned once", () => {
    expect(planned.refusal("schedule-visit", plan)?.code).toBe("visit-planned");
  });

  test("is one of the schedule that is still open", () => {
    const done = consented.began("at-screening");
    expect(done.refusal("schedule-visit", plan)?.code).toBe("no-open-visit");
    expect(consented.refusal("schedule-visit", { ...plan, instanceId: "at-sea" })?.code).toBe(
      "no-open-visit",
    );
  });

  test("is held in a way that the protocol knows", () => {
    expect(consented.refusal("schedule-visit", { ...plan, mode: "telephone" })?.code).toBe("contact-mode");
  });

  test("may come besides the schedule, as often as needed", () => {
    const extra = { encounterId: "extra", plannedFor: plan.plannedFor, mode: "in-person" };
    const twice = consented.does("schedule-visit", extra).does("schedule-visit", extra);
    expect(Object.keys(twice.state.visits.visits)).toEqual(["extra", "extra.2"]);
    const no = consented.refusal("schedule-visit", { ...extra, encounterId: "screening" });
    expect(no?.code).toBe("no-such-encounter");
  });

  test("can be moved or canceled only while it is planned", () => {
    const begun = planned.began("at-screening");
    const move = { visitId: "at-screening", plannedFor: plan.plannedFor, why };
    expect(begun.refusal("reschedule-visit", move)?.code).toBe("visit-state");
    expect(begun.refusal("cancel-visit", { visitId: "at-screening", why })?.code).toBe("visit-state");
    expect(begun.refusal("cancel-visit", { visitId: "at-dosing", why })?.code).toBe("no-such-visit");
  });

  test("is not planned for somebody who has left", () => {
    const failed = consented.does("fail-screening", { criteria: [], why });
    expect(failed.refusal("schedule-visit", plan)?.code).toBe("participation-ended");
  });

  test("is known by its id alone: a word that every object answers to is no visit", () => {
    for (const id of ["constructor", "toString", "__proto__"]) {
      expect(consented.refusal("cancel-visit", { visitId: id, why })?.code).toBe("no-such-visit");
      const form = { formKey: `${id}/demographics/1`, entries: [] };
      expect(consented.refusal("submit-form", form)?.code).toBe("visit-not-begun");
    }
  });
});

describe("a visit that begins", () => {
  test("counts for the day at the site", () => {
    const evening = consented.on("2026-02-03T03:30:00.000Z").began("at-screening");
    expect(visit(evening, "at-screening")).toMatchObject({ day: "2026-02-02", status: "in-progress" });
  });

  test("begins once", () => {
    const begun = consented.began("at-screening");
    expect(begun.refusal("start-visit", { visitId: "at-screening", mode: "in-person" })?.code).toBe(
      "visit-state",
    );
  });

  test("is one of the schedule, or an unscheduled one", () => {
    const begin = (data: object) => consented.refusal("start-visit", { mode: "in-person", ...data })?.code;
    expect(begin({ visitId: "at-sea" })).toBe("no-such-visit");
    expect(begin({ visitId: "extra", encounterId: "extra" })).toBeUndefined();
  });

  test("is a session of the treatment only for those who were enrolled", () => {
    const begin = (story: Story, visitId: string) =>
      story.refusal("start-visit", { visitId, mode: "in-person" })?.code;
    expect([begin(consented, "at-preparation"), begin(consented, "at-dosing")]).toEqual([
      "not-enrolled",
      "not-enrolled",
    ]);
    expect([begin(enrolled, "at-preparation"), begin(enrolled, "at-dosing")]).toEqual([undefined, undefined]);
  });

  test("in another way than the protocol has it is a deviation", () => {
    const byTelephone = consented.began("at-screening", { mode: "telephone" });
    expect(deviations(byTelephone)).toEqual([
      { category: "procedure", rule: "contact-mode", about: "at-screening" },
    ]);
  });

  test("needs a protocol", () => {
    const empty = aParticipant().refusal("start-visit", { visitId: "at-screening", mode: "in-person" });
    expect(empty?.code).toBe("consent-never-signed");
  });
});

describe("the window of a visit", () => {
  const begin = (day: string) => deviations(enrolled.on(day).began("at-preparation")).map(({ rule }) => rule);

  test("is counted from what happened; outside it the visit takes place and is a deviation", () => {
    // Screening was on 2 February: 28 days later, 14 either way.
    expect(begin("2026-02-15")).toEqual(["visit-early"]);
    expect(begin("2026-02-16")).toEqual([]);
    expect(begin("2026-03-16")).toEqual([]);
    expect(begin("2026-03-17")).toEqual(["visit-late"]);
  });

  test("planned, actual and verdict are facts of their own", () => {
    const late = enrolled.on("2026-03-17").began("at-preparation");
    const { points } = scheduleOf(late.state, compile(meadowStudyOf(late)), "America/New_York" as ZoneId);
    const point = points.find(({ instanceId }) => instanceId === "at-preparation");
    expect(point?.plan).toMatchObject({ target: "2026-03-02", earliest: "2026-02-16", latest: "2026-03-16" });
    expect(point?.actual).toMatchObject({ status: "done", start: "2026-03-17" });
    expect(point?.verdict).toMatchObject({ verdict: "late", off: 1 });
  });
});

describe("a visit that was held", () => {
  test("is recorded afterwards, on the day on which it was", () => {
    const recorded = enrolled
      .on("2026-03-20")
      .does(
        "record-held-visit",
        { visitId: "at-preparation", mode: "in-person" },
        { at: "2026-03-02T15:00:00.000Z" },
      );
    expect(visit(recorded, "at-preparation")?.day).toBe("2026-03-02");
    expect(deviations(recorded)).toEqual([]);
  });

  test("is not recorded before it happens", () => {
    const no = enrolled.refusal(
      "record-held-visit",
      { visitId: "at-preparation", mode: "in-person" },
      { at: "2026-03-02T15:00:00.000Z" },
    );
    expect(no?.code).toBe("visit-in-future");
  });

  test("is not refused for a rule that it broke; the breach is recorded with it", () => {
    const tooSoon = consented.does("record-held-visit", { visitId: "at-dosing", mode: "in-person" });
    expect(visit(tooSoon, "at-dosing")?.status).toBe("in-progress");
    expect(deviations(tooSoon)).toContainEqual({
      category: "procedure",
      rule: "not-enrolled",
      about: "at-dosing",
    });
    const withoutConsent = called.does("record-held-visit", { visitId: "at-screening", mode: "in-person" });
    expect(deviations(withoutConsent)).toContainEqual({
      category: "consent",
      rule: "consent-never-signed",
      about: "at-screening",
    });
  });
});

describe("a visit that ends", () => {
  const begun = consented.began("at-screening");
  const filled = begun
    .submitted("at-screening/demographics/1", { age: 35, "prior-use": false })
    .submitted("at-screening/vitals/1", { weight: 70, height: 1.75 })
    .submitted("at-screening/agreement/1", { agreed: true });
  const complete = (story: Story, at?: string) =>
    story.refusal("complete-visit", { visitId: "at-screening" }, at ? { at } : {})?.code;

  test("has every required form submitted, or marked as not done", () => {
    expect(complete(begun)).toBe("visit-incomplete");
    expect(complete(filled)).toBe("visit-incomplete");
    const marked = filled.does("mark-form-not-done", { formKey: "at-screening/phq9/1", why });
    expect(complete(marked)).toBeUndefined();
    expect(visit(marked.does("complete-visit", { visitId: "at-screening" }), "at-screening")?.status).toBe(
      "completed",
    );
  });

  test("does not end before it began", () => {
    const marked = filled.does("mark-form-not-done", { formKey: "at-screening/phq9/1", why });
    expect(complete(marked, "2026-02-02T13:59:59.000Z")).toBe("ends-before-start");
  });

  test("has begun", () => {
    expect(complete(consented)).toBe("no-such-visit");
  });

  test("is complete by the protocol under which it began", () => {
    const amended = filled
      .does("mark-form-not-done", { formKey: "at-screening/phq9/1", why })
      .does("publish-design", { design: withAnotherForm, summary: "Amendment." });
    const under = (version: string) => amended.in(migrated(amended, version));
    expect(complete(under("2.0"))).toBeUndefined();
  });
});

describe("a visit that did not take place", () => {
  test("is a deviation, and the schedule goes on", () => {
    const missed = enrolled.does("miss-visit", { visitId: "at-preparation", why });
    expect(visit(missed, "at-preparation")?.status).toBe("missed");
    expect(deviations(missed)).toEqual([
      { category: "visit-missed", rule: "visit-missed", about: "at-preparation" },
    ]);
    expect(missed.refusal("miss-visit", { visitId: "at-preparation", why })?.code).toBe("visit-state");
    expect(missed.refusal("start-visit", { visitId: "at-dosing", mode: "in-person" })).toBeUndefined();
  });
});

describe("a way of the schedule", () => {
  const choose = (instanceId: string, next: string) =>
    enrolled.refusal("choose-branch", { instanceId, next })?.code;

  test("is chosen where the design leaves a choice, and leads where it leads", () => {
    expect(choose("symptoms-back", "at-retreatment")).toBeUndefined();
    expect(choose("symptoms-back", "exit")).toBeUndefined();
    expect(choose("symptoms-back", "at-screening")).toBe("no-such-way");
    expect(choose("at-screening", "at-preparation")).toBe("no-such-decision");
  });

  test("opens the visits behind it", () => {
    const plan = { instanceId: "at-retreatment", plannedFor: "2026-06-01T14:00:00.000Z", mode: "in-person" };
    expect(enrolled.refusal("schedule-visit", plan)?.code).toBe("no-open-visit");
    const chosen = enrolled.does("choose-branch", { instanceId: "symptoms-back", next: "at-retreatment" });
    expect(chosen.refusal("schedule-visit", plan)).toBeUndefined();
  });
});

/** The amendment, with one more form at screening. */
const withAnotherForm = {
  ...meadowAmendment,
  activities: meadowAmendment.activities?.map((activity) =>
    activity.id === "screen"
      ? { ...activity, formIds: [...(activity.formIds ?? []), "discharge"] }
      : activity,
  ),
};

function migrated({ trial, id, state }: Story, version: string): Story["trial"] {
  const migrations = [{ toVersion: version, at: trial.now }];
  const moved = { ...state, enrollment: { ...state.enrollment, migrations } };
  return { ...trial, participants: { ...trial.participants, [id]: moved } };
}

function meadowStudyOf({ trial }: Story): unknown {
  return trial.study.designs[0]?.design;
}
