import { describe, expect, test } from "vitest";
import type { Instant } from "#kernel";
import { followedStudy } from "../testing/followed-study.ts";
import { aTrial, type Story } from "../testing/story.ts";
import { attemptsInVain } from "./calls.ts";
import { dosingHold } from "./dosing-hold.ts";

const dosed = aTrial(followedStudy)
  .another(1)
  .on("2026-02-02")
  .randomized()
  .on("2026-02-20T13:00:00.000Z")
  .began("at-dosing");
const form = "at-dosing/suicidality/1";
const nothing = {
  ideation1: false,
  ideation2: false,
  preparatoryActs: false,
  abortedAttempt: false,
  interruptedAttempt: false,
  actualAttempt: false,
  completedSuicide: false,
  nonSuicidalSelfInjury: false,
};
const grave = {
  ...nothing,
  ideation1: true,
  ideation2: true,
  ideation3: true,
  ideation4: true,
  ideation5: false,
};
const escalated = dosed.submitted(form, grave);
const idOf = (story: Story): string => Object.keys(story.state.followUp.escalations)[0] ?? "";
const at = (moment: string): Instant => moment as Instant;
const words = { freeText: "Seen, talked, safe at home." };

describe("an escalation", () => {
  test("opens by itself from ideation 4 on, with a due time for every step", () => {
    const [one] = Object.values(escalated.state.followUp.escalations);
    expect(one).toMatchObject({ formKey: form, ideation: 4, hasBehavior: false, cleared: null });
    expect(one?.dueBy).toEqual({
      clinician: "2026-02-20T14:00:00.000Z",
      "contact-person": "2026-02-20T15:00:00.000Z",
      "safety-plan": "2026-02-20T17:00:00.000Z",
      "next-contact": "2026-02-21T13:00:00.000Z",
    });
  });

  test("opens with any behavior, and with a draft that nobody has handed in", () => {
    const entries = [{ path: "preparatoryActs", value: true }];
    const drafted = dosed.does("draft-items", { formKey: form, entries });
    expect(Object.values(drafted.state.followUp.escalations)).toMatchObject([
      { ideation: 0, hasBehavior: true },
    ]);
  });

  test("does not open below, nor for self-injury without intent", () => {
    const mild = {
      ...nothing,
      ideation1: true,
      ideation2: true,
      ideation3: true,
      nonSuicidalSelfInjury: true,
    };
    const story = dosed.submitted(form, { ...mild, ideation4: false, ideation5: false });
    expect(story.state.followUp.escalations).toEqual({});
  });

  test("opens once for one form, and anew where its answers become graver", () => {
    const same = escalated.corrected(form, { ideation1: true });
    expect(Object.keys(same.state.followUp.escalations)).toHaveLength(1);
    const graver = escalated.corrected(form, { ideation5: true });
    expect(Object.keys(graver.state.followUp.escalations)).toHaveLength(2);
  });

  test("holds dosing until a physician clears it, whatever steps were taken and whatever the form says then", () => {
    const taken = escalated.does("take-suicidality-step", {
      escalationId: idOf(escalated),
      step: "clinician",
      remark: words,
    });
    const hold = dosingHold({ participant: taken.state }, at("2026-02-20T18:00:00.000Z"));
    expect(hold).toMatchObject({ holds: true });
    expect(hold.holds && hold.escalations[0]?.open).toEqual([
      { step: "contact-person", dueAt: "2026-02-20T15:00:00.000Z", isOverdue: true },
      { step: "safety-plan", dueAt: "2026-02-20T17:00:00.000Z", isOverdue: true },
      { step: "next-contact", dueAt: "2026-02-21T13:00:00.000Z", isOverdue: false },
    ]);
    const corrected = taken.corrected(form, { ideation4: false });
    expect(dosingHold({ participant: corrected.state }, at("2026-02-20T18:00:00.000Z")).holds).toBe(true);
  });

  test("is cleared by an investigator's signature, after a clinician and a safety plan, and lets go from then on", () => {
    const clearing = { escalationId: idOf(escalated), judgment: "managed", words };
    expect(escalated.refusal("clear-suicidality", clearing)?.code).toBe("escalation-unfinished");
    const ready = (["clinician", "safety-plan"] as const).reduce(
      (story, step) =>
        story.does("take-suicidality-step", { escalationId: clearing.escalationId, step, remark: words }),
      escalated.on("2026-02-20T16:00:00.000Z"),
    );
    const cleared = ready.does("clear-suicidality", clearing);
    const { state: participant } = cleared;
    expect(dosingHold({ participant }, at("2026-02-20T15:59:00.000Z")).holds).toBe(true);
    expect(dosingHold({ participant }, at("2026-02-20T16:00:00.000Z"))).toEqual({ holds: false });
    expect(cleared.refusal("clear-suicidality", clearing)?.code).toBe("escalation-cleared");
  });

  test("of answers that were entered in error is cleared without steps, by signature all the same", () => {
    const cleared = escalated.does("clear-suicidality", {
      escalationId: idOf(escalated),
      judgment: "in-error",
      words,
    });
    expect(dosingHold({ participant: cleared.state }, cleared.trial.now).holds).toBe(false);
  });

  test("is known by its id", () => {
    const step = { escalationId: "99999999-9999-4999-8999-999999999999", step: "clinician", remark: words };
    expect(escalated.refusal("take-suicidality-step", step)?.code).toBe("no-such-escalation");
  });

  test("does not hold before it was opened", () => {
    expect(dosingHold({ participant: escalated.state }, at("2026-02-20T12:59:00.000Z")).holds).toBe(false);
  });
});

