import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "#kernel";
import { planOf } from "../testing/allocation-plans.ts";
import { type AllocationPlan, type ImbalanceFunction, siteFactorId } from "./allocation-plan.ts";
import { type Allocation, countIn, countsOf } from "./counts.ts";
import { allocationProbabilities, minimize } from "./minimization.ts";

const twoArms = planOf({ weights: [1, 1], factors: ["sex", "age"], followProbability: 0.8 });

/** So many of each arm with the values. */
function given(
  plan: AllocationPlan,
  strata: Allocation["strata"],
  ...counts: readonly number[]
): readonly Allocation[] {
  return plan.arms.flatMap(({ armId }, index) =>
    Array<Allocation>(counts[index] ?? 0).fill({ strata, armId }),
  );
}

describe("minimization", () => {
  test("prefers the arm that leaves the values of the participant least apart: worked by hand", () => {
    const before = [
      ...given(twoArms, { sex: "f", age: "old" }, 3, 1),
      ...given(twoArms, { sex: "f", age: "young" }, 0, 1),
      ...given(twoArms, { sex: "m", age: "young" }, 1, 2),
    ];
    // A young woman: women 3 to 2, the young 1 to 3. Given A: 4:2 and 2:3, |2| + |1| = 3; given B: 3:3 and 1:4, 0 + 3 = 3.
    const young = minimize(twoArms, countsOf(twoArms, before), { sex: "f", age: "young" }, 0);
    expect(young.imbalances).toEqual([3, 3]);
    expect(young.probabilities).toEqual([0.5, 0.5]);
    // A young man: men 1 to 2, the young 1 to 3. Given A: 0 + 1; given B: 2 + 3.
    const man = minimize(twoArms, countsOf(twoArms, before), { sex: "m", age: "young" }, 0.79);
    expect(man).toMatchObject({ armId: "a", imbalances: [1, 5] });
    expect(man.probabilities[0]).toBeCloseTo(0.8, 12);
  });

  test("counts a factor by its weight", () => {
    const plan = planOf({ weights: [1, 1], factors: ["sex", "age"], factorWeights: [1, 3] });
    const before = [
      ...given(plan, { sex: "f", age: "old" }, 0, 2),
      ...given(plan, { sex: "m", age: "young" }, 1, 0),
    ];
    // A young woman: women 0 to 2, the young 1 to 0. Given A: 1 + 3 × 2 = 7; given B: 3 + 3 × 0 = 3.
    expect(minimize(plan, countsOf(plan, before), { sex: "f", age: "young" }, 0).imbalances).toEqual([7, 3]);
  });

  test("divides counts by the arms' weights: two to one is balance in a ratio of two to one", () => {
    const plan = planOf({ weights: [2, 1], factors: ["sex"] });
    const even = minimize(plan, countsOf(plan, given(plan, { sex: "f" }, 2, 1)), { sex: "f" }, 0);
    // Given A: 3/2 to 1; given B: 1 to 2.
    expect(even.imbalances).toEqual([0.5, 1]);
    const short = minimize(plan, countsOf(plan, given(plan, { sex: "f" }, 4, 1)), { sex: "f" }, 0.999);
    expect(short).toMatchObject({ armId: "b", imbalances: [1.5, 0] });
  });

  test("of an unequal ratio prefers the arm that weighs most while nobody has the value", () => {
    const plan = planOf({ weights: [2, 1], factors: ["sex"], followProbability: 0.8 });
    const first = minimize(plan, new Map(), { sex: "f" }, 0);
    // Given A: 1/2 to 0; given B: 0 to 1. A is given with 1 − 0.2 × (3 − 2) / (3 − 1).
    expect(first.imbalances).toEqual([0.5, 1]);
    expectClose(first.probabilities, [0.9, 0.1]);
  });

  test("treats sums that differ by a rounding error as equal", () => {
    const plan = planOf({ weights: [1, 1], factors: ["x", "y", "z"], factorWeights: [0.1, 0.2, 0.3] });
    const before = [
      ...given(plan, { x: "1", y: "1", z: "2" }, 1, 0),
      ...given(plan, { x: "2", y: "2", z: "1" }, 0, 1),
    ];
    const { imbalances, probabilities } = minimize(
      plan,
      countsOf(plan, before),
      { x: "1", y: "1", z: "1" },
      0,
    );
    // 0.1 × 2 + 0.2 × 2 against 0.3 × 2.
    expect(imbalances[0]).not.toBe(imbalances[1]);
    expect(probabilities).toEqual([0.5, 0.5]);
  });

  test("refuses to go on with a value missing: that is a fault of its caller", () => {
    expect(() => minimize(twoArms, new Map(), { sex: "f" }, 0)).toThrow("Factor age has no value");
  });
});

