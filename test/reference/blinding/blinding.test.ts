import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { bangIndex, bangIndexWithCertainty, type Estimate, type GuessCounts, jamesIndex } from "#stats";
import { disagreement, found, numbersOf, type Tolerance } from "../compare.ts";

type Guesses = readonly [active: number, placebo: number, dontKnow: number];
type Numbers = readonly [estimate: number, standardError: number, lower: number, upper: number];
type Textbook = {
  readonly bi: number;
  readonly se: number;
  readonly ci: readonly [lower: number, upper: number];
};

/** Origin: README.md beside. Guesses of the active and the placebo arm: active, placebo, don't know. */
type Case = {
  readonly id: string;
  readonly active: Guesses;
  readonly placebo: Guesses;
  readonly tol: Tolerance;
} & {
  readonly expected:
    | { readonly active: Textbook; readonly placebo: Textbook }
    | { readonly james: Numbers; readonly bang_active: Numbers; readonly bang_placebo: Numbers };
};

const cases = JSON.parse(readFileSync(new URL("blinding.json", import.meta.url), "utf8")) as readonly Case[];

function bangOf({ active, placebo }: Case): { readonly active: Estimate; readonly placebo: Estimate } {
  const row = (correct: number, incorrect: number, dontKnow: number): GuessCounts => ({
    correct,
    incorrect,
    dontKnow,
  });
  return {
    active: found(bangIndex(row(active[0], active[1], active[2]))),
    placebo: found(bangIndex(row(placebo[1], placebo[0], placebo[2]))),
  };
}

describe("the indices of R, as BI 1.2.0 and the textbook formula in base R give them, are met in", () => {
  it.each(cases)("$id", (one) => {
    const { expected, tol } = one;
    const bang = bangOf(one);
    if ("james" in expected) {
      const counts = [one.active.slice(0, 2), one.placebo.slice(0, 2)];
      const james = found(jamesIndex({ counts, dontKnow: [one.active[2], one.placebo[2]] }));
      expect(disagreement(numbersOf(james), expected.james, tol)).toEqual([]);
      expect(disagreement(numbersOf(bang.active), expected.bang_active, tol)).toEqual([]);
      expect(disagreement(numbersOf(bang.placebo), expected.bang_placebo, tol)).toEqual([]);
      return;
    }
    for (const arm of ["active", "placebo"] as const) {
      const { bi, se, ci } = expected[arm];
      expect(disagreement(numbersOf(bang[arm]), [bi, se, ...ci], tol)).toEqual([]);
    }
  });

  it("all nine of them", () => {
    expect(cases).toHaveLength(9);
  });
});

/** The five answers of Bang, Ni and Davis 2004, Table 6 (CRISP): strongly and somewhat active, somewhat and strongly placebo, don't know. */
const crisp = { active: [38, 44, 21, 4, 170], placebo: [11, 16, 21, 8, 83] } as const;

test("with certainty the CRISP answers give 45.5 / 277 in the active and −0.5 / 139 in the placebo arm, by hand", () => {
  const [a, p] = [crisp.active, crisp.placebo];
  const active = found(
    bangIndexWithCertainty({
      stronglyCorrect: a[0],
      somewhatCorrect: a[1],
      dontKnow: a[4],
      somewhatIncorrect: a[2],
      stronglyIncorrect: a[3],
    }),
  );
  const placebo = found(
    bangIndexWithCertainty({
      stronglyCorrect: p[3],
      somewhatCorrect: p[2],
      dontKnow: p[4],
      somewhatIncorrect: p[1],
      stronglyIncorrect: p[0],
    }),
  );
  // Sums of squared scores: 38 + 4 + (44 + 21) / 4 and 8 + 11 + (21 + 16) / 4.
  expect(active.estimate).toBeCloseTo(45.5 / 277, 15);
  expect(active.standardError).toBeCloseTo(Math.sqrt((58.25 / 277 - (45.5 / 277) ** 2) / 277), 15);
  expect(placebo.estimate).toBeCloseTo(-0.5 / 139, 15);
  expect(placebo.standardError).toBeCloseTo(Math.sqrt((28.25 / 139 - (0.5 / 139) ** 2) / 139), 15);
});

const golden = new URL("../../../../shared/golden/stats/out/blinding/", import.meta.url);

test.skipIf(!existsSync(golden))(
  "the numbers kept here are those of the reference cases (skipped where these are not beside the repository)",
  () => {
    for (const { id, expected, tol } of cases) {
      const original = JSON.parse(readFileSync(new URL(`${id}.json`, golden), "utf8")) as Case;
      expect({ expected, tol }).toEqual({ expected: original.expected, tol: original.tol });
    }
  },
);
