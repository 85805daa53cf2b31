import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import {
  countPairs,
  type Estimate,
  type IntraclassForm,
  intraclassCorrelation,
  kappa,
  type RatingTable,
  weightedKappa,
} from "#stats";
import { disagreement, found, numbersOf } from "../compare.ts";

type KappaCase = {
  readonly table: RatingTable;
  readonly weights: "none" | "linear" | "quadratic";
  readonly level: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
};
type IntraclassCase = {
  readonly ratings: readonly (readonly number[])[];
  readonly level: number;
  readonly forms: Readonly<Record<IntraclassForm, readonly [estimate: number, lower: number, upper: number]>>;
};

/** Origin: README.md beside. */
const truth = JSON.parse(readFileSync(new URL("agreement.json", import.meta.url), "utf8")) as {
  readonly kappa: readonly KappaCase[];
  readonly intraclass: readonly IntraclassCase[];
};

function kappaOf(table: RatingTable, weights: KappaCase["weights"], level = 0.95): Estimate {
  return found(weights === "none" ? kappa(table, { level }) : weightedKappa(table, { weights, level }));
}

function intraclassNumbers(
  ratings: IntraclassCase["ratings"],
  form: IntraclassForm,
  level = 0.95,
): readonly number[] {
  const { estimate, interval } = found(intraclassCorrelation(ratings, form, { level }));
  return [estimate, interval?.lower, interval?.upper].map((value) => value ?? Number.NaN);
}

describe("against 40 digits of truth", () => {
  it.each(truth.kappa)(
    "kappa of $table with weights $weights has its estimate, standard error and limits",
    (one) => {
      const numbers = numbersOf(kappaOf(one.table, one.weights, one.level));
      expect(disagreement(numbers, [one.estimate, one.standardError, one.lower, one.upper])).toEqual([]);
    },
  );

  it.each(truth.intraclass)("the correlations of $ratings have their estimates and limits", (one) => {
    for (const [form, expected] of Object.entries(one.forms) as [IntraclassForm, readonly number[]][]) {
      const numbers = intraclassNumbers(one.ratings, form, one.level);
      // Where the formula turns the limits round there is no interval.
      const [estimate = Number.NaN, lower = Number.NaN, upper = Number.NaN] = expected;
      if (lower <= upper) expect(disagreement(numbers, expected), form).toEqual([]);
      else expect(numbers, form).toEqual([expect.closeTo(estimate, 10), Number.NaN, Number.NaN]);
    }
  });
});

/** Shrout and Fleiss 1979, Table 2: six targets, four judges. */
const shroutFleiss = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

describe("the example of Shrout and Fleiss 1979", () => {
  it("has the correlations that they print (Table 4)", () => {
    const printed = {
      "ICC(1,1)": 0.17,
      "ICC(2,1)": 0.29,
      "ICC(3,1)": 0.71,
      "ICC(1,k)": 0.44,
      "ICC(2,k)": 0.62,
      "ICC(3,k)": 0.91,
    };
    for (const [form, value] of Object.entries(printed) as [IntraclassForm, number][]) {
      expect(Number(intraclassNumbers(shroutFleiss, form)[0]?.toFixed(2)), form).toBe(value);
    }
  });

  it("has the mean squares that they print (Table 3)", () => {
    const { meanSquares } = found(intraclassCorrelation(shroutFleiss, "ICC(1,1)"));
    const { betweenTargets, withinTargets, betweenRaters, residual } = meanSquares ?? {};
    const rounded = [betweenTargets, withinTargets, betweenRaters, residual].map((value) =>
      value?.toFixed(2),
    );
    expect(rounded).toEqual(["11.24", "6.26", "32.49", "1.02"]);
  });

  it("has the limits that R's F-based intervals print, to eight digits", () => {
    // From the documentation of an R function icc(method = "anova", conf.level = 0.95); psych::ICC prints the same to three.
    const printed: Readonly<Record<IntraclassForm, readonly number[]>> = {
      "ICC(1,1)": [0.1657418, -0.13293232, 0.7225601],
      "ICC(2,1)": [0.2897638, 0.01878651, 0.7610844],
      "ICC(3,1)": [0.7148407, 0.34246477, 0.9458583],
      "ICC(1,k)": [0.4427971, -0.88444216, 0.9124154],
      "ICC(2,k)": [0.6200505, 0.07113682, 0.927232],
      "ICC(3,k)": [0.9093155, 0.67567471, 0.9858917],
    };
    for (const [form, expected] of Object.entries(printed) as [IntraclassForm, readonly number[]][]) {
      expect(
        disagreement(intraclassNumbers(shroutFleiss, form), expected, { abs: 6e-8, rel: 0 }),
        form,
      ).toEqual([]);
    }
  });
});

test("Cohen's psychiatric diagnoses (1968, Table 1) have the kappa of .492 and the weighted one of .348 that he prints", () => {
  // 200 cases by judge B (rows) and A: personality disorder, neurosis, psychosis; his disagreement weights 0, 1, 3, 6 over 6.
  const table = [
    [88, 10, 2],
    [14, 40, 6],
    [18, 10, 12],
  ];
  const weights = [
    [0, 1, 3],
    [1, 0, 6],
    [3, 6, 0],
  ].map((row) => row.map((weight) => 1 - weight / 6));
  expect(kappaOf(table, "none").estimate?.toFixed(3)).toBe("0.492");
  expect(found(weightedKappa(table, { weights })).estimate?.toFixed(3)).toBe("0.348");
});

test("SAS's skin conditions (PROC FREQ, Getting Started: Agreement Study) have kappa 0.3449 from 0.2030 to 0.4868", () => {
  const table = [
    [10, 4, 1, 0],
    [5, 10, 12, 2],
    [2, 4, 12, 5],
    [0, 2, 6, 13],
  ];
  const { estimate, interval } = kappaOf(table, "none");
  expect([estimate, interval?.lower, interval?.upper].map((value) => value?.toFixed(4))).toEqual([
    "0.3449",
    "0.2030",
    "0.4868",
  ]);
});

test("a table of three categories has the kappas, errors and limits that SAS prints (kept in statsmodels' tests)", () => {
  const table = [
    [0, 4, 1],
    [0, 8, 0],
    [0, 1, 5],
  ];
  const rounded = (one: Estimate): readonly string[] => numbersOf(one).map((value) => value.toFixed(4));
  expect(rounded(kappaOf(table, "none"))).toEqual(["0.4842", "0.1380", "0.2137", "0.7547"]);
  expect(rounded(kappaOf(table, "linear"))).toEqual(["0.4701", "0.1457", "0.1845", "0.7558"]);
});

test("the second and third rater of R's anxiety data have the kappas of irr::kappa2, to seven digits", () => {
  // Data of the R package irr; its output as kept in statsmodels' tests. Nobody gave a 5, and irr leaves such a category out.
  const second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
  const third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2];
  const pairs = second.map((rating, index) => [rating, third[index] ?? Number.NaN] as const);
  const table = found(countPairs(pairs, [1, 2, 3, 4, 6]));
  const printed = { none: -0.006289308, linear: 0.1459075, quadratic: 0.2520325 } as const;
  for (const [weights, value] of Object.entries(printed) as ["none" | "linear" | "quadratic", number][]) {
    expect(kappaOf(table, weights).estimate, weights).toBeCloseTo(value, 7);
  }
});
