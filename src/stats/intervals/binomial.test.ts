import fc from "fast-check";
import { expect, test } from "vitest";
import type { Estimate } from "../estimate.ts";
import { clopperPearson, type Occurrences, wilson } from "./binomial.ts";

function found(result: ReturnType<typeof clopperPearson>): Estimate {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const occurrences: fc.Arbitrary<Occurrences> = fc
  .integer({ min: 1, max: 500 })
  .chain((n) => fc.record({ events: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));

test("both intervals hold the proportion, stay within 0 and 1, and grow with their level", () => {
  fc.assert(
    fc.property(occurrences, fc.constantFrom(clopperPearson, wilson), (seen, method) => {
      const usual = found(method(seen));
      const sure = found(method(seen, { level: 0.99 }));
      const [narrow, wide] = [usual.interval, sure.interval];
      if (!narrow || !wide) throw new Error("no interval");
      expect(narrow.lower).toBeGreaterThanOrEqual(0);
      expect(narrow.upper).toBeLessThanOrEqual(1);
      expect(narrow.lower).toBeLessThanOrEqual(Number(usual.estimate));
      expect(narrow.upper).toBeGreaterThanOrEqual(Number(usual.estimate));
      expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
      expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
    }),
  );
});

test("what did not happen has the mirrored interval", () => {
  fc.assert(
    fc.property(occurrences, fc.constantFrom(clopperPearson, wilson), ({ events, n }, method) => {
      const of = (count: number) => found(method({ events: count, n })).interval;
      const [it, other] = [of(events), of(n - events)];
      expect(it?.lower).toBeCloseTo(1 - Number(other?.upper), 12);
    }),
  );
});

test("the exact limits are where the binomial tails are what the level leaves", () => {
  const { interval } = found(clopperPearson({ events: 3, n: 9 }, { level: 0.9 }));
  const tail = (p: number, from: number, to: number): number => {
    let all = 0;
    for (let k = from; k <= to; k += 1) all += choose(9, k) * p ** k * (1 - p) ** (9 - k);
    return all;
  };
  expect(tail(Number(interval?.lower), 3, 9)).toBeCloseTo(0.05, 14);
  expect(tail(Number(interval?.upper), 0, 3)).toBeCloseTo(0.05, 14);
});

function choose(n: number, k: number): number {
  return k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
}

test("nothing observed gives no estimate and says so", () => {
  expect(found(wilson({ events: 0, n: 0 }))).toMatchObject({
    estimate: null,
    interval: null,
    n: 0,
    warnings: [{ code: "no-observations" }],
  });
});

test("counts that are none, more events than observations and a level of 95 are invalid input", () => {
  const pathOf = (result: ReturnType<typeof wilson>) =>
    result.ok ? [] : result.error.issues.map(({ path }) => path);
  expect(pathOf(wilson({ events: -1, n: 2.5 }))).toEqual(["events", "n"]);
  expect(pathOf(clopperPearson({ events: 4, n: 3 }))).toEqual(["events"]);
  expect(pathOf(clopperPearson({ events: 1, n: 3 }, { level: 95 }))).toEqual(["level"]);
});
