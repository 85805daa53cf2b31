import { trialEvents } from "../model/schedule.ts";
import type { RowFunction, ValueFunction } from "./expression.ts";

/** One function of the closed list, as the reference page describes it. */
export type FunctionDescription = {
  readonly name: string;
  /** How it is called and what it gives. */
  readonly signature: string;
  readonly meaning: string;
  readonly fewest: number;
  readonly most: number;
};

const many = 100;

function describe(signature: string, meaning: string, fewest: number, most = fewest): FunctionDescription {
  return { name: signature.slice(0, signature.indexOf("(")), signature, meaning, fewest, most };
}

/** Every function of the expression language, in the order of the reference page. */
export const expressionFunctions: readonly FunctionDescription[] = [
  describe(
    "age(birth, on) → number",
    "Completed years at `on`, or today; born on 29 February turns on 1 March.",
    1,
    2,
  ),
  describe("years-between(from, to) → number", "Completed years; negative where `to` is earlier.", 2),
  describe(
    "months-between(from, to) → number",
    "Completed months; the 31st is completed on the last day of a shorter month.",
    2,
  ),
  describe("days-between(from, to) → number", "Days of the calendar; negative where `to` is earlier.", 2),
  describe(
    "minutes-between(from, to) → number",
    "Minutes from one moment to another, parts of a minute included.",
    2,
  ),
  describe(
    "today() → date",
    "The day on which the question is asked; for a submitted form, the form's day.",
    0,
  ),
  describe(`date-of('event') → date`, `The date of an event of the trial: ${trialEvents.join(", ")}.`, 1),
  describe("date-of-visit('encounter') → date", "The latest day on which that visit took place.", 1),
  describe(
    "min(a, b, …) → number or date",
    "The smallest number or the earliest date; missing if one is.",
    1,
    many,
  ),
  describe(
    "max(a, b, …) → number or date",
    "The largest number or the latest date; missing if one is.",
    1,
    many,
  ),
  describe("sum(a, b, …) → number", "The sum; missing if one is.", 1, many),
  describe("mean(a, b, …) → number", "The arithmetic mean; missing if one is.", 1, many),
  describe("count-known(a, b, …) → number", "How many of the values are known.", 1, many),
  describe("abs(x) → number", "The value without its sign.", 1),
  describe(
    "round(x, decimals) → number",
    "Rounded to so many decimals (0 if left out); halves away from zero.",
    1,
    2,
  ),
  describe(
    "square-root(x) → number",
    "The square root, as in QTc by Bazett; missing for a negative number.",
    1,
  ),
  describe("cube-root(x) → number", "The cube root, as in QTc by Fridericia.", 1),
  describe(
    "if(condition, a, b) → type of a and b",
    "`a` where the condition is true, `b` where it is false; missing where it is unknown.",
    3,
  ),
  describe("contains(codes, 'x') → boolean", "Whether the code is among those chosen.", 2),
  describe("coalesce(a, b, …) → type of all", "The first value that is known.", 1, many),
  describe(
    "any(group-or-form, condition) → boolean",
    "Whether the condition is true for at least one row.",
    2,
  ),
  describe(
    "all(group-or-form, condition) → boolean",
    "Whether the condition is true for every row; true where there are none.",
    2,
  ),
  describe(
    "count(group-or-form, condition) → number",
    "For how many rows it is true; without a condition, how many rows there are.",
    1,
    2,
  ),
  describe(
    "max-of(group-or-form, value) → number or date",
    "The largest or latest value of all rows; missing without rows.",
    2,
  ),
  describe(
    "min-of(group-or-form, value) → number or date",
    "The smallest or earliest value of all rows; missing without rows.",
    2,
  ),
];

const byName = new Map(expressionFunctions.map((description) => [description.name, description]));

export function functionDescription(name: ValueFunction | RowFunction): FunctionDescription {
  // Every function of the language is described above; a test holds the two lists together.
  return byName.get(name) as FunctionDescription;
}
