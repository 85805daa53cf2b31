import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "#kernel";
import { chanceFrom, planOf } from "../testing/allocation-plans.ts";
import { permutedBlockList, permutedBlocks } from "./permuted-blocks.ts";

const source = { seed: new Uint8Array(32).fill(7), studyId: "study", planVersion: "1" };
const weights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 });
const multiples = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });

function counted(block: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const arm of block) counts.set(arm, (counts.get(arm) ?? 0) + 1);
  return counts;
}

describe("permuted blocks", () => {
  test("hold each arm exactly in the ratio, whatever the weights and the lengths", () => {
    fc.assert(
      fc.property(weights, multiples, fc.string(), (parts, times, text) => {
        const sum = parts.reduce((total, one) => total + one, 0);
        const plan = planOf({ weights: parts, blockSizes: times.map((one) => one * sum) });
        for (const block of permutedBlocks(plan, 60, chanceFrom(seededRandom(text)))) {
          expect(plan.blockSizes).toContain(block.length);
          const expected = plan.arms.map(({ armId, weight }) => [armId, (weight * block.length) / sum]);
          expect(counted(block)).toEqual(new Map(expected as [string, number][]));
        }
      }),
    );
  });

  // Of 2,000 blocks each length comes 1,000 times, standard deviation 22.4; five of them either way.
  test("take each length as often", () => {
    const plan = planOf({ weights: [1, 1], blockSizes: [4, 6] });
    const blocks = permutedBlocks(plan, 12_000, chanceFrom(seededRandom("lengths"))).slice(0, 2000);
    expect(blocks).toHaveLength(2000);
    const short = blocks.filter(({ length }) => length === 4).length;
    expect(Math.abs(short - 1000)).toBeLessThan(112);
  });

  test("are refused a length that does not hold the ratio", () => {
    const plan = planOf({ weights: [2, 1], blockSizes: [4] });
    expect(() => permutedBlocks(plan, 1, chanceFrom(seededRandom("")))).toThrow(
      "A block of 4 does not hold a ratio of 3 parts.",
    );
  });
});

describe("the list of a stratum", () => {
  const plan = planOf({ weights: [1, 1], blockSizes: [4, 6] });

  test("is the same whenever it is drawn, and a longer one begins with it", () => {
    const list = permutedBlockList(source, plan, "north", 40);
    expect(list).toHaveLength(40);
    expect(permutedBlockList(source, plan, "north", 40)).toEqual(list);
    expect(permutedBlockList(source, plan, "north", 400).slice(0, 40)).toEqual(list);
    expect(permutedBlockList(source, plan, "north", 0)).toEqual([]);
  });

  // 2,000 pairs of slots agree 1,000 times by chance, standard deviation 22.4; five of them either way.
  test("says nothing of another stratum's", () => {
    const north = permutedBlockList(source, plan, "north", 2000);
    const south = permutedBlockList(source, plan, "south", 2000);
    const agreeing = north.filter((arm, at) => arm === south[at]).length;
    expect(Math.abs(agreeing - 1000)).toBeLessThan(112);
  });

  test("has the other names where the arms have other names", () => {
    const renamed = {
      ...plan,
      arms: [
        { armId: "x", weight: 1 },
        { armId: "y", weight: 1 },
      ],
    };
    const list = permutedBlockList(source, plan, "north", 100);
    const other = list.map((arm) => (arm === "a" ? "x" : "y"));
    expect(permutedBlockList(source, renamed, "north", 100)).toEqual(other);
  });
});
