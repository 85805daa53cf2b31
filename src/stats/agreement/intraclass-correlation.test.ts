import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type IntraclassCorrelation,
  type IntraclassForm,
  intraclassCorrelation,
  type Ratings,
} from "./intraclass-correlation.ts";

function found(result: ReturnType<typeof intraclassCorrelation>): IntraclassCorrelation {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const forms: readonly IntraclassForm[] = [
  "ICC(1,1)",
  "ICC(2,1)",
  "ICC(3,1)",
  "ICC(1,k)",
  "ICC(2,k)",
  "ICC(3,k)",
];
const anyForm = fc.constantFrom(...forms);

type Complete = readonly (readonly number[])[];
const ratings: fc.Arbitrary<Complete> = fc
  .record({ targets: fc.integer({ min: 2, max: 12 }), raters: fc.integer({ min: 2, max: 5 }) })
  .chain(({ targets, raters }) => {
    const row = fc.array(fc.integer({ min: 0, max: 80 }), { minLength: raters, maxLength: raters });
    return fc.array(row, { minLength: targets, maxLength: targets });
  });

test("no correlation is above 1, and its interval holds it", () => {
  fc.assert(
    fc.property(ratings, anyForm, (all, form) => {
      const { estimate, interval } = found(intraclassCorrelation(all, form));
      if (estimate === null || interval === null) return;
      expect(estimate).toBeLessThanOrEqual(1 + 1e-12);
      expect(interval.lower).toBeLessThanOrEqual(estimate + 1e-9);
      expect(interval.upper).toBeGreaterThanOrEqual(estimate - 1e-9);
      expect(interval.upper).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test("neither the order of targets and raters nor the scale of the ratings changes it", () => {
  fc.assert(
    fc.property(ratings, anyForm, (all, form) => {
      const one = found(intraclassCorrelation(all, form));
      const others = [
        [...all].reverse(),
        all.map((row) => [...row].reverse()),
        all.map((row) => row.map((value) => 1000 + value / 7)),
      ].map((other) => found(intraclassCorrelation(other, form)));
      for (const { estimate, interval } of others) {
        if (one.estimate === null) {
          expect(estimate).toBeNull();
          continue;
        }
        expect(near(estimate, one.estimate)).toBe(true);
        if (one.interval) expect(near(interval?.lower, one.interval.lower)).toBe(true);
      }
    }),
  );
});

function near(value: number | null | undefined, other: number): boolean {
  return typeof value === "number" && Math.abs(value - other) <= 1e-6 * Math.max(1, Math.abs(other));
}

test("a rater who is stricter by a constant lowers ICC(2,1) and leaves ICC(3,1)", () => {
  const all = [
    [10, 12, 11],
    [20, 19, 22],
    [35, 33, 34],
    [41, 43, 40],
  ];
  const strict = all.map(([first = 0, ...others]) => [first - 8, ...others]);
  const of = (given: Ratings, form: IntraclassForm): number =>
    Number(found(intraclassCorrelation(given, form)).estimate);
  expect(of(strict, "ICC(3,1)")).toBeCloseTo(of(all, "ICC(3,1)"), 12);
  expect(of(strict, "ICC(2,1)")).toBeLessThan(of(all, "ICC(2,1)") - 0.05);
});

test("raters who agree in everything have 1 and a warning; ratings that are all alike have none", () => {
  const agree = [
    [0.1, 0.1, 0.1],
    [0.3, 0.3, 0.3],
    [0.7, 0.7, 0.7],
  ];
  const alike = agree.map((row) => row.map(() => 0.1));
  for (const form of forms) {
    expect(found(intraclassCorrelation(agree, form))).toMatchObject({
      estimate: 1,
      interval: { lower: 1, upper: 1 },
      warnings: [{ code: "no-spread" }],
    });
    expect(found(intraclassCorrelation(alike, form))).toMatchObject({
      estimate: null,
      interval: null,
      warnings: [{ code: "not-estimable" }],
    });
  }
});

test("what rounding leaves where each rater always says the same is no variance to make a correlation from", () => {
  for (const targets of [3, 6, 7, 10]) {
    const constant = Array.from({ length: targets }, () => [0.1, 0.7, 0.45]);
    expect(found(intraclassCorrelation(constant, "ICC(3,1)")).estimate, `${targets} targets`).toBeNull();
    expect(found(intraclassCorrelation(constant, "ICC(2,1)")).estimate, `${targets} targets`).toBe(0);
  }
});

test("targets with a rating missing are left out, counted and told", () => {
  const all = [
    [9, 2, 5],
    [6, null, 3],
    [8, 4, 6],
    [7, 1, 2],
  ];
  const complete = all.filter((row): row is number[] => !row.includes(null));
  const { leftOut, warnings, ...rest } = found(intraclassCorrelation(all, "ICC(2,1)"));
  expect(leftOut).toBe(1);
  expect(warnings).toEqual([
    { code: "left-out", message: "Targets with a rating missing were left out: 1." },
  ]);
  expect(rest).toMatchObject({
    n: 3,
    estimate: found(intraclassCorrelation(complete, "ICC(2,1)")).estimate,
  });
});

test("one target, one rater or nothing at all give no estimate and no fault", () => {
  for (const few of [
    [],
    [[1, 2]],
    [[1], [2], [3]],
    [
      [1, null],
      [null, 2],
    ],
  ]) {
    expect(found(intraclassCorrelation(few, "ICC(1,1)"))).toMatchObject({
      estimate: null,
      standardError: null,
      meanSquares: null,
      warnings: expect.arrayContaining([expect.objectContaining({ code: "not-estimable" })]),
    });
  }
});

test("rows of different length and ratings that are no numbers are invalid input", () => {
  const wrong = intraclassCorrelation([[1, 2], [3], [4, Number.NaN]], "ICC(1,1)", { level: 1.5 });
  expect(wrong).toMatchObject({
    error: { issues: [{ path: "ratings.1" }, { path: "ratings.2.1" }, { path: "level" }] },
  });
});
