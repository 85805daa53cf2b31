import { type Expression, operandsOf } from "./expression.ts";
import type { MissingReference } from "./outcome.ts";
import { printReference, printSource } from "./print-source.ts";
import type { EvaluationScope } from "./scope.ts";
import { dateValue, type ExpressionValue, isWholeDay } from "./value.ts";

/** The names in the expressions that stand for dates known only in part. */
export function partlyKnown(
  expressions: readonly Expression[],
  scope: EvaluationScope,
): readonly MissingReference[] {
  return expressions.flatMap((expression) => {
    if (expression.kind === "rows") {
      return [{ what: printReference(expression.over), because: "part" as const, span: expression.span }];
    }
    if (isPart(dateIn(expression, scope))) {
      return [{ what: printSource(expression), because: "part" as const, span: expression.span }];
    }
    return partlyKnown(operandsOf(expression), scope);
  });
}

function dateIn(expression: Expression, scope: EvaluationScope): ExpressionValue | undefined {
  switch (expression.kind) {
    case "date":
      return dateValue(expression.date);
    case "reference": {
      const found = scope.lookUp(expression);
      return "value" in found ? found.value : undefined;
    }
    case "event-date": {
      const date = scope.eventDate(expression.event);
      return date && dateValue(date);
    }
    case "visit-date": {
      const date = scope.visitDate(expression.encounter);
      return date && dateValue(date);
    }
    default:
      return undefined;
  }
}

function isPart(value: ExpressionValue | undefined): boolean {
  return typeof value === "object" && "kind" in value && value.kind === "date" && !isWholeDay(value);
}
