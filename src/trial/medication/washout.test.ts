import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate, type Instant } from "#kernel";
import { guardedStudy } from "../testing/guarded-study.ts";
import { aTrial, type Story } from "../testing/story.ts";
import { absoluteStopMet, prohibitedMedicationMet, washoutMet, washoutsAt } from "./washout.ts";

const consented = aTrial(guardedStudy).on("2026-03-02").contacted().consented();
const drug = { name: { freeText: "Sertraline" }, drug: "sertraline", class: "ssri", started: "2024-03" };

function taking(answers: object, story: Story = consented, at = 1): Story {
  return story.submitted(`log/medication-log/${at}`, answers);
}

const stopped = (on: string) => taking({ ...drug, ongoing: false, "last-dose": on });
const factsOf = (story: Story) =>
  story.facts("draft-items", { formKey: "log/medication-log/9", entries: [] });
const noon = (day: string) => `${day}T17:00:00.000Z` as Instant;

describe("the washout of a drug", () => {
  test("is over five half-lives and a week after the last dose: 13 days for sertraline", () => {
    const facts = factsOf(stopped("2026-03-01"));
    expect(washoutsAt(facts, noon("2026-03-02"))[0]).toMatchObject({
      requiredDays: (5 * 26) / 24 + 7,
      washedOutOn: "2026-03-14",
      isWashedOut: false,
    });
    expect(washoutMet(facts, noon("2026-03-13")).verdict).toBe(false);
    expect(washoutMet(facts, noon("2026-03-14")).verdict).toBe(true);
  });

  test("is unknown between the earliest and the latest day of a date known to the month", () => {
    const facts = factsOf(stopped("2026-02"));
    const verdictOn = (day: string) => washoutMet(facts, noon(day)).verdict;
    expect(verdictOn("2026-02-13")).toBe(false);
    expect(verdictOn("2026-02-14")).toBe("unknown");
    expect(verdictOn("2026-03-12")).toBe("unknown");
    expect(verdictOn("2026-03-13")).toBe(true);
  });

  test("is not met while the drug is taken, and names the entry", () => {
    const facts = factsOf(taking({ ...drug, ongoing: true }));
    expect(washoutMet(facts, noon("2026-03-30"))).toMatchObject({
      verdict: false,
      because: "Not washed out: Sertraline, still taken.",
      evidence: [{ formKey: "log/medication-log/1" }],
    });
  });

  test("is unknown where nobody said when the last dose was, or which half-life", () => {
    const noDate = factsOf(taking({ ...drug, ongoing: false }));
    expect(washoutMet(noDate, noon("2027-01-01")).verdict).toBe("unknown");
    const other = {
      ...drug,
      drug: "other-psychiatric",
      class: "none",
      ongoing: false,
      "last-dose": "2026-01-01",
    };
    expect(washoutMet(factsOf(taking(other)), noon("2027-01-01")).verdict).toBe("unknown");
  });

  test("is unknown while the log is empty and nobody said that there is nothing to enter", () => {
    expect(washoutMet(factsOf(consented), noon("2026-03-02")).verdict).toBe("unknown");
    const none = consented.does("mark-form-not-done", {
      formKey: "log/medication-log/1",
      why: { freeText: "Takes nothing." },
    });
    expect(washoutMet(factsOf(none), noon("2026-03-02")).verdict).toBe(true);
  });

  test("is asked of no drug that needs none, and of none that begins later", () => {
    const aspirin = { name: { freeText: "Aspirin" }, drug: "not-psychiatric", class: "none", ongoing: true };
    const later = taking({ ...drug, started: "2026-05-01", ongoing: true }, taking(aspirin), 2);
    expect(washoutMet(factsOf(later), noon("2026-04-30")).verdict).toBe(true);
    expect(washoutMet(factsOf(later), noon("2026-05-01")).verdict).toBe(false);
  });

  test("never goes back once it is over, and never comes before the last dose may have been", () => {
    const days = fc.integer({ min: 0, max: 60 });
    const lastDose = fc.constantFrom("2026-02-10", "2026-02", "2026", "2025-12-31", "2025-12");
    fc.assert(
      fc.property(lastDose, days, days, (on, one, other) => {
        const facts = factsOf(stopped(on));
        const [early, late] = [Math.min(one, other), Math.max(one, other)].map(
          (ahead) => washoutMet(facts, noon(addDays("2026-02-01" as CalendarDate, ahead))).verdict,
        );
        if (early === true) expect(late).toBe(true);
        if (late === false) expect(early).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a monoamine oxidase inhibitor", () => {
  const maoi = {
    name: { freeText: "Phenelzine" },
    drug: "maoi",
    class: "maoi",
    started: "2025-01",
    "half-life": 12,
  };

  test("is an absolute stop within its own washout, apart from everything else", () => {
    const facts = factsOf(taking({ ...maoi, ongoing: false, "last-dose": "2026-03-01" }));
    expect(absoluteStopMet(facts, noon("2026-03-14")).verdict).toBe(false);
    expect(absoluteStopMet(facts, noon("2026-03-15")).verdict).toBe(true);
    expect(prohibitedMedicationMet(facts, noon("2026-03-14")).verdict).toBe(true);
  });

  test("on a draft that nobody has handed in stops all the same", () => {
    const entries = Object.entries({ ...maoi, ongoing: true }).map(([path, value]) => ({ path, value }));
    const draft = consented.does("draft-items", { formKey: "log/medication-log/1", entries });
    expect(absoluteStopMet(factsOf(draft), noon("2026-03-02")).verdict).toBe(false);
  });

  test("cannot be ruled out by an entry that does not tell its class", () => {
    const entries = [{ path: "name", value: { freeText: "Something" } }];
    const draft = consented.does("draft-items", { formKey: "log/medication-log/1", entries });
    expect(absoluteStopMet(factsOf(draft), noon("2026-03-02")).verdict).toBe("unknown");
  });
});

describe("a drug of a prohibited class", () => {
  test("stands in the way while it is taken and until it is washed out", () => {
    expect(
      prohibitedMedicationMet(factsOf(taking({ ...drug, ongoing: true })), noon("2026-03-30")).verdict,
    ).toBe(false);
    expect(prohibitedMedicationMet(factsOf(stopped("2026-03-01")), noon("2026-03-13")).verdict).toBe(false);
    expect(prohibitedMedicationMet(factsOf(stopped("2026-03-01")), noon("2026-03-14")).verdict).toBe(true);
  });
});
