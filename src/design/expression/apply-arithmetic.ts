import { instantOf, millisecondsOf } from "#kernel";
import type { Expression } from "./expression.ts";
import { isUnknown, mismatch, type Outcome, type Run, type Unknown, unknown, unknownOf } from "./outcome.ts";
import { printSource } from "./print-source.ts";
import {
  type DateTimeValue,
  type DateValue,
  type DurationValue,
  type ExpressionValue,
  shiftDate,
} from "./value.ts";

type Arithmetic = Extract<Expression, { kind: "arithmetic" }>;

const minutesOf = { hours: 60, minutes: 1 };
/** Year 9999 ends here, in milliseconds since 1970. */
const lastInstant = 253_402_300_799_999;

/** Numbers by the four rules; a duration is added to a date (days to years) or to a moment (minutes and hours). */
export function applyArithmetic(
  run: Run,
  expression: Arithmetic,
  left: ExpressionValue | Unknown,
  right: ExpressionValue | Unknown,
): Outcome {
  if (isUnknown(left) || isUnknown(right)) return unknownOf([left, right]);
  if (typeof left === "number" && typeof right === "number") {
    return finite(expression, calculate(expression.operator, left, right));
  }
  const { operator } = expression;
  if (operator !== "+" && operator !== "-") return mismatch(run, expression, "two numbers");
  const [date, duration] = kindOf(left) === "duration" && operator === "+" ? [right, left] : [left, right];
  if (!isDuration(duration)) return mismatch(run, expression, "two numbers, or a date and a duration");
  const amount = operator === "-" ? -duration.amount : duration.amount;
  return shift(run, expression, date, { ...duration, amount });
}

/** The number with the other sign. */
export function negate(run: Run, expression: Expression, value: ExpressionValue | Unknown): Outcome {
  if (typeof value === "number") return 0 - value;
  if (isUnknown(value)) return value;
  if (isDuration(value)) return { ...value, amount: 0 - value.amount };
  return mismatch(run, expression, "a number");
}

/** The number, or unknown where arithmetic gave none (a division by zero, an overflow). */
export function finite(expression: Expression, value: number): Outcome {
  return Number.isFinite(value) ? value : noResult(expression);
}

function noResult(expression: Expression): Outcome {
  return unknown([{ what: printSource(expression), because: "no-result", span: expression.span }]);
}

function calculate(operator: Arithmetic["operator"], left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
  }
}

function shift(run: Run, expression: Arithmetic, value: ExpressionValue, by: DurationValue): Outcome {
  const isOfClock = by.unit === "hours" || by.unit === "minutes";
  if (isDate(value) && !isOfClock) return shiftDate(value, by.amount, by.unit) ?? noResult(expression);
  if (!isDateTime(value) || !isOfClock) {
    return mismatch(run, expression, "a date with days to years, or a moment with minutes or hours");
  }
  const at = millisecondsOf(value.at) + by.amount * minutesOf[by.unit as "hours" | "minutes"] * 60_000;
  return at >= 0 - lastInstant && at <= lastInstant
    ? { kind: "date-time", at: instantOf(at) }
    : noResult(expression);
}

function kindOf(value: ExpressionValue): string | undefined {
  return typeof value === "object" && "kind" in value ? value.kind : undefined;
}

function isDuration(value: ExpressionValue): value is DurationValue {
  return kindOf(value) === "duration";
}

export function isDate(value: ExpressionValue | Unknown): value is DateValue {
  return !isUnknown(value) && kindOf(value) === "date";
}

export function isDateTime(value: ExpressionValue | Unknown): value is DateTimeValue {
  return !isUnknown(value) && kindOf(value) === "date-time";
}
