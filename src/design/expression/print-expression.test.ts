import { expect, test } from "vitest";
import { parsed, type TestTypes, vocabularyOf } from "../testing/expression-scope.ts";
import { printExpression } from "./print-expression.ts";

const classes = new Map([
  ["maoi", "MAOI"],
  ["lithium", "Lithium"],
]);
const names: TestTypes = {
  types: {
    age: "number",
    "caps-5.total": "number",
    weight: "number",
    sex: { kind: "code", codes: new Map([["female", "Female"]]) },
    pregnant: "boolean",
    races: { kind: "codes", codes: new Map([["asian", "Asian"]]) },
    consented: "date",
  },
  labels: {
    age: "Age",
    "caps-5.total": "CAPS-5 total severity",
    weight: "Weight",
    sex: "Sex assigned at birth",
    pregnant: "Pregnant",
    races: "Races",
    baseline: "Baseline",
    medication: "Medication",
    $minimum: "Minimum entry score",
    $washout: "Washout",
    consented: "Date of consent",
  },
  units: { weight: "kg", $washout: "d" },
  parameters: { minimum: 28, washout: 35 },
  rows: {
    medication: {
      types: { class: { kind: "code", codes: classes }, stop: "date", qtc: "number" },
      labels: { class: "Class", stop: "Stop date", qtc: "QTc" },
    },
  },
};

test.each([
  ["age >= 18", "Age is at least 18"],
  [
    "caps-5.total@baseline >= $minimum",
    "CAPS-5 total severity at baseline is at least 28 (parameter: minimum entry score)",
  ],
  ["weight < 48", "Weight is less than 48 kg"],
  ["not (weight < 48)", "Weight is at least 48 kg"],
  ["sex = 'female' and pregnant", "Sex assigned at birth is Female and Pregnant is yes"],
  ["not pregnant", "Pregnant is no"],
  ["pregnant = false", "Pregnant is no"],
  ["pregnant != true", "Pregnant is no"],
  ["sex != 'female'", "Sex assigned at birth is not Female"],
  ["contains(races, 'asian')", "Races includes Asian"],
  ["not contains(races, 'asian')", "Races does not include Asian"],
  ["weight is missing", "Weight is missing"],
  ["not (weight is missing)", "Weight is known"],
  ["(age < 18 or age > 65) and pregnant", "(Age is less than 18 or Age is more than 65) and Pregnant is yes"],
  ["not (pregnant and age > 18)", "it is not so that (Pregnant is yes and Age is more than 18)"],
  [
    "any(medication, class in ('maoi', 'lithium') and stop > today() - $washout days)",
    "any medication entry whose class is one of MAOI or Lithium and stop date is after 35 days (parameter: washout) before today",
  ],
  ["not any(medication, class = 'maoi')", "no medication entry whose class is MAOI"],
  ["all(medication, qtc < 450)", "every medication entry is one whose QTc is less than 450"],
  [
    "count(medication, class = 'maoi') >= 2",
    "the number of medication entries whose class is MAOI is at least 2",
  ],
  ["max-of(medication, qtc) <= 450", "the largest of all medication entries by QTc is at most 450"],
  ["consented <= @2026-11", "Date of consent is on or before 2026-11"],
  [
    "days-between(consented, today()) < $washout",
    "the days from Date of consent to today is less than 35 days (parameter: washout)",
  ],
  ["weight / (age * age) > 30", "Weight ÷ (Age × Age) is more than 30"],
  ["round(mean(age, weight), 1) = 2", "the mean of Age and Weight, rounded to 1 decimals is 2"],
  ["unheard-of > 1", "unheard-of is more than 1"],
])("%s reads: %s", (source, english) => {
  expect(printExpression(parsed(source), vocabularyOf(names))).toBe(english);
});
