import { unreachable } from "#kernel";
import type { Expression, Literal, Reference } from "./expression.ts";

/** How tightly an expression binds; a looser one inside a tighter one needs parentheses. */
const tightness = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  negation: 7,
  duration: 8,
  primary: 9,
};

/** The expression as text of the language: `parseExpression` reads it back to the same expression. */
export function printSource(expression: Expression): string {
  return print(expression, 0);
}

/** `form.item@encounter`, as it is written. */
export function printReference({ form, name, encounter }: Omit<Reference, "kind" | "span">): string {
  return `${form === undefined ? "" : `${form}.`}${name}${encounter === undefined ? "" : `@${encounter}`}`;
}

function print(expression: Expression, within: number): string {
  const text = printBare(expression);
  return tightnessOf(expression) < within ? `(${text})` : text;
}

function printBare(expression: Expression): string {
  switch (expression.kind) {
    case "and":
      return joined(expression.operands, " and ", tightness.not);
    case "or":
      return joined(expression.operands, " or ", tightness.and);
    case "not":
      return `not ${print(expression.operand, tightness.not)}`;
    case "comparison": {
      const { left, operator, right } = expression;
      return `${print(left, tightness.sum)} ${operator} ${print(right, tightness.sum)}`;
    }
    case "in":
      return `${print(expression.operand, tightness.sum)} in (${expression.values.map(printLiteral).join(", ")})`;
    case "presence":
      return `${print(expression.operand, tightness.sum)} is ${expression.is}`;
    case "arithmetic":
      return printArithmetic(expression);
    case "negation":
      return `-${print(expression.operand, tightness.negation)}`;
    case "duration":
      return `${print(expression.amount, tightness.primary)} ${expression.unit}`;
    default:
      return printPrimary(expression);
  }
}

type Primary = Exclude<
  Expression,
  { kind: "and" | "or" | "not" | "comparison" | "in" | "presence" | "arithmetic" | "negation" | "duration" }
>;

function printPrimary(expression: Primary): string {
  switch (expression.kind) {
    case "literal":
      return printLiteral(expression);
    case "date":
      return `@${expression.date}`;
    case "reference":
      return printReference(expression);
    case "parameter":
      return `$${expression.id}`;
    case "call":
      return `${expression.function}(${joined(expression.arguments, ", ", 0)})`;
    case "rows": {
      const body = expression.body ? `, ${print(expression.body, 0)}` : "";
      return `${expression.function}(${printReference(expression.over)}${body})`;
    }
    case "event-date":
      return `date-of(${quoted(expression.event)})`;
    case "visit-date":
      return `date-of-visit(${quoted(expression.encounter)})`;
    default:
      return unreachable(expression);
  }
}

function printArithmetic({ operator, left, right }: Extract<Expression, { kind: "arithmetic" }>): string {
  const own = operator === "+" || operator === "-" ? tightness.sum : tightness.product;
  return `${print(left, own)} ${operator} ${print(right, own + 1)}`;
}

function printLiteral({ value }: Literal): string {
  return typeof value === "string" ? quoted(value) : String(value);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function joined(expressions: readonly Expression[], separator: string, within: number): string {
  return expressions.map((expression) => print(expression, within)).join(separator);
}

function tightnessOf(expression: Expression): number {
  switch (expression.kind) {
    case "or":
    case "and":
    case "not":
    case "comparison":
    case "negation":
    case "duration":
      return tightness[expression.kind];
    case "in":
    case "presence":
      return tightness.comparison;
    case "arithmetic":
      return expression.operator === "+" || expression.operator === "-" ? tightness.sum : tightness.product;
    default:
      return tightness.primary;
  }
}