describe("a call", () => {
  const inVain = { visitId: "at-safety-call", way: "telephone", reached: false };
  const calling = dosed.on("2026-02-27T14:00:00.000Z");
  const twice = calling.does("log-call-attempt", inVain).does("log-call-attempt", inVain);
  const lost = twice.does("log-call-attempt", inVain);
  const [search] = Object.values(lost.state.followUp.searches);

  test("that is tried in vain as often as the design says opens a search, once", () => {
    expect(twice.state.followUp.searches).toEqual({});
    expect(search).toMatchObject({
      attempts: 3,
      contactPersonBy: "2026-02-27T18:00:00.000Z",
      welfareCheckBy: "2026-02-28T14:00:00.000Z",
    });
    const again = lost.does("log-call-attempt", inVain);
    expect(Object.keys(again.state.followUp.searches)).toHaveLength(1);
  });

  test("that reached somebody begins the count anew", () => {
    const reached = twice
      .does("log-call-attempt", { ...inVain, reached: true })
      .does("log-call-attempt", inVain);
    expect(attemptsInVain(reached.state.followUp, "at-safety-call")).toBe(1);
    expect(reached.state.followUp.searches).toEqual({});
  });

  test("is one of the schedule", () => {
    expect(calling.refusal("log-call-attempt", { ...inVain, visitId: "at-nowhere" })?.code).toBe(
      "no-such-contact",
    );
  });

  test("search ends with an outcome alone; “not found” comes after the contact person and a welfare check", () => {
    const searchId = search?.searchId;
    const remark = { freeText: "Rang, nobody." };
    const closing = { searchId, outcome: "not-found", remark };
    expect(lost.refusal("close-search", closing)?.code).toBe("search-unfinished");
    const tried = ["contact-person", "welfare-check"].reduce(
      (story, step) => story.does("take-search-step", { searchId, step, found: false, remark }),
      lost,
    );
    const unknown = { ...closing, searchId: "99999999-9999-4999-8999-999999999999" };
    expect(tried.refusal("close-search", unknown)?.code).toBe("no-such-search");
    const closed = tried.does("close-search", closing);
    expect(closed.state.followUp.searches[searchId ?? ""]?.closed?.outcome).toBe("not-found");
    expect(closed.refusal("take-search-step", { searchId, step: "address", found: true, remark })?.code).toBe(
      "search-closed",
    );
  });
});
