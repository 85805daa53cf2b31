import { describe, expect, test } from "vitest";
import { parsed, type TestTypes, vocabularyOf } from "../testing/expression-scope.ts";
import { checkExpression } from "./check-expression.ts";
import type { TypeKind } from "./expression-type.ts";

const sexes = new Map([
  ["female", "Female"],
  ["male", "Male"],
]);
const names: TestTypes = {
  types: {
    age: "number",
    sex: { kind: "code", codes: sexes },
    answer: { kind: "code", codes: new Map([["yes", "Yes"]]) },
    races: { kind: "codes", codes: new Map([["asian", "Asian"]]) },
    note: "text",
    smoker: "boolean",
    birth: "date",
    slept: "time",
    dosed: "date-time",
  },
  rows: {
    medication: { types: { class: { kind: "code", codes: new Map([["maoi", "MAOI"]]) }, dose: "number" } },
  },
  parameters: { limit: 18, word: "male" },
};

/** `type` or the faults as `text at fault: message`. */
function check(source: string, expected?: readonly TypeKind[]): unknown {
  const { type, faults } = checkExpression(parsed(source), vocabularyOf(names), expected);
  if (faults.length === 0) return type?.kind;
  return faults.map(({ span, message }) => `${source.slice(span.start, span.end)}: ${message}`);
}

describe("types that fit", () => {
  test.each([
    ["age >= $limit and sex = 'male'", "boolean"],
    ["sex = $word", "boolean"],
    ["note = 'anything'", "boolean"],
    ["races is known and contains(races, 'asian')", "boolean"],
    ["birth + 18 years <= today()", "boolean"],
    ["dosed + 90 minutes", "date-time"],
    ["slept < '23:30'", "boolean"],
    ["if(smoker, age, 0)", "number"],
    ["coalesce(sex, 'male')", "code"],
    ["if(smoker, 'a', 'b') = 'b'", "boolean"],
    ["if(smoker, note, 'b') = 'c'", "boolean"],
    ["max(birth, today())", "date"],
    ["count(medication, class = 'maoi' and dose > age)", "number"],
    ["max-of(medication, dose)", "number"],
    ["minutes-between(dosed, dosed) / 60", "number"],
  ])("%s is %s", (source, kind) => {
    expect(check(source)).toBe(kind);
  });
});

describe("faults", () => {
  test.each([
    ["sex = 'mal'", "sex = 'mal': there is no code 'mal' here; did you mean 'male'?"],
    ["sex in ('male', 'x')", "'x': there is no code 'x' here; there are female, male"],
    ["contains(races, 'black')", "'black': there is no code 'black' here; there are asian"],
    ["races = 'asian'", "races = 'asian': several codes are asked for one by one: contains(codes, 'x')"],
    ["age = '18'", "age = '18': cannot compare a number with text"],
    ["sex = 1", "sex = 1: codes are texts: write the number in quotes"],
    ["sex < 'male'", "sex < 'male': a code has no order; use = or !="],
    ["sex = answer", "sex = answer: the two code lists have no code in common"],
    ["smoker = 'yes'", "smoker = 'yes': cannot compare true or false with text"],
    ["age and smoker", "age: expected true or false, got a number"],
    ["not birth", "birth: expected true or false, got a date"],
    ["age + birth", "age + birth: cannot calculate a number + a date"],
    [
      "today() - birth",
      "today() - birth: dates are not subtracted; use days-between, months-between or years-between",
    ],
    ["birth + 5 hours", "birth + 5 hours: a date has no time of day; add days, weeks, months or years"],
    [
      "dosed + 1 day",
      "dosed + 1 day: add hours or minutes to a date with time: days and months depend on the calendar",
    ],
    ["slept = '25:00'", "slept = '25:00': expected a time ('21:30'), got '25:00'"],
    ["if(smoker, 1, 'a')", "if(smoker, 1, 'a'): if needs values of one type, got a number and text"],
    ["if(smoker, 'a', 'b') = 'c'", "if(smoker, 'a', 'b') = 'c': there is no code 'c' here; there are a, b"],
    ["sum(age, smoker)", "smoker: expected a number, got true or false"],
    ["height > 1", "height: there is no item height"],
    ["$lmit > 1", "$lmit: there is no parameter lmit"],
    ["any(visits, age > 1)", "visits: there is no group or form visits"],
    ["any(medication, dose)", "dose: expected true or false, got a number"],
    ["any(medication, class = 'ssri')", "class = 'ssri': there is no code 'ssri' here; there are maoi"],
    ["date-of-visit('nowhere') < today()", "date-of-visit('nowhere'): there is no such visit"],
    ["age(smoker)", "smoker: expected a date, got true or false"],
    ["(5 days) days", "(5 days): expected a number, got a duration of days to years"],
  ])("%s", (source, fault) => {
    expect(check(source)).toEqual([fault]);
  });

  test("all of them are reported, each at its place", () => {
    expect(check("height > 1 and weight < 2 and sex = 'x'")).toHaveLength(3);
  });

  test("an expression may be held to a type", () => {
    expect(check("age + 1", ["boolean"])).toEqual(["age + 1: expected true or false, got a number"]);
  });
});
