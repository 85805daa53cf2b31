import type { DateValue, ExpressionValue } from "./value.ts";

/**
 * The largest (or smallest) of numbers, the latest (or earliest) of dates; undefined for anything else or a
 * mixture. Of dates known in part, the days that the result may be.
 */
export function extreme(largest: boolean, values: readonly ExpressionValue[]): ExpressionValue | undefined {
  if (values.length === 0) return undefined;
  if (values.every((value) => typeof value === "number")) {
    return values.reduce((a, b) => (largest ? Math.max(a, b) : Math.min(a, b)));
  }
  if (!values.every(isDateValue)) return undefined;
  const pick = <Text extends string>(a: Text, b: Text): Text => (a > b === largest ? a : b);
  return values.reduce((a, b) => ({
    kind: "date",
    first: pick(a.first, b.first),
    last: pick(a.last, b.last),
  }));
}

function isDateValue(value: ExpressionValue): value is DateValue {
  return typeof value === "object" && "kind" in value && value.kind === "date";
}
