import { describe, expect, test } from "vitest";
import { compile, meadowStudy } from "../testing/meadow-study.ts";
import { aParticipant, aTrial, type Story } from "../testing/story.ts";
import { allocationPlan, planVersionOf } from "./allocation-plan.ts";
import { armOf, slotOf } from "./sealed-arms.ts";

const rated = aParticipant().screened().confirmedEligible().enrolled().rated();
const ready = rated.confirmedEligible("randomization").does("open-randomization");
const randomized = ready.does("randomize-participant");

/** Somebody for whom nothing but the plan is left to ask, under another design. */
function readyIn(design: typeof meadowStudy): Story {
  const participant = aTrial(design).another(1).on("2026-02-02");
  const enrolled = participant.screened().confirmedEligible().enrolled().rated();
  return enrolled.confirmedEligible("randomization").does("open-randomization");
}

function armIn(story: Story, id = story.id): string {
  const { sealed } = story.facts("randomize-participant");
  const slot = sealed && slotOf(sealed.allocation, id);
  if (!slot) throw new Error("Nobody of that id was randomized.");
  return armOf(sealed, slot);
}

describe("randomization", () => {
  test("gives a number that tells nothing, and seals the arm", () => {
    const [open, behind] = ready.events("randomize-participant");
    expect(open).toMatchObject({
      type: "ParticipantRandomized",
      data: { randomizationNumber: "R-0001", randomizedOn: "2026-02-02", designVersion: "1.0" },
    });
    expect(JSON.stringify(open)).not.toMatch(/active|control/);
    expect(behind).toMatchObject({ type: "SlotTaken", stream: "sealed:allocation", data: { number: 1 } });
    expect(["active", "control"]).toContain(armIn(randomized));
  });

  test("numbers participants in the order in which they come, without a gap", () => {
    const three = [2, 3, 4].reduce((story, serial) => story.another(serial).randomized(), randomized);
    const numbers = Object.values(three.trial.participants).map(
      ({ enrollment }) => enrollment.randomized?.randomizationNumber,
    );
    expect(numbers).toEqual(["R-0001", "R-0002", "R-0003", "R-0004"]);
  });

  test("takes place once", () => {
    expect(randomized.refusal("randomize-participant")).toMatchObject({
      code: "randomized-already",
      because: "conflict",
    });
  });

  test("waits for a confirmation of every criterion of randomization, on the data as they are", () => {
    const refusal = (story: Story) => story.refusal("randomize-participant")?.code;
    const open = (story: Story) => story.does("open-randomization");
    expect(refusal(open(aParticipant().screened().confirmedEligible()))).toBe("not-enrolled");
    expect(refusal(open(rated))).toBe("eligibility-not-confirmed");
    expect(refusal(ready.corrected("at-screening/vitals/1", { weight: 71 }))).toBe("eligibility-outdated");
    expect(refusal(ready.withdrew(["visits"]))).toBe("consent-withdrawn");
  });

  test("is opened by the unblinded statistician first", () => {
    const unopened = rated.confirmedEligible("randomization");
    expect(unopened.refusal("randomize-participant")?.code).toBe("randomization-not-open");
    expect(ready.refusal("open-randomization")).toMatchObject({ code: "randomization-open" });
  });

  test("waits for a factor's value", () => {
    const factors = [{ id: "prior-use", label: "Escorted home", reference: "discharge.escorted" }];
    const story = readyIn({
      ...meadowStudy,
      randomization: { ...meadowStudy.randomization, factors } as never,
    });
    expect(story.refusal("randomize-participant")).toMatchObject({
      code: "stratum-unknown",
      path: "prior-use",
    });
  });

  test("is not opened where the protocol randomizes nobody", () => {
    const { randomization: _none, ...design } = meadowStudy;
    expect(aTrial(design).refusal("open-randomization")?.code).toBe("no-randomization-plan");
  });
});

test("the plan that is opened is the one that people are randomized under", () => {
  const plan = allocationPlan(compile(meadowStudy));
  expect(plan.ok && planVersionOf(plan.value)).toBe(ready.trial.allocation.plan?.hash);
});
