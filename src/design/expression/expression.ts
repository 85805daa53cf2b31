import type { PartialDate } from "#kernel";
import type { TrialEvent } from "../model/schedule.ts";

/** A stretch of an expression's text: the offset of its first character and of the one behind its last. */
export type Span = { readonly start: number; readonly end: number };

/**
 * A name that the record answers: `item` (same form), `form.item` (latest submission of the form),
 * `form.item@encounter` (at that encounter). Where rows are iterated, the name of a group or a form.
 */
export type Reference = {
  readonly kind: "reference";
  readonly form?: string;
  readonly name: string;
  readonly encounter?: string;
  readonly span: Span;
};

export type Literal = {
  readonly kind: "literal";
  readonly value: number | string | boolean;
  readonly span: Span;
};

type ParameterReference = { readonly kind: "parameter"; readonly id: string; readonly span: Span };

export type ComparisonOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";
type ArithmeticOperator = "+" | "-" | "*" | "/";

/** Units of calendar dates come first, units of the clock last. */
export const durationUnits = ["years", "months", "weeks", "days", "hours", "minutes"] as const;
export type DurationUnit = (typeof durationUnits)[number];

export const valueFunctions = [
  "age",
  "years-between",
  "months-between",
  "days-between",
  "minutes-between",
  "today",
  "min",
  "max",
  "sum",
  "mean",
  "count-known",
  "abs",
  "round",
  "square-root",
  "cube-root",
  "if",
  "contains",
  "coalesce",
] as const;
export type ValueFunction = (typeof valueFunctions)[number];

/** Functions that go through the rows of a repeating group or through the submissions of a form. */
export const rowFunctions = ["any", "all", "count", "max-of", "min-of"] as const;
export type RowFunction = (typeof rowFunctions)[number];

/** One expression of the design's language, as parsed. `and` and `or` hold two operands or more. */
export type Expression =
  | Literal
  | { readonly kind: "date"; readonly date: PartialDate; readonly span: Span }
  | Reference
  | ParameterReference
  | { readonly kind: "and" | "or"; readonly operands: readonly Expression[]; readonly span: Span }
  | { readonly kind: "not"; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: "comparison";
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "in";
      readonly operand: Expression;
      readonly values: readonly Literal[];
      readonly span: Span;
    }
  | {
      readonly kind: "presence";
      readonly operand: Expression;
      readonly is: "known" | "missing";
      readonly span: Span;
    }
  | {
      readonly kind: "arithmetic";
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | { readonly kind: "negation"; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: "duration";
      readonly amount: Expression;
      readonly unit: DurationUnit;
      readonly span: Span;
    }
  | {
      readonly kind: "call";
      readonly function: ValueFunction;
      readonly arguments: readonly Expression[];
      readonly span: Span;
    }
  | RowsExpression
  | { readonly kind: "event-date"; readonly event: TrialEvent; readonly span: Span }
  | { readonly kind: "visit-date"; readonly encounter: string; readonly span: Span };

/** `any(medication, class = 'maoi')`: inside `body`, bare names are those of the row. Only `count` may do without. */
export type RowsExpression = {
  readonly kind: "rows";
  readonly function: RowFunction;
  readonly over: Reference;
  readonly body?: Expression;
  readonly span: Span;
};

/** The expressions directly inside one. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "and":
    case "or":
      return expression.operands;
    case "not":
    case "presence":
    case "negation":
    case "in":
      return [expression.operand];
    case "comparison":
    case "arithmetic":
      return [expression.left, expression.right];
    case "duration":
      return [expression.amount];
    case "call":
      return expression.arguments;
    case "rows":
      return expression.body ? [expression.body] : [];
    default:
      return [];
  }
}
