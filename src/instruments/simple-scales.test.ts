import { describe, expect, test } from "vitest";
import { ace } from "./ace/ace.ts";
import { bdiIi } from "./bdi-ii/bdi-ii.ts";
import type { Instrument } from "./definition.ts";
import { dudit } from "./dudit/dudit.ts";
import { gad7 } from "./gad-7/gad-7.ts";
import { type Scored, score } from "./score.ts";

function scored(instrument: Instrument, values: readonly unknown[]): Scored {
  const result = score(
    instrument,
    Object.fromEntries(values.map((value, index) => [`item${index + 1}`, value])),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

/** `total` spread over the items, as much as each can take. */
function spread(total: number, count: number, most: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => Math.min(most, Math.max(0, total - index * most)));
}

describe("GAD-7", () => {
  test("bands change at 5, 10 and 15, and 10 is the cut-point", () => {
    const at = (total: number): readonly unknown[] => {
      const { scores } = scored(gad7, spread(total, 7, 3));
      return [scores["total"], scores["severity"], scores["atLeast10"]];
    };
    expect([4, 5, 9, 10, 14, 15, 21].map(at)).toEqual([
      [4, "minimal", false],
      [5, "mild", false],
      [9, "mild", false],
      [10, "moderate", true],
      [14, "moderate", true],
      [15, "severe", true],
      [21, "severe", true],
    ]);
  });

  test("two missing items are prorated", () => {
    expect(scored(gad7, [3, 3, 3, 1, 0]).scores).toMatchObject({ total: 14, severity: "moderate" });
  });
});

describe("BDI-II", () => {
  test("bands change at 14, 20 and 29", () => {
    const at = (total: number): unknown => scored(bdiIi, spread(total, 21, 3)).scores["severity"];
    expect([13, 14, 19, 20, 28, 29, 63].map(at)).toEqual([
      "minimal",
      "mild",
      "mild",
      "moderate",
      "moderate",
      "severe",
      "severe",
    ]);
  });

  test("item 9 is flagged from 1", () => {
    expect(scored(bdiIi, Array(21).fill(0)).scores["suicidalThoughts"]).toBe(false);
    expect(scored(bdiIi, [0, 0, 0, 0, 0, 0, 0, 0, 1]).scores).toMatchObject({
      suicidalThoughts: true,
      total: null,
    });
  });
});

describe("DUDIT", () => {
  test("totals 44 and knows the cut-points 2, 6 and 25", () => {
    expect(scored(dudit, Array(11).fill(4)).scores["total"]).toBe(44);
    const at = (total: number): readonly unknown[] => {
      const { scores } = scored(dudit, [...spread(total, 9, 4), 0, 0]);
      return [scores["atLeast2"], scores["atLeast6"], scores["atLeast25"]];
    };
    expect([1, 2, 5, 6, 24, 25].map(at)).toEqual([
      [false, false, false],
      [true, false, false],
      [true, false, false],
      [true, true, false],
      [true, true, false],
      [true, true, true],
    ]);
  });
});

describe("ACE", () => {
  test("counts the yes answers", () => {
    expect(
      scored(ace, [true, false, true, true, false, false, false, false, false, true]).scores["total"],
    ).toBe(4);
  });

  test("says between which numbers an incomplete score lies", () => {
    const result = scored(ace, [true, true]);
    expect(result.reasons["total"]).toMatch(/^between 2 and 10: item3, .* not answered$/);
  });
});
