import { readFileSync } from "node:fs";
import path from "node:path";
import { hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planOf } from "../testing/allocation-plans.ts";
import { type AllocationPlan, siteFactorId } from "./allocation-plan.ts";
import { chanceOf, drawAt } from "./chance.ts";
import { type Allocation, countsOf } from "./counts.ts";
import { minimize } from "./minimization.ts";
import { permutedBlockList, permutedBlocks } from "./permuted-blocks.ts";
import { type ClaimedAllocation, recompute } from "./recompute.ts";
import { replay, type Turn } from "./replay.ts";
import { simpleAllocation } from "./simple.ts";
import { randomizationNumber } from "./slots.ts";
import { stratumKey } from "./strata.ts";

const source = { seed: new Uint8Array(32).fill(7), studyId: "study", planVersion: "1" };
const factors = [siteFactorId, "prior"];
const plans: readonly AllocationPlan[] = [
  planOf({ weights: [1, 1], factors }),
  planOf({ method: "permuted-blocks", weights: [2, 1], factors }),
  planOf({ method: "simple", weights: [1, 1, 1] }),
];
const strata = fc.record({ site: fc.constantFrom("n", "s", "e"), prior: fc.constantFrom("yes", "no") });
const turnsOf = fc.array(fc.option(strata, { freq: 10 }), { maxLength: 60 });

function claim(turns: readonly Turn[], arms: readonly (string | null)[]): readonly ClaimedAllocation[] {
  return turns.map((turn, at) => ({
    number: randomizationNumber(at + 1),
    strata: turn,
    armId: arms[at] ?? null,
  }));
}

/* Drawn by another program in another language; the file says which. */
const drawn = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../../../test/reference/randomization/drawn.json"), "utf8"),
);
describe("an independent program draws the same", () => {
  const from = { seed: hexToBytes(drawn.seed), studyId: drawn.studyId, planVersion: drawn.planVersion };
  const joined = (plan: AllocationPlan) => replay(from, plan, drawn.turns).join("");

  test("lists of permuted blocks, of equal and unequal ratio", () => {
    const equal = planOf({ weights: [1, 1], blockSizes: [4, 6] });
    const unequal = planOf({ weights: [3, 2, 1], blockSizes: [6, 12, 18] });
    expect(permutedBlockList(from, equal, drawn.stratum, 60).join("")).toBe(drawn.blocks);
    expect(permutedBlockList(from, unequal, drawn.stratum, 60).join("")).toBe(drawn.unequalBlocks);
  });

  test("simple randomization", () => {
    expect(joined(planOf({ method: "simple", weights: [3, 2, 1] }))).toBe(drawn.simple);
  });

  test("minimization by the range, and by the variance of an unequal ratio", () => {
    const weights = [3, 2, 1];
    const variance = planOf({
      weights,
      factors,
      factorWeights: [2, 1],
      followProbability: 0.7,
      imbalance: "variance",
    });
    expect(joined(planOf({ weights: [1, 1], factors }))).toBe(drawn.range);
    expect(joined(variance)).toBe(drawn.variance);
  });
});

describe.each(plans)("an allocation by $method", (plan) => {
  test("is proven by its seed: drawing it again finds no difference", () => {
    fc.assert(
      fc.property(turnsOf, (turns) => {
        const arms = replay(source, plan, turns);
        expect(arms.map((arm) => arm === null)).toEqual(turns.map((turn) => turn === null));
        expect(recompute(source, plan, claim(turns, arms))).toEqual([]);
      }),
    );
  });

  test("begins as it began, however many come after", () => {
    fc.assert(
      fc.property(turnsOf, fc.nat(60), (turns, count) => {
        expect(replay(source, plan, turns).slice(0, count)).toEqual(
          replay(source, plan, turns.slice(0, count)),
        );
      }),
    );
  });

  test("with one arm changed is found out, under its number", () => {
    const turns = Array.from({ length: 30 }, () => ({ site: "n", prior: "no" }));
    const arms = replay(source, plan, turns);
    const claimed = arms[11] === "a" ? "b" : "a";
    expect(recompute(source, plan, claim(turns, arms.with(11, claimed)))).toEqual([
      { kind: "arm", number: "R-0012", claimed, drawn: arms[11] },
    ]);
  });

  test("of another seed is found out", () => {
    const turns = Array.from({ length: 60 }, () => ({ site: "n", prior: "no" }));
    const arms = replay({ ...source, seed: source.seed.with(0, 8) }, plan, turns);
    expect(recompute(source, plan, claim(turns, arms)).length).toBeGreaterThan(5);
  });
});

