import { not, type Truth } from "#kernel";
import type { ComparisonOperator } from "./expression.ts";
import type { NumberRange } from "./outcome.ts";
import type { ExpressionValue } from "./value.ts";

type Comparable = ExpressionValue | NumberRange;

/** Between which two values something lies, in the order of its kind. */
type Extent = { readonly kind: string; readonly low: number | string; readonly high: number | string };

const unordered = ["word", "boolean"];

/**
 * Whether the comparison holds; undefined where the two cannot be compared. Dates known in part compare by the days
 * that they may be (as `isBefore` and `isSameDay` of the kernel do), and so do numbers known within limits.
 */
export function compareValues(operator: ComparisonOperator, a: Comparable, b: Comparable): Truth | undefined {
  if (operator === "=" || operator === "!=") {
    const same = isSame(a, b);
    return operator === "=" || same === undefined ? same : not(same);
  }
  const [left, right] = extentsOf(a, b);
  if (!left || !right || left.kind !== right.kind || unordered.includes(left.kind)) return undefined;
  switch (operator) {
    case "<":
      return isLess(left, right);
    case ">":
      return isLess(right, left);
    case "<=":
      return not(isLess(right, left));
    case ">=":
      return not(isLess(left, right));
  }
}

function isSame(a: Comparable, b: Comparable): Truth | undefined {
  const [left, right] = extentsOf(a, b);
  if (!left || !right || left.kind !== right.kind) return undefined;
  if (left.high < right.low || right.high < left.low) return false;
  return left.low === left.high && right.low === right.high ? true : "unknown";
}

function isLess(a: Extent, b: Extent): Truth {
  if (a.high < b.low) return true;
  if (a.low >= b.high) return false;
  return "unknown";
}

/** A time of day is written as text, so text beside a time is a time too. */
function extentsOf(a: Comparable, b: Comparable): readonly [Extent | undefined, Extent | undefined] {
  const [left, right] = [extentOf(a), extentOf(b)];
  if (left?.kind === "time" && typeof b === "string") return [left, extentOfTime(b)];
  if (typeof a === "string" && right?.kind === "time") return [extentOfTime(a), right];
  return [left, right];
}

function extentOf(value: Comparable): Extent | undefined {
  switch (typeof value) {
    case "number":
      return { kind: "number", low: value, high: value };
    case "string":
      return { kind: "word", low: value, high: value };
    case "boolean":
      return { kind: "boolean", low: Number(value), high: Number(value) };
    default:
      return "kind" in value ? extentOfObject(value) : undefined;
  }
}

function extentOfObject(value: Extract<Comparable, { kind: string }>): Extent | undefined {
  switch (value.kind) {
    case "number-range":
      return { kind: "number", low: value.low, high: value.high };
    case "date":
      return { kind: "date", low: value.first, high: value.last };
    case "time":
      return extentOfTime(value.text);
    case "date-time":
      return { kind: "date-time", low: value.at, high: value.at };
    default:
      return undefined;
  }
}

function extentOfTime(text: string): Extent {
  const time = text.length === 5 ? `${text}:00` : text;
  return { kind: "time", low: time, high: time };
}
