import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Chance, chanceOf, drbg, indexByProbability, shuffled } from "./chance.ts";
import { hmacDrbg } from "./hmac-drbg.ts";

const seed = Uint8Array.from({ length: 32 }, (_, index) => index);
const stream = { studyId: "study", planVersion: "1", stratum: "north" };

function draws(chance: Chance, count: number): readonly number[] {
  return Array.from({ length: count }, () => chance.real());
}

describe("chance from a seed", () => {
  test("is the same for the same seed and sub-stream, whatever was drawn from others", () => {
    const alone = draws(chanceOf(seed, stream), 300);
    const other = chanceOf(seed, { ...stream, stratum: "south" });
    const again = chanceOf(seed, stream);
    const interleaved = alone.map(() => [other.below(7), again.real()][1]);
    expect(interleaved).toEqual(alone);
  });

  test("differs by seed, study, version of the plan and stratum", () => {
    const changed = seed.with(31, 0);
    const firsts = [
      chanceOf(seed, stream),
      chanceOf(changed, stream),
      chanceOf(seed, { ...stream, studyId: "other" }),
      chanceOf(seed, { ...stream, planVersion: "2" }),
      chanceOf(seed, { ...stream, stratum: "" }),
    ].map((chance) => chance.real());
    expect(new Set(firsts).size).toBe(5);
  });

  test("is drawn as documented, so that another program gives the same", async () => {
    const text = 'vigil-allocation/1 {"planVersion":"1","stratum":"north","studyId":"study"}';
    const encoded = new TextEncoder().encode(text);
    const nonce = new Uint8Array(await crypto.subtle.digest("SHA-256", encoded)).slice(0, 16);
    const bytes = hmacDrbg({ entropy: seed, nonce, personalization: encoded })(256);
    const view = new DataView(bytes.buffer);
    const real = Number(view.getBigUint64(0) >> 11n) / 2 ** 53;
    const below = Number((view.getBigUint64(8) >> 16n) % 10n);
    const chance = chanceOf(seed, stream);
    expect([chance.real(), chance.below(10)]).toEqual([real, below]);
  });

  test("goes on past one request of the generator", () => {
    expect(new Set(draws(drbg(seed, ""), 1000)).size).toBe(1000);
  });

  test("needs 32 bytes of seed, and a whole number to be below", () => {
    expect(() => drbg(seed.slice(1), "")).toThrow("A seed of 31 bytes");
    expect(() => drbg(seed, "").below(0)).toThrow(RangeError);
    expect(() => drbg(seed, "").below(2.5)).toThrow(RangeError);
    expect(() => drbg(seed, "").below(2 ** 33)).toThrow(RangeError);
  });
});

describe("a whole number below n", () => {
  test("is never n or more, for every n", () => {
    const chance = drbg(seed, "bounds");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (n) => {
        const drawn = chance.below(n);
        return Number.isInteger(drawn) && drawn >= 0 && drawn < n;
      }),
    );
  });

  // Pearson's chi-squared over 6 cells: 5 degrees of freedom, 99.9999 % quantile 35.9.
  test("comes as often as every other", () => {
    const chance = drbg(seed, "uniform");
    const counts = [0, 0, 0, 0, 0, 0];
    for (let k = 0; k < 6000; k++) {
      const drawn = chance.below(6);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(35.9);
  });
});

describe("a shuffle", () => {
  test("keeps what it is given", () => {
    const chance = drbg(seed, "shuffle");
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        const byValue = (a: number, b: number) => a - b;
        expect([...shuffled(values, chance)].sort(byValue)).toEqual([...values].sort(byValue));
      }),
    );
  });

  // 24 orders, 23 degrees of freedom, 99.9999 % quantile 71.4.
  test("gives every order as often", () => {
    const chance = drbg(seed, "orders");
    const counts = new Map<string, number>();
    for (let k = 0; k < 4800; k++) {
      const order = shuffled(["a", "b", "c", "d"], chance).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(counts.size).toBe(24);
    expect(chiSquared).toBeLessThan(71.4);
  });
});

test("a draw falls into the interval of its probability", () => {
  expect([0, 0.19, 0.2, 0.69, 0.7, 0.999].map((draw) => indexByProbability([0.2, 0.5, 0.3], draw))).toEqual([
    0, 0, 1, 1, 2, 2,
  ]);
  expect(indexByProbability([0, 1], 0)).toBe(1);
  expect(indexByProbability([1 / 3, 2 / 3 - 1e-12, 0], 1 - 2 ** -53)).toBe(1);
});
