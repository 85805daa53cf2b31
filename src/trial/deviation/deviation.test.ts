import { describe, expect, test } from "vitest";
import { numberedId } from "../testing/people.ts";
import { aParticipant } from "../testing/story.ts";

const story = aParticipant().contacted().consented();
const data = {
  category: "procedure",
  rule: "fasting",
  description: { freeText: "Had breakfast." },
  about: "at-dosing",
} as const;
const recorded = story.on("2026-02-04").does("record-deviation", data, { at: "2026-02-03T10:00:00.000Z" });
const [deviationId = ""] = Object.keys(recorded.state.deviations);

describe("a deviation", () => {
  test("is recorded by a person, at the time when it happened", () => {
    expect(recorded.state.deviations[deviationId]).toMatchObject({
      detectedBy: "person",
      occurredAt: "2026-02-03T10:00:00.000Z",
      importance: "not-assessed",
      closed: false,
    });
  });

  test("is assessed by an investigator, with what was done about it", () => {
    const assessment = {
      importance: "important",
      correctiveAction: { freeText: "Retrained." },
      closed: true,
    };
    const assessed = recorded.does("assess-deviation", { deviationId, ...assessment });
    expect(assessed.state.deviations[deviationId]).toMatchObject(assessment);
    const no = recorded.refusal("assess-deviation", { deviationId: numberedId(9, 999), ...assessment });
    expect(no).toMatchObject({ code: "no-such-deviation", because: "not-found" });
  });

  test("that the software finds is told apart from one that a person saw", () => {
    const missed = story.does("miss-visit", { visitId: "at-screening", why: { freeText: "Ill." } });
    expect(Object.values(missed.state.deviations)).toMatchObject([{ detectedBy: "software" }]);
  });
});
