import { describe, expect, test } from "vitest";
import { type Scored, score } from "../score.ts";
import { lec5 } from "./lec-5.ts";

type Responses = Readonly<Record<string, unknown>>;

function scored(responses: Responses): Scored {
  const result = score(lec5, responses);
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

const noEvents = Object.fromEntries(
  Array.from({ length: 17 }, (_, index) => [`event${index + 1}`, ["not-applicable"]]),
);

function criterionA(inquiry: Responses): unknown {
  return scored(inquiry).scores["criterionA"];
}

describe("LEC-5", () => {
  test("counts kinds of event, by any exposure and by what happened to the person", () => {
    const result = scored({
      ...noEvents,
      event6: ["happened", "witnessed"],
      event14: ["learned"],
      event15: ["job"],
      event2: ["not-sure"],
    });
    expect(result.scores).toMatchObject({ eventsHappened: 1, eventsExposed: 3 });
    expect(result.missing).toEqual([]);
  });

  test("an event left out makes both counts unknown", () => {
    const { event1: _event, ...rest } = noEvents;
    expect(scored(rest)).toMatchObject({
      scores: { eventsHappened: null, eventsExposed: null },
      missing: ["event1"],
    });
  });

  test("notes an event that both applies and does not", () => {
    expect(scored({ ...noEvents, event3: ["witnessed", "not-applicable"] }).notes).toEqual([
      'event3: "not-applicable" was ticked together with other answers',
    ]);
  });
});

describe("the Criterion A inquiry", () => {
  const harmless = { lifeInDanger: ["no"], seriousInjuryOrDeath: ["no"], sexualViolence: false };

  test("needs exposure and a threat", () => {
    expect(criterionA({ experienced: ["happened"], lifeInDanger: ["self"] })).toBe(true);
    expect(criterionA({ experienced: ["witnessed"], seriousInjuryOrDeath: ["other"] })).toBe(true);
    expect(criterionA({ experienced: ["job"], sexualViolence: true })).toBe(true);
    expect(criterionA({ experienced: ["happened"], ...harmless })).toBe(false);
    expect(criterionA({ ...harmless })).toBe(false);
  });

  test("of a death only learned about asks for the cause: violence or accident", () => {
    const learned = { experienced: ["learned"], lifeInDanger: ["other"] };
    expect(criterionA(learned)).toBeNull();
    expect(criterionA({ ...learned, deathCause: "natural" })).toBe(false);
    expect(criterionA({ ...learned, deathCause: "accident-or-violence" })).toBe(true);
    expect(criterionA({ ...learned, deathCause: "not-applicable" })).toBe(true);
    expect(
      criterionA({ experienced: ["learned", "witnessed"], lifeInDanger: ["other"], deathCause: "natural" }),
    ).toBe(true);
  });

  test("is unknown where an answer that could decide is not there, or exposure was otherwise", () => {
    expect(criterionA({})).toBeNull();
    expect(criterionA({ experienced: ["happened"], lifeInDanger: ["no"] })).toBeNull();
    expect(criterionA({ experienced: ["other"], lifeInDanger: ["self"] })).toBeNull();
    expect(scored({}).reasons["criterionA"]).toContain("experienced");
    expect(
      scored({
        ...harmless,
        lifeInDanger: ["self"],
        experienced: ["other"],
        worstEvent: 17,
        deathCause: "not-applicable",
      }).reasons["criterionA"],
    ).toBe("the way of exposure is for the clinician to judge");
  });
});
