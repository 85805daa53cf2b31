import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { score } from "../score.ts";
import { eq5d5l } from "./eq-5d-5l.ts";
import { type Eq5dValueSet, eq5dIndex } from "./value-set.ts";

/** Made up for the test; real value sets belong to their authors. */
const additive: Eq5dValueSet = {
  name: "made up",
  citation: "none",
  kind: "additive",
  fullHealth: 1,
  intercept: 0.95,
  decrements: [
    [0.01, 0.02, 0.03, 0.04],
    [0.1, 0.2, 0.3, 0.4],
    [0.05, 0.1, 0.15, 0.2],
    [0.11, 0.22, 0.33, 0.44],
    [0.07, 0.14, 0.21, 0.28],
  ],
};

const profile = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 5 });

function indexOf(state: string, valueSet: Eq5dValueSet = additive): number {
  const index = eq5dIndex(state, valueSet);
  return index.ok ? index.value : Number.NaN;
}

describe("EQ-5D-5L", () => {
  test("the profile is the five levels in their order, and the rating stands alone", () => {
    const dimensions = {
      mobility: 2,
      selfCare: 1,
      usualActivities: 3,
      painDiscomfort: 4,
      anxietyDepression: 5,
    };
    expect(score(eq5d5l, { ...dimensions, vas: 55 })).toMatchObject({
      value: { scores: { profile: "21345", vas: 55 } },
    });
    expect(score(eq5d5l, { vas: 55 })).toMatchObject({ value: { scores: { profile: null, vas: 55 } } });
    expect(score(eq5d5l, dimensions)).toMatchObject({
      value: { scores: { profile: "21345", vas: null }, missing: ["vas"] },
    });
  });

  test("full health has the value of full health, every other state starts from the intercept", () => {
    expect(indexOf("11111")).toBe(1);
    expect(indexOf("21111")).toBeCloseTo(0.94, 12);
    expect(indexOf("12345")).toBeCloseTo(0.95 - 0.1 - 0.1 - 0.33 - 0.28, 12);
    expect(indexOf("55555")).toBeCloseTo(0.95 - 0.04 - 0.4 - 0.2 - 0.44 - 0.28, 12);
  });

  test("a worse level is never worth more where decrements grow", () => {
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        const worse = a.map((level, index) => Math.max(level, b[index] as number));
        expect(indexOf(worse.join(""))).toBeLessThanOrEqual(indexOf(a.join("")));
      }),
    );
  });

  test("a table gives its own numbers and nothing for what is not in it", () => {
    const table: Eq5dValueSet = {
      name: "t",
      citation: "none",
      kind: "table",
      values: { "11111": 1, "21111": 0.9 },
    };
    expect(indexOf("21111", table)).toBe(0.9);
    expect(eq5dIndex("31111", table)).toMatchObject({
      ok: false,
      error: { issues: [{ path: "values.31111" }] },
    });
  });

  test.each(["1111", "111111", "61111", "1111a", "", "11111\n"])("%j is no profile", (state) => {
    expect(eq5dIndex(state, additive)).toMatchObject({ ok: false, error: { issues: [{ path: "profile" }] } });
  });

  test("a value set with a hole is invalid input for every profile", () => {
    const holed = {
      ...additive,
      intercept: Number.NaN,
      decrements: [[0.1, 0.2, 0.3], ...additive.decrements.slice(1, 4)],
    };
    expect(eq5dIndex("11111", holed)).toMatchObject({
      ok: false,
      error: { issues: [{ path: "intercept" }, { path: "decrements.0" }, { path: "decrements.4" }] },
    });
  });
});
