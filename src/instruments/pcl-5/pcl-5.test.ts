import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemWording } from "../content-pack.ts";
import { type Scored, score } from "../score.ts";
import { pcl5 } from "./pcl-5.ts";

type Answers = Readonly<Record<string, number>>;

function scored(answers: Answers): Scored {
  const result = score(pcl5, answers);
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

function form(values: readonly number[]): Answers {
  return Object.fromEntries(values.map((value, index) => [`item${index + 1}`, value]));
}

const answer = fc.integer({ min: 0, max: 4 });
const complete = fc.array(answer, { minLength: 20, maxLength: 20 });

function provisionalByHand(values: readonly number[]): boolean {
  const count = (from: number, to: number): number =>
    values.slice(from - 1, to).filter((value) => value >= 2).length;
  return count(1, 5) >= 1 && count(6, 7) >= 1 && count(8, 14) >= 2 && count(15, 20) >= 2;
}

describe("PCL-5", () => {
  test("has one question for each of the 20 symptoms", () => {
    const texts = pcl5.definition.items.map((item) => itemWording(item));
    expect(new Set(texts).size).toBe(20);
    for (const text of texts) expect(text.endsWith("?")).toBe(true);
  });

  test("total and clusters are sums of items", () => {
    expect(scored(form(Array(20).fill(4))).scores).toMatchObject({
      total: 80,
      clusterB: 20,
      clusterC: 8,
      clusterD: 28,
      clusterE: 24,
    });
  });

  test("the provisional diagnosis needs 1 B, 1 C, 2 D and 2 E items of 2 or more", () => {
    fc.assert(
      fc.property(complete, (values) => {
        expect(scored(form(values)).scores["provisionalDiagnosis"]).toBe(provisionalByHand(values));
      }),
    );
  });

  test("left-out items make it unknown exactly where they could decide", () => {
    fc.assert(
      fc.property(fc.array(fc.option(answer), { minLength: 20, maxLength: 20 }), (values) => {
        const given = Object.fromEntries(
          values.flatMap((value, index) => (value === null ? [] : [[`item${index + 1}`, value]])),
        );
        const best = provisionalByHand(values.map((value) => value ?? 4));
        const worst = provisionalByHand(values.map((value) => value ?? 0));
        expect(scored(given).scores["provisionalDiagnosis"]).toBe(best === worst ? best : null);
      }),
    );
  });

  test("both ends of the cut-point 31–33 are told apart", () => {
    const at = (total: number): Scored["scores"] =>
      scored(form(Array.from({ length: 20 }, (_, index) => Math.min(4, Math.max(0, total - index * 4)))))
        .scores;
    expect([30, 31, 32, 33].map((total) => [at(total)["atLeast31"], at(total)["atLeast33"]])).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, true],
    ]);
  });
});
