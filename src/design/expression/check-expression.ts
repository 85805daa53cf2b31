import { checkCall } from "./check-call.ts";
import { codeFault, comparisonFault } from "./check-comparison.ts";
import { type CheckState, checkKind, report } from "./check-state.ts";
import type { Expression, RowsExpression } from "./expression.ts";
import type { ExpressionFault } from "./expression-fault.ts";
import { describeType, type ExpressionType, type TypeKind } from "./expression-type.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** `type` is absent where a fault leaves it open. */
export type CheckedExpression = {
  readonly type: ExpressionType | undefined;
  readonly faults: readonly ExpressionFault[];
};

/**
 * Checks that every name resolves and every part gets the type that it needs, before anything is evaluated.
 * Reports all faults, each with its place.
 * @param expected the kinds that the whole may give; none: any
 */
export function checkExpression(
  expression: Expression,
  vocabulary: Vocabulary,
  expected?: readonly TypeKind[],
): CheckedExpression {
  const state: CheckState = { vocabulary, faults: [], typeOf };
  const type = expected ? checkKind(state, expression, expected) : typeOf(state, expression);
  return { type, faults: state.faults };
}

const boolean: ExpressionType = { kind: "boolean" };
const number: ExpressionType = { kind: "number" };
const date: ExpressionType = { kind: "date" };

function typeOf(state: CheckState, expression: Expression): ExpressionType | undefined {
  switch (expression.kind) {
    case "and":
    case "or":
      for (const operand of expression.operands) checkKind(state, operand, ["boolean"]);
      return boolean;
    case "not":
      checkKind(state, expression.operand, ["boolean"]);
      return boolean;
    case "comparison":
      return checkComparison(state, expression);
    case "in":
      return checkMembership(state, expression);
    case "presence":
      typeOf(state, expression.operand);
      return boolean;
    case "arithmetic":
      return checkArithmetic(state, expression);
    case "negation":
      return checkKind(state, expression.operand, ["number", "calendar-duration", "clock-duration"]);
    case "duration": {
      checkKind(state, expression.amount, ["number"]);
      const isOfClock = expression.unit === "hours" || expression.unit === "minutes";
      return { kind: isOfClock ? "clock-duration" : "calendar-duration" };
    }
    case "call":
      return checkCall(state, expression);
    case "rows":
      return checkRows(state, expression);
    default:
      return typeOfName(state, expression);
  }
}

type Named = Extract<
  Expression,
  { kind: "literal" | "date" | "reference" | "parameter" | "event-date" | "visit-date" }
>;

function typeOfName(state: CheckState, expression: Named): ExpressionType | undefined {
  const { vocabulary } = state;
  switch (expression.kind) {
    case "literal": {
      const { value } = expression;
      if (typeof value === "string") return { kind: "text", literal: value };
      return typeof value === "number" ? number : boolean;
    }
    case "date":
    case "event-date":
      return date;
    case "visit-date": {
      const encounter = vocabulary.encounter(expression.encounter);
      return encounter.ok ? date : report(state, expression.span, encounter.error);
    }
    case "reference": {
      const term = vocabulary.reference(expression);
      return term.ok ? term.value.type : report(state, expression.span, term.error);
    }
    case "parameter": {
      const parameter = vocabulary.parameter(expression.id);
      return parameter.ok ? parameter.value.type : report(state, expression.span, parameter.error);
    }
  }
}

function checkComparison(
  state: CheckState,
  { operator, left, right, span }: Extract<Expression, { kind: "comparison" }>,
): ExpressionType {
  const [leftType, rightType] = [typeOf(state, left), typeOf(state, right)];
  const fault = leftType && rightType && comparisonFault(operator, leftType, rightType);
  if (fault) report(state, span, fault);
  return boolean;
}

function checkMembership(
  state: CheckState,
  { operand, values }: Extract<Expression, { kind: "in" }>,
): ExpressionType {
  const type = checkKind(state, operand, ["number", "text", "code"]);
  if (!type) return boolean;
  for (const { value, span } of values) {
    const isNumber = typeof value === "number";
    if (isNumber !== (type.kind === "number")) {
      report(state, span, `cannot compare ${describeType(type)} with ${isNumber ? "a number" : "text"}`);
      continue;
    }
    const fault = isNumber ? undefined : codeFault(type, { kind: "text", literal: String(value) });
    if (fault) report(state, span, fault);
  }
  return boolean;
}

function checkArithmetic(
  state: CheckState,
  { operator, left, right, span }: Extract<Expression, { kind: "arithmetic" }>,
): ExpressionType | undefined {
  const [a, b] = [typeOf(state, left), typeOf(state, right)];
  if (!a || !b) return undefined;
  if (a.kind === "number" && b.kind === "number") return number;
  if (operator === "+" || operator === "-") {
    if (isDatePlusDuration(a.kind, b.kind)) return a;
    if (operator === "+" && isDatePlusDuration(b.kind, a.kind)) return b;
    if (a.kind === "date" && b.kind === "date") {
      return report(
        state,
        span,
        "dates are not subtracted; use days-between, months-between or years-between",
      );
    }
  }
  if (a.kind === "date" && b.kind === "clock-duration") {
    return report(state, span, "a date has no time of day; add days, weeks, months or years");
  }
  if (a.kind === "date-time" && b.kind === "calendar-duration") {
    return report(
      state,
      span,
      "add hours or minutes to a date with time: days and months depend on the calendar",
    );
  }
  return report(state, span, `cannot calculate ${describeType(a)} ${operator} ${describeType(b)}`);
}

function isDatePlusDuration(date: TypeKind, duration: TypeKind): boolean {
  return (
    (date === "date" && duration === "calendar-duration") ||
    (date === "date-time" && duration === "clock-duration")
  );
}

function checkRows(state: CheckState, expression: RowsExpression): ExpressionType | undefined {
  const isExtreme = expression.function === "max-of" || expression.function === "min-of";
  const result = isExtreme ? undefined : expression.function === "count" ? number : boolean;
  const rows = state.vocabulary.rows(expression.over);
  if (!rows.ok) {
    report(state, expression.over.span, rows.error);
    return result;
  }
  if (!expression.body) return result;
  const inside: CheckState = { ...state, vocabulary: rows.value.inside };
  const type = checkKind(inside, expression.body, isExtreme ? ["number", "date"] : ["boolean"]);
  return isExtreme ? type : result;
}
