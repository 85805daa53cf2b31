import type { ComparisonOperator } from "./expression.ts";
import type { TypeKind } from "./expression-type.ts";

const opposite: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

const sizes: Readonly<Record<ComparisonOperator, string>> = {
  "=": "is",
  "!=": "is not",
  "<": "is less than",
  "<=": "is at most",
  ">": "is more than",
  ">=": "is at least",
};

const days: Readonly<Record<ComparisonOperator, string>> = {
  ...sizes,
  "<": "is before",
  "<=": "is on or before",
  ">": "is after",
  ">=": "is on or after",
};

const moments: Readonly<Record<ComparisonOperator, string>> = {
  ...days,
  "<=": "is at or before",
  ">=": "is at or after",
};

/** `<` in words: smaller for a number, earlier for a date. Negated, it is the opposite, unknown where it was. */
export function comparisonWords(
  operator: ComparisonOperator,
  kind: TypeKind | undefined,
  negated: boolean,
): string {
  const words = kind === "date" ? days : kind === "time" || kind === "date-time" ? moments : sizes;
  return words[negated ? opposite[operator] : operator];
}