describe("drawing again", () => {
  const [minimization, blocks, simple] = plans as [AllocationPlan, AllocationPlan, AllocationPlan];
  const north = { site: "n", prior: "no" };
  const south = { site: "s", prior: "no" };

  test("agrees with drawing one by one", () => {
    const turns = [north, south, south, north, south, south, north];
    const given: Allocation[] = [];
    for (const [at, strata] of turns.entries()) {
      const { armId } = minimize(minimization, countsOf(minimization, given), strata, drawAt(source, at));
      given.push({ strata, armId });
    }
    expect(replay(source, minimization, turns)).toEqual(given.map(({ armId }) => armId));
    expect(replay(source, simple, turns)).toEqual(
      turns.map((_, at) => simpleAllocation(simple, drawAt(source, at))),
    );
    const lists = [north, south].map((turn) =>
      permutedBlockList(source, blocks, stratumKey(blocks, turn), 4),
    );
    const [a, b] = lists;
    expect(replay(source, blocks, turns)).toEqual([a?.[0], b?.[0], b?.[1], a?.[1], b?.[2], b?.[3], a?.[2]]);
  });

  test("uses up a number of the sequence for a turn without values, and no slot of a list", () => {
    const without = [north, north, north, north];
    const withVoid = [north, null, north, north, north];
    expect(replay(source, blocks, withVoid).filter((arm) => arm !== null)).toEqual(
      replay(source, blocks, without),
    );
    expect(replay(source, simple, withVoid)).toEqual(
      replay(source, simple, [...without, north]).with(1, null),
    );
  });

  test("counts what was allotted under an earlier plan", () => {
    const earlier = Array.from({ length: 9 }, () => ({ strata: north, armId: "a" }));
    const always = { ...minimization, followProbability: 1 };
    expect(replay(source, always, [north, north, north], earlier)).toEqual(["b", "b", "b"]);
    const claimed = { number: "R-0010", strata: north, armId: "b" };
    expect(recompute(source, always, [claimed], earlier)).toEqual([]);
  });

  test("tells numbers that were skipped or given twice", () => {
    const arms = replay(source, simple, [north, north, north]);
    const claimed = ["R-0001", "R-0003", "R-0003"].map((number, at) => ({
      number,
      strata: north,
      armId: arms[at] ?? null,
    }));
    expect(recompute(source, simple, claimed)).toEqual([
      { kind: "number", number: "R-0003", expected: "R-0002" },
    ]);
  });

  test("tells values that are missing or unknown, and then draws nothing", () => {
    const plan = {
      ...minimization,
      factors: [
        {
          id: "prior",
          label: "Prior use",
          levels: new Map([
            ["yes", "Yes"],
            ["no", "No"],
          ]),
          weight: 1,
        },
      ],
    };
    const claimed = [
      { number: "R-0001", strata: { prior: "perhaps" }, armId: "a" },
      { number: "R-0002", strata: {}, armId: "a" },
    ];
    expect(recompute(source, plan, claimed)).toEqual([
      {
        kind: "strata",
        number: "R-0001",
        issues: [{ path: "prior", message: "expected Prior use to be one of yes, no, got perhaps" }],
      },
      { kind: "strata", number: "R-0002", issues: [{ path: "prior", message: "Prior use has no value" }] },
    ]);
  });

  test("takes a stratum's list from its own sub-stream", () => {
    const key = stratumKey(blocks, { ...south, other: "ignored" });
    expect(key).toBe('{"prior":"no","site":"s"}');
    const chance = chanceOf(source.seed, { studyId: "study", planVersion: "1", stratum: key });
    expect(permutedBlockList(source, blocks, key, 6)).toEqual(
      permutedBlocks(blocks, 6, chance).flat().slice(0, 6),
    );
  });
});
