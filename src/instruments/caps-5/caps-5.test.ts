import { describe, expect, test } from "vitest";
import { changeScore } from "../change-score.ts";
import type { Instrument, ScoreValue } from "../definition.ts";
import { type Scored, score } from "../score.ts";
import { caps5PastMonth, caps5PastWeek, caps5WorstMonth } from "./caps-5.ts";

type Responses = Readonly<Record<string, number | string>>;

const items = Array.from({ length: 20 }, (_, index) => index + 1);
const rated = [...items, 29, 30];
const withTraumaRelatedness = [9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

function scored(responses: Responses, instrument: Instrument = caps5PastMonth): Scored {
  const result = score(instrument, responses);
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

function scoreOf(responses: Responses, id: string): ScoreValue | undefined {
  return scored(responses).scores[id];
}

/** Every symptom at one severity, definitely trauma-related; all else meets the diagnosis. */
function interview(severity: number, more: Responses = {}): Responses {
  return {
    criterionA: "met",
    ...Object.fromEntries(rated.map((item) => [`item${item}Severity`, severity])),
    ...Object.fromEntries(withTraumaRelatedness.map((item) => [`item${item}TraumaRelatedness`, "definite"])),
    item21: 0,
    item22: 24,
    item23: 3,
    item24: 0,
    item25: 0,
    ...more,
  };
}

/** The least that a diagnosis needs: 1 B, 1 C, 2 D and 2 E symptoms of severity 2. */
function barelyDiagnosed(more: Responses = {}): Responses {
  const six = Object.fromEntries([1, 6, 8, 9, 15, 16].map((item) => [`item${item}Severity`, 2]));
  return interview(0, { ...six, ...more });
}

function without(responses: Responses, ...ids: readonly string[]): Responses {
  return Object.fromEntries(Object.entries(responses).filter(([id]) => !ids.includes(id)));
}

describe("severity scores", () => {
  test("the total sums items 1–20 and nothing else, from 0 to 80", () => {
    expect(scoreOf(interview(0), "total")).toBe(0);
    expect(scoreOf(interview(4), "total")).toBe(80);
    expect(scoreOf(interview(0, { item29Severity: 4, item30Severity: 4, item27: 4 }), "total")).toBe(0);
    expect(scoreOf(interview(0, { item29Severity: 4, item30Severity: 3 }), "dissociation")).toBe(7);
  });

  test("clusters are items 1–5, 6–7, 8–14 and 15–20", () => {
    const { scores } = scored(interview(1));
    expect(["clusterB", "clusterC", "clusterD", "clusterE"].map((id) => scores[id])).toEqual([5, 2, 7, 6]);
  });

  test("bands follow the total", () => {
    const bands = [10, 11, 22, 23, 34, 35, 46, 47].map((total) => {
      const responses = Object.fromEntries(
        items.map((item) => [`item${item}Severity`, Math.min(4, Math.max(0, total - (item - 1) * 4))]),
      );
      const { scores } = scored(interview(0, responses));
      expect(scores["total"]).toBe(total);
      return scores["severity"];
    });
    expect(bands).toEqual([
      "asymptomatic",
      "mild",
      "mild",
      "moderate",
      "moderate",
      "severe",
      "severe",
      "extreme",
    ]);
  });

  test("one unrated item leaves no total and no cluster of its own, and the others stand", () => {
    const result = scored(without(interview(2), "item9Severity"));
    expect(result.scores).toMatchObject({
      total: null,
      clusterD: null,
      severity: null,
      clusterB: 10,
      clusterE: 12,
    });
    expect(result.reasons["total"]).toBe("item 9 not rated");
    expect(result.missing).toEqual(["item9Severity"]);
  });

  test("an intensity of 0 is absent whatever else was not asked", () => {
    const result = scored({
      ...without(interview(1), "item9Severity", "item9TraumaRelatedness"),
      item9Intensity: 0,
    });
    expect(result.scores).toMatchObject({ item9Severity: 0, total: 19, totalTraumaRelated: 19 });
    expect(result.missing).toEqual([]);
  });

  test("a severity that frequency and intensity do not give is invalid input", () => {
    const result = score(
      caps5PastMonth,
      interview(2, { item3Frequency: 2, item3Intensity: 3, item3Severity: 3 }),
    );
    expect(result).toMatchObject({
      ok: false,
      error: {
        issues: [
          { path: "item3Severity", message: "frequency 2 and intensity 3 do not give a severity of 3" },
        ],
      },
    });
    expect(score(caps5PastMonth, { item3Intensity: 1, item3Severity: 2 }).ok).toBe(false);
    expect(score(caps5PastMonth, { item3Frequency: 1, item3Intensity: 3, item3Severity: 1 }).ok).toBe(true);
  });
});

describe("trauma-relatedness", () => {
  test("is an item of 9 and 11–20 only", () => {
    const ids = caps5PastMonth.definition.items
      .map(({ id }) => id)
      .filter((id) => id.endsWith("TraumaRelatedness"));
    expect(ids).toEqual(withTraumaRelatedness.map((item) => `item${item}TraumaRelatedness`));
    for (const item of [1, 2, 3, 4, 5, 6, 7, 8, 10, 29, 30]) {
      expect(score(caps5PastMonth, { [`item${item}TraumaRelatedness`]: "definite" }).ok).toBe(false);
    }
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 10])("item %i is present by its severity alone", (item) => {
    const only = without(
      interview(0, { [`item${item}Severity`]: 2 }),
      ...withTraumaRelatedness.map((one) => `item${one}TraumaRelatedness`),
    );
    expect(scoreOf(only, "symptoms")).toBe(1);
  });

  test.each(withTraumaRelatedness)(
    "item %i needs definite or probable to be present, and counts in the total all the same",
    (item) => {
      const [severity, related] = [`item${item}Severity`, `item${item}TraumaRelatedness`];
      const rate = (value: string): Scored => scored(interview(0, { [severity]: 4, [related]: value }));
      expect(rate("definite").scores["symptoms"]).toBe(1);
      expect(rate("probable").scores["symptoms"]).toBe(1);
      expect(rate("unlikely").scores["symptoms"]).toBe(0);
      for (const value of ["definite", "probable", "unlikely"]) expect(rate(value).scores["total"]).toBe(4);
      expect(rate("unlikely").scores["totalTraumaRelated"]).toBe(0);
      expect(rate("probable").scores["totalTraumaRelated"]).toBe(4);
      const open = scored(without(interview(0, { [severity]: 4 }), related));
      expect(open.scores).toMatchObject({ symptoms: null, total: 4, totalTraumaRelated: null });
      expect(open.missing).toEqual([related]);
    },
  );

  test("an unlikely link takes a symptom out of the diagnosis", () => {
    expect(scoreOf(barelyDiagnosed(), "diagnosis")).toBe(true);
    expect(scoreOf(barelyDiagnosed({ item9TraumaRelatedness: "unlikely" }), "diagnosis")).toBe(false);
    expect(
      scoreOf(barelyDiagnosed({ item9TraumaRelatedness: "unlikely", item10Severity: 2 }), "diagnosis"),
    ).toBe(true);
  });
});

describe("diagnosis", () => {
  test("remission is open where the unrated items could still carry the total over 11, and only there", () => {
    const eleven = { item1Severity: 4, item2Severity: 4, item3Severity: 3, criterionA: "not-met" };
    const open = (more: Responses): unknown =>
      scoreOf(without(interview(0, { ...eleven, ...more }), "item20Severity"), "remission");
    expect(open({})).toBeNull();
    expect(open({ item4Severity: 1 })).toBe(false);
    expect(open({ item1Severity: 0 })).toBe(true);
    expect(open({ item1Severity: 1 })).toBeNull();
  });

  test("each criterion can undo it alone, and each left open makes it unknown", () => {
    const undone: readonly Responses[] = [
      { criterionA: "not-met" },
      { item1Severity: 1 },
      { item6Severity: 1 },
      { item8Severity: 1 },
      { item15Severity: 1 },
      { item22: 0 },
      { item23: 1 },
    ];
    for (const more of undone)
      expect(scoreOf(barelyDiagnosed(more), "diagnosis"), JSON.stringify(more)).toBe(false);
    for (const more of undone) {
      const result = scored(without(barelyDiagnosed(), ...Object.keys(more)));
      expect(result.scores["diagnosis"], JSON.stringify(more)).toBeNull();
      expect(result.reasons["diagnosis"]).toMatch(/^not enough was rated to decide criterion [A-G]$/);
    }
  });

  test("a probable Criterion A is not decided, unless another criterion says no", () => {
    expect(scored(barelyDiagnosed({ criterionA: "probable" })).scores).toMatchObject({
      criterionA: null,
      diagnosis: null,
    });
    expect(scoreOf(interview(0, { criterionA: "probable" }), "diagnosis")).toBe(false);
  });

  test("dissociative subtype and delayed expression specify a diagnosis and do not stand without one", () => {
    const of = (more: Responses): Scored["scores"] => scored(barelyDiagnosed(more)).scores;
    expect(of({})).toMatchObject({ dissociativeSubtype: false, delayedExpression: false });
    expect(of({ item29Severity: 2 })).toMatchObject({ dissociativeSubtype: true });
    expect(of({ item30Severity: 2 })).toMatchObject({ dissociativeSubtype: true });
    expect(of({ item29Severity: 1, item30Severity: 1 })).toMatchObject({ dissociativeSubtype: false });
    expect(of({ item21: 5 })).toMatchObject({ delayedExpression: false });
    expect(of({ item21: 6 })).toMatchObject({ delayedExpression: true });
    expect(of({ item30Severity: 4, item21: 9, item22: 0 })).toMatchObject({
      diagnosis: false,
      dissociativeSubtype: false,
      delayedExpression: false,
    });
  });
});

describe("versions", () => {
  const pastWeek = without(interview(4), "criterionA", "item21", "item22");

  test("the past week has severities and counts but no diagnosis, and says so", () => {
    const result = scored(pastWeek, caps5PastWeek);
    expect(result.scores).toMatchObject({ total: 80, symptoms: 20, severity: "extreme" });
    expect(result.missing).toEqual([]);
    for (const id of [
      "diagnosis",
      "criterionA",
      "criterionF",
      "dissociativeSubtype",
      "delayedExpression",
      "remission",
    ]) {
      expect(result.scores).not.toHaveProperty(id);
    }
    expect(result.rules.join(" ")).toContain("The past-week version measures severity");
    expect(score(caps5PastWeek, { item22: 12 }).ok).toBe(false);
  });

  test("the worst month gives a lifetime diagnosis", () => {
    expect(scored(interview(3), caps5WorstMonth).scores["diagnosis"]).toBe(true);
  });

  test("a change between versions is refused in either direction", () => {
    const results = [
      scored(interview(3)),
      scored(pastWeek, caps5PastWeek),
      scored(interview(3), caps5WorstMonth),
    ];
    for (const from of results) {
      for (const to of results) expect(changeScore(from, to).ok).toBe(from === to);
    }
  });
});
