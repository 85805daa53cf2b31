import fc from "fast-check";
import { expect, test } from "vitest";
import { scrambledArms } from "./scrambled-arms.ts";

const people = (n: number): readonly string[] => Array.from({ length: n }, (_one, at) => `p${at}`);

test("the same token gives the same labels, another token gives others", () => {
  const draw = (token: string) => [...scrambledArms(people(40), [1, 1], token).values()].join("");
  expect(draw("a")).toBe(draw("a"));
  expect(draw("a")).not.toBe(draw("b"));
});

test("labels stand in the ratio, up to what does not divide, whatever the token", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 0, max: 90 }),
      fc.string(),
      (ratio, n, token) => {
        const drawn = [...scrambledArms(people(n), ratio, token).values()];
        const total = ratio.reduce((sum, weight) => sum + weight, 0);
        const counts = ratio.map(
          (_weight, at) => drawn.filter((label) => label === String.fromCharCode(65 + at)).length,
        );
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
        const least = [...ratio].sort().map((weight) => weight * Math.floor(n / total));
        for (const [at, count] of counts.toSorted((a, b) => a - b).entries())
          expect(count).toBeGreaterThanOrEqual(least[at] ?? 0);
      },
    ),
  );
});
