import { addMonths, type CalendarDate, daysBetween, millisecondsOf, yearsBetween } from "#kernel";
import { finite, isDate, isDateTime } from "./apply-arithmetic.ts";
import type { EvaluateIn } from "./evaluate-rows.ts";
import type { Expression, ValueFunction } from "./expression.ts";
import { extreme } from "./extreme.ts";
import {
  isUnknown,
  mismatch,
  type Outcome,
  type Run,
  settled,
  type Unknown,
  unknown,
  unknownOf,
} from "./outcome.ts";
import { partlyKnown } from "./partly-known.ts";
import type { EvaluationScope } from "./scope.ts";
import { dateValue, type ExpressionValue } from "./value.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** The value of a function; its arguments are evaluated only as far as it needs them. */
export function applyFunction(run: Run, call: Call, scope: EvaluationScope, evaluateIn: EvaluateIn): Outcome {
  const argument = (index: number): ExpressionValue | Unknown => {
    const expression = call.arguments[index];
    return expression ? settled(evaluateIn(run, expression, scope)) : unknown([]);
  };
  switch (call.function) {
    case "today":
      return today(call, scope);
    case "if":
      return choose(run, call, argument(0), argument);
    case "coalesce":
      return firstKnown(call, argument);
    case "count-known":
      return call.arguments.filter((_, index) => !isUnknown(argument(index))).length;
    default: {
      const values = call.arguments.map((_, index) => argument(index));
      if (call.function === "age" && values.length === 1) values.push(today(call, scope));
      const known = values.filter((value): value is ExpressionValue => !isUnknown(value));
      if (known.length < values.length) return unknownOf(values);
      return applyToKnown(run, call, call.function, scope, known);
    }
  }
}

function applyToKnown(
  run: Run,
  call: Call,
  name: Exclude<ValueFunction, "today" | "if" | "coalesce" | "count-known">,
  scope: EvaluationScope,
  values: readonly ExpressionValue[],
): Outcome {
  switch (name) {
    case "age":
    case "years-between":
      return between(run, call, scope, values, yearsBetween);
    case "months-between":
      return between(run, call, scope, values, monthsBetween);
    case "days-between":
      return between(run, call, scope, values, daysBetween);
    case "minutes-between":
      return minutesBetween(run, call, values);
    case "min":
    case "max":
      return extreme(name === "max", values) ?? mismatch(run, call, "only numbers or only dates");
    case "contains":
      return contains(run, call, values);
    default:
      return applyToNumbers(run, call, name, values);
  }
}

function today(call: Call, scope: EvaluationScope): ExpressionValue | Unknown {
  if (scope.today) return dateValue(scope.today);
  return unknown([{ what: "today()", because: "not-entered", span: call.span }]);
}

function choose(
  run: Run,
  call: Call,
  condition: ExpressionValue | Unknown,
  argument: (index: number) => Outcome,
): Outcome {
  if (isUnknown(condition)) return condition;
  if (typeof condition !== "boolean") return mismatch(run, call, "a condition as the first argument");
  return argument(condition ? 1 : 2);
}

function firstKnown(call: Call, argument: (index: number) => Outcome): Outcome {
  const seen: Outcome[] = [];
  for (const index of call.arguments.keys()) {
    const value = argument(index);
    if (!isUnknown(value)) return value;
    seen.push(value);
  }
  return unknownOf(seen);
}

/** A count between dates; between dates known in part, the range that it lies in. */
function between(
  run: Run,
  call: Call,
  scope: EvaluationScope,
  [from, to]: readonly ExpressionValue[],
  count: (from: CalendarDate, to: CalendarDate) => number,
): Outcome {
  if (from === undefined || to === undefined || !isDate(from) || !isDate(to)) {
    return mismatch(run, call, "two dates");
  }
  const [low, high] = [count(from.last, to.first), count(from.first, to.last)];
  if (low === high) return low;
  return { kind: "number-range", low, high, missing: partlyKnown(call.arguments, scope) };
}

/** Completed months; one that began on the 31st is completed on the last day of a shorter month. */
function monthsBetween(from: CalendarDate, to: CalendarDate): number {
  const month = (date: CalendarDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  const months = month(to) - month(from);
  return addMonths(from, months) > to ? months - 1 : months;
}

function minutesBetween(run: Run, call: Call, [from, to]: readonly ExpressionValue[]): Outcome {
  if (from === undefined || to === undefined || !isDateTime(from) || !isDateTime(to)) {
    return mismatch(run, call, "two moments (date and time)");
  }
  return (millisecondsOf(to.at) - millisecondsOf(from.at)) / 60_000;
}

function contains(run: Run, call: Call, [codes, code]: readonly ExpressionValue[]): Outcome {
  if (!Array.isArray(codes) || typeof code !== "string")
    return mismatch(run, call, "several codes and a code");
  return codes.includes(code);
}

function applyToNumbers(
  run: Run,
  call: Call,
  name: "sum" | "mean" | "abs" | "round" | "square-root" | "cube-root",
  values: readonly ExpressionValue[],
): Outcome {
  if (!values.every((value) => typeof value === "number")) return mismatch(run, call, "numbers");
  const [first = 0, second = 0] = values;
  switch (name) {
    case "abs":
      return Math.abs(first);
    case "round":
      return roundTo(first, second);
    case "square-root":
      return finite(call, Math.sqrt(first));
    case "cube-root":
      return Math.cbrt(first);
    case "sum":
      return finite(call, total(values));
    case "mean":
      return finite(call, total(values) / values.length);
  }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Halves away from zero, on the number as it is written: 1.005 to two decimals is 1.01. */
function roundTo(value: number, decimals: number): number {
  const places = Math.max(0, Math.min(15, Math.trunc(decimals)));
  const [digits, exponent = "0"] = String(Math.abs(value)).split("e");
  const scaled = Number(`${digits}e${Number(exponent) + places}`);
  if (scaled >= Number.MAX_SAFE_INTEGER) return value;
  return 0 + Math.sign(value) * Number(`${Math.round(scaled)}e-${places}`);
}
