import fc from "fast-check";
import { expect, test } from "vitest";
import { summaryOf, welchDifference } from "./welch.ts";

// Student's sleep data (1908), as R 4 has it in `sleep`: extra hours of sleep with two drugs.
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test("the sleep data give the interval that R's t.test gives", () => {
  const found = welchDifference(first, second);
  expect(found).toMatchObject({ ok: true, value: { n: 20, warnings: [] } });
  const { estimate, interval } = (found as { value: { estimate: number; interval: object } }).value;
  expect(estimate).toBeCloseTo(-1.58, 12);
  // t.test(extra ~ group, data = sleep): 95 percent confidence interval -3.3654832 0.2054832
  expect(interval).toMatchObject({
    lower: expect.closeTo(-3.3654832, 7),
    upper: expect.closeTo(0.2054832, 7),
  });
  expect(summaryOf(first)).toMatchObject({ n: 10, mean: expect.closeTo(0.75, 12) });
});

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 });

test("exchanging the groups turns the difference and its interval round", () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const [one, other] = [welchDifference(a, b), welchDifference(b, a)];
      if (!one.ok || !other.ok) throw new Error("Both are sound.");
      expect(Number(one.value.estimate) + Number(other.value.estimate)).toBeCloseTo(0, 9);
      const width = (x: typeof one.value) => Number(x.interval?.upper) - Number(x.interval?.lower);
      if (one.value.interval) expect(width(one.value)).toBeCloseTo(width(other.value), 9);
    }),
  );
});

test("moving all values far away changes neither the spread nor the difference", () => {
  const far = (list: readonly number[]) => list.map((value) => value + 1e9);
  expect(summaryOf(far(first)).sd).toBeCloseTo(Number(summaryOf(first).sd), 6);
});

test("groups without values, with one, or without spread have no interval, and say so", () => {
  expect(welchDifference([], [1, 2])).toMatchObject({
    value: { estimate: null, warnings: [{ code: "no-observations" }] },
  });
  expect(welchDifference([3], [1, 2])).toMatchObject({
    value: { estimate: 1.5, interval: null, warnings: [{ code: "not-estimable" }] },
  });
  expect(welchDifference([3, 3], [1, 1])).toMatchObject({
    value: { estimate: 2, interval: null, warnings: [{ code: "no-spread" }] },
  });
  expect(welchDifference([Number.NaN], [1], { level: 2 })).toMatchObject({
    error: { issues: [{ path: "level" }, { path: "first.0" }] },
  });
});