describe("the probabilities of minimization", () => {
  test("give the preferred arm of an equal ratio the follow probability and share the rest", () => {
    const plan = { arms: planOf({ weights: [1, 1, 1, 1] }).arms, followProbability: 0.7 };
    expectClose(allocationProbabilities(plan, [2, 1, 3, 4]), [0.1, 0.7, 0.1, 0.1]);
    expectClose(allocationProbabilities(plan, [1, 1, 3, 4]), [0.4, 0.4, 0.1, 0.1]);
  });

  test("of an unequal ratio are those of Han, Enas and McEntegart: 1 − (1 − p)(Σ − r)/(Σ − least)", () => {
    const plan = { arms: planOf({ weights: [3, 2, 1] }).arms, followProbability: 0.8 };
    // The least arm is followed with 0.8; the others with 1 − 0.2 × 4/5 and 1 − 0.2 × 3/5.
    expectClose(allocationProbabilities(plan, [2, 2, 1]), [0.12, 0.08, 0.8]);
    expectClose(allocationProbabilities(plan, [2, 1, 2]), [0.12, 0.84, 0.04]);
    expectClose(allocationProbabilities(plan, [1, 2, 2]), [0.88, 0.08, 0.04]);
    // All alike: the ratio itself.
    expectClose(allocationProbabilities(plan, [1, 1, 1]), [1 / 2, 1 / 3, 1 / 6]);
  });

  test("always sum to 1, and are never less for the best arm than by the ratio", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(
        weights,
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        fc.infiniteStream(fc.nat(3)),
        (parts, p, sums) => {
          const { arms } = planOf({ weights: parts });
          const imbalances = parts.map(() => Number(sums.next().value));
          const probabilities = allocationProbabilities({ arms, followProbability: p }, imbalances);
          const all = parts.reduce((sum, one) => sum + one, 0);
          const best = imbalances.indexOf(Math.min(...imbalances));
          expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
          expect(probabilities[best]).toBeGreaterThanOrEqual((parts[best] ?? 0) / all - 1e-12);
        },
      ),
    );
  });

  // Of 4,000 draws with p = 0.8 the preferred arm gets 3,200, standard deviation 25.3; five of them either way.
  test("are kept by the draws", () => {
    const random = seededRandom("follow");
    const counts = countsOf(twoArms, given(twoArms, { sex: "f", age: "old" }, 4, 1));
    let followed = 0;
    for (let k = 0; k < 4000; k++)
      if (minimize(twoArms, counts, { sex: "f", age: "old" }, random.next()).armId === "b") followed++;
    expect(Math.abs(followed - 3200)).toBeLessThan(127);
  });
});

test("other names for the arms give the same allocation under the other names", () => {
  const values = fc.record({ sex: fc.constantFrom("f", "m"), age: fc.constantFrom("old", "young") });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(values, fc.double({ min: 0, max: 0.999, noNaN: true })), { maxLength: 40 }),
      (turns) => {
        const renamed = {
          ...twoArms,
          arms: [
            { armId: "b", weight: 1 },
            { armId: "a", weight: 1 },
          ],
        };
        const other = new Map([
          ["a", "b"],
          ["b", "a"],
        ]);
        expect(allocate(renamed, turns)).toEqual(allocate(twoArms, turns).map((arm) => other.get(arm)));
      },
    ),
  );
});

function allocate(
  plan: AllocationPlan,
  turns: readonly (readonly [Allocation["strata"], number])[],
): readonly string[] {
  const counts = new Map<string, number[]>();
  return turns.map(([strata, draw]) => {
    const { armId } = minimize(plan, counts, strata, draw);
    countIn(counts, plan, { strata, armId });
    return armId;
  });
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of actual.entries()) expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 12);
}

/* Made with R 4.2.2 by ../shared/golden/stats/gen/60-blind-rng.R; ties go to the first arm, the best arm is always given. */
const golden = path.resolve(import.meta.dirname, "../../../../shared/golden/stats");
const cases: readonly (readonly [string, ImbalanceFunction, readonly number[]])[] = [
  ["pocock-simon-range-deterministic", "range", [1, 1, 1]],
  ["pocock-simon-variance-deterministic", "variance", [2, 1, 1]],
];
describe.skipIf(!existsSync(golden))("minimization (skipped without ../shared/golden)", () => {
  test.each(cases)("allots as R does: %s", (name, imbalance, factorWeights) => {
    const { spec, expected } = JSON.parse(
      readFileSync(path.join(golden, "out/random", `${name}.json`), "utf8"),
    );
    const [head = "", ...rows] = readFileSync(path.join(golden, "data/minimisation_factors.csv"), "utf8")
      .trim()
      .split("\n");
    const factors = head.split(",");
    const weights = Array<number>(spec.arms).fill(1);
    const plan = planOf({ weights, factors, factorWeights, imbalance, followProbability: 1 });
    const turns = rows.map((row) => {
      const values = row.split(",");
      return [Object.fromEntries(factors.map((factor, at) => [factor, values[at] ?? ""])), 0] as const;
    });
    const arms = allocate(plan, turns).map((armId) => plan.arms.findIndex((arm) => arm.armId === armId) + 1);
    expect(arms).toEqual(expected.assignment);
    expect(arms).toHaveLength(60);
  });
});

test("the site is a factor like any other", () => {
  const plan = planOf({ weights: [1, 1], factors: [siteFactorId] });
  const counts = countsOf(plan, given(plan, { site: "north" }, 2, 0));
  expect(minimize(plan, counts, { site: "north" }, 0.5).armId).toBe("b");
  expect(minimize(plan, counts, { site: "south" }, 0.4).probabilities).toEqual([0.5, 0.5]);
});
