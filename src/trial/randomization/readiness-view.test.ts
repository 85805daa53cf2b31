import { describe, expect, test } from "vitest";
import type { Role } from "#design";
import { aParticipant, type Story } from "../testing/story.ts";
import type { LevelTotals } from "./caps.ts";
import { viewReadiness } from "./readiness-view.ts";

const rated = aParticipant().screened().confirmedEligible().enrolled().rated();
const confirmed = rated.confirmedEligible("randomization");
const ready = confirmed.does("open-randomization");

function readiness(story: Story, totals?: LevelTotals, roles: readonly Role[] = ["investigator"]) {
  const facts = story.facts("randomize-participant");
  if (!facts.design) throw new Error("The story has no protocol.");
  const around = { design: facts.design, viewer: { user: "", roles }, now: story.trial.now };
  return viewReadiness(facts, { ...around, ...(totals ? { totals } : {}) });
}

function standings(story: Story, totals?: LevelTotals) {
  const { checks = [] } = readiness(story, totals) ?? {};
  return Object.fromEntries(checks.map(({ check, standing }) => [check, standing]));
}

describe("what randomization waits for", () => {
  test("is all met, and the caps known, where the command would not be refused", () => {
    expect(Object.values(standings(ready, new Map()))).toEqual(Array(8).fill("met"));
    expect(readiness(ready, new Map())?.canBegin).toBe(true);
    expect(ready.refusal("randomize-participant")).toBeUndefined();
  });

  test("leaves to the server what cannot be known here", () => {
    expect(standings(ready)).toMatchObject({ caps: "unknown", open: "met" });
    expect(readiness(ready)?.canBegin).toBe(true);
  });

  test("names each thing that stands in the way, in the words of the refusal", () => {
    expect(standings(rated)).toMatchObject({ confirmed: "not-met", open: "not-met", enrolled: "met" });
    const outdated = ready.corrected("at-screening/vitals/1", { weight: 71 });
    const check = readiness(outdated)?.checks.find((one) => one.check === "confirmed");
    expect(check).toEqual({
      check: "confirmed",
      standing: "not-met",
      why: outdated.refusal("randomize-participant")?.message,
    });
    expect(standings(ready.withdrew(["visits"]))).toMatchObject({ consent: "not-met" });
  });

  test("can begin exactly where the command would be taken", () => {
    const before = aParticipant().screened().confirmedEligible();
    for (const story of [before, rated, confirmed, ready, ready.withdrew(["visits"])]) {
      expect(readiness(story)?.canBegin).toBe(story.refusal("randomize-participant") === undefined);
    }
  });

  test("shows the values on which the allocation rests", () => {
    expect(readiness(ready)?.factors).toEqual([
      { factorId: "site", label: "Site", value: "01 North", isHidden: false },
      expect.objectContaining({ factorId: "prior-use", isHidden: false }),
    ]);
  });

  test("is nothing for somebody who was randomized or has left", () => {
    expect(readiness(ready.does("randomize-participant"))).toBeNull();
  });
});
