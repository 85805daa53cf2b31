import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Scored, score } from "../score.ts";
import { phq9 } from "./phq-9.ts";

function scored(values: readonly (number | null)[]): Scored {
  const given = values.flatMap((value, index) => (value === null ? [] : [[`item${index + 1}`, value]]));
  const result = score(phq9, Object.fromEntries(given));
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

const answer = fc.integer({ min: 0, max: 3 });

/** Spitzer et al. 1999: item 9 counts if present at all. */
function syndromeByHand(values: readonly number[]): string {
  const count = values.filter((value, index) => value >= (index === 8 ? 1 : 2)).length;
  const cardinal = Number(values[0]) >= 2 || Number(values[1]) >= 2;
  if (!cardinal || count < 2) return "none";
  return count >= 5 ? "major" : "other";
}

describe("PHQ-9", () => {
  test("bands change at 5, 10, 15 and 20", () => {
    const band = (total: number): unknown =>
      scored(Array.from({ length: 9 }, (_, index) => Math.min(3, Math.max(0, total - index * 3)))).scores[
        "severity"
      ];
    expect([0, 4, 5, 9, 10, 14, 15, 19, 20, 27].map(band)).toEqual([
      "minimal",
      "minimal",
      "mild",
      "mild",
      "moderate",
      "moderate",
      "moderately-severe",
      "moderately-severe",
      "severe",
      "severe",
    ]);
  });

  test("the diagnostic algorithm is that of Spitzer et al. 1999", () => {
    expect(scored([2, 0, 2, 2, 2, 0, 0, 0, 1]).scores["depressiveSyndrome"]).toBe("major");
    expect(scored([0, 0, 2, 2, 2, 2, 2, 2, 1]).scores["depressiveSyndrome"]).toBe("none");
    expect(scored([0, 2, 0, 0, 0, 0, 0, 0, 1]).scores["depressiveSyndrome"]).toBe("other");
    fc.assert(
      fc.property(fc.array(answer, { minLength: 9, maxLength: 9 }), (values) => {
        expect(scored(values).scores["depressiveSyndrome"]).toBe(syndromeByHand(values));
      }),
    );
  });

  test("the algorithm is never contradicted by an answer that comes later", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(answer), { minLength: 9, maxLength: 9 }),
        fc.array(answer, { minLength: 9, maxLength: 9 }),
        (values, later) => {
          const known = scored(values).scores["depressiveSyndrome"];
          const completed = values.map((value, index) => value ?? (later[index] as number));
          if (known !== null) expect(known).toBe(syndromeByHand(completed));
        },
      ),
    );
    expect(scored([3, 3, 3, 3, null, 3, null, null, null]).scores["depressiveSyndrome"]).toBe("major");
    expect(scored([0, 1, null, null, null, 3, 3, 3, 3]).scores["depressiveSyndrome"]).toBe("none");
    expect(scored([3, 3, 3, 3, null, 0, 0, 0, 0]).scores["depressiveSyndrome"]).toBeNull();
  });

  test("item 9 is flagged from 1, whatever the total, and is never made up", () => {
    expect(scored([0, 0, 0, 0, 0, 0, 0, 0, 1]).scores).toMatchObject({ total: 1, suicidalThoughts: true });
    expect(scored([3, 3, 3, 3, 3, 3, 3, 3, 0]).scores).toMatchObject({ total: 24, suicidalThoughts: false });
    expect(scored([3, 3, 3, 3, 3, 3, 3, 3, null]).scores).toMatchObject({
      total: 27,
      suicidalThoughts: null,
    });
  });

  test("one or two missing items are prorated, not rounded; a half point stays in the lower band", () => {
    const result = scored([2, 1, 1, 1, 1, 1, 0, null, null]);
    expect(result).toMatchObject({
      scores: { total: 9, severity: "mild" },
      prorated: true,
      missing: ["item8", "item9"],
    });
    expect(result.notes).toEqual(["Prorated: item8, item9 not answered"]);
    expect(scored([1, 1, 1, 1, 0, 0, 0, 0, null]).scores).toMatchObject({ total: 4.5, severity: "minimal" });
    expect(scored([1, 1, 1, 1, 0, 0, null, null, null]).scores).toMatchObject({
      total: null,
      severity: null,
    });
  });

  test("item 10 is not in the total", () => {
    const result = score(phq9, {
      item10: 3,
      ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`item${index + 1}`, 0])),
    });
    expect(result).toMatchObject({ value: { scores: { total: 0 }, missing: [] } });
  });
});
