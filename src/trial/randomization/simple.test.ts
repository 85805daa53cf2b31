import { expect, test } from "vitest";
import { seededRandom } from "#kernel";
import { planOf } from "../testing/allocation-plans.ts";
import { simpleAllocation } from "./simple.ts";

test("simple randomization gives each arm the interval of its weight", () => {
  const plan = planOf({ weights: [2, 1, 1] });
  expect([0, 0.499, 0.5, 0.749, 0.75, 0.999].map((draw) => simpleAllocation(plan, draw))).toEqual([
    "a",
    "a",
    "b",
    "b",
    "c",
    "c",
  ]);
});

// Of 9,000 draws 6,000 give the arm that weighs two of three, standard deviation 44.7; five of them either way.
test("simple randomization keeps the ratio in the long run", () => {
  const random = seededRandom("simple");
  const plan = planOf({ weights: [2, 1] });
  const arms = Array.from({ length: 9000 }, () => simpleAllocation(plan, random.next()));
  expect(Math.abs(arms.filter((arm) => arm === "a").length - 6000)).toBeLessThan(224);
});
