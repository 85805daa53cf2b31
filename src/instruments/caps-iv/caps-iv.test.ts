import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Scored, score } from "../score.ts";
import { capsIv } from "./caps-iv.ts";

type Responses = Readonly<Record<string, number | string>>;

const items = Array.from({ length: 17 }, (_, index) => index + 1);

function scored(responses: Responses): Scored {
  const result = score(capsIv, responses);
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

function interview(frequency: number, intensity: number, more: Responses = {}): Responses {
  const pairs = items.flatMap((item) => [
    [`item${item}Frequency`, frequency] as const,
    [`item${item}Intensity`, intensity] as const,
  ]);
  return {
    criterionA: "met",
    ...Object.fromEntries(pairs),
    item19: 6,
    item20: 2,
    item21: 0,
    item22: 0,
    ...more,
  };
}

/** Frequency 1 and intensity 2 in one B, three C and two D symptoms. */
const barelyDiagnosed: Responses = interview(
  0,
  0,
  Object.fromEntries(
    [1, 6, 7, 8, 13, 14].flatMap((item) => [
      [`item${item}Frequency`, 1],
      [`item${item}Intensity`, 2],
    ]),
  ),
);

describe("CAPS-IV", () => {
  test("sums frequency and intensity of 17 items to 136, re-experiencing to 40", () => {
    expect(scored(interview(4, 4)).scores).toMatchObject({
      total: 136,
      clusterB: 40,
      clusterC: 56,
      clusterD: 40,
      severity: "extreme",
    });
  });

  test("a symptom counts from frequency 1 and intensity 2 (F1/I2)", () => {
    expect(scored(interview(1, 2)).scores["symptoms"]).toBe(17);
    expect(scored(interview(4, 1)).scores["symptoms"]).toBe(0);
    expect(scored(interview(0, 4)).scores["symptoms"]).toBe(0);
  });

  test("the diagnosis needs 1 B, 3 C, 2 D, a month and distress", () => {
    expect(scored(barelyDiagnosed).scores).toMatchObject({ diagnosis: true, symptoms: 6, total: 18 });
    for (const more of [
      { item1Intensity: 1 },
      { item8Intensity: 1 },
      { item14Intensity: 1 },
      { item19: 0 },
      { item20: 1 },
      { criterionA: "not-met" },
    ]) {
      expect(scored({ ...barelyDiagnosed, ...more }).scores["diagnosis"], JSON.stringify(more)).toBe(false);
    }
  });

  test("intensity is not asked of what did not occur", () => {
    const { item17Intensity: _intensity, ...rest } = interview(0, 0);
    expect(scored(rest)).toMatchObject({ scores: { total: 0, clusterD: 0 }, missing: [] });
    const { item17Intensity: _other, ...open } = interview(1, 1);
    expect(scored(open)).toMatchObject({
      scores: { total: null, clusterB: 10 },
      missing: ["item17Intensity"],
    });
  });

  test("what was not rated leaves known what it cannot change", () => {
    const { item17Frequency: _f, item17Intensity: _i, ...rest } = interview(4, 4);
    expect(scored(rest).scores).toMatchObject({
      diagnosis: true,
      total: null,
      symptoms: null,
      symptomsD: null,
    });
    const rating = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(rating, rating, fc.subarray(Object.keys(interview(0, 0))), (f, i, left) => {
        const full = interview(f, i);
        const partial = Object.fromEntries(Object.entries(full).filter(([id]) => !left.includes(id)));
        const { diagnosis } = scored(partial).scores;
        if (diagnosis !== null) expect(diagnosis).toBe(scored(full).scores["diagnosis"]);
      }),
    );
  });

  test("it takes no rating of CAPS-5", () => {
    expect(score(capsIv, { item1Severity: 2 }).ok).toBe(false);
    expect(capsIv.definition.scores.find(({ id }) => id === "total")).toMatchObject({
      range: { minimum: 0, maximum: 136 },
    });
  });
});
