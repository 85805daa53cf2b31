import type { Expression, RowsExpression } from "./expression.ts";
import { extreme } from "./extreme.ts";
import {
  isUnknown,
  type MissingReference,
  mismatch,
  type Outcome,
  type Run,
  settled,
  unknown,
} from "./outcome.ts";
import { printReference } from "./print-source.ts";
import { type EvaluationScope, scopeInRow } from "./scope.ts";
import type { ExpressionValue } from "./value.ts";

/** How a part of an expression is evaluated; passed on, so that parts need not know the whole. */
export type EvaluateIn = (run: Run, expression: Expression, scope: EvaluationScope) => Outcome;

/** Goes through rows with bare names standing for the row's items. Stops at the first row that decides. */
export function evaluateRows(
  run: Run,
  expression: RowsExpression,
  scope: EvaluationScope,
  evaluateIn: EvaluateIn,
): Outcome {
  const rows = scope.rowsOf(expression.over);
  if (!rows) return noRows(expression);
  const { body } = expression;
  if (!body) return rows.length;
  const outcomes = (function* (): Generator<Outcome> {
    for (const [index, row] of rows.entries()) {
      if (run.failure) return;
      yield inRow(evaluateIn(run, body, scopeInRow(row, scope)), expression, index);
    }
  })();
  switch (expression.function) {
    case "any":
      return decide(run, body, outcomes, true);
    case "all":
      return decide(run, body, outcomes, false);
    case "count":
      return countTrue(run, body, outcomes);
    case "max-of":
    case "min-of":
      return extremeRow(run, expression, body, outcomes);
  }
}

/** Says which row it was that lacked something. */
function inRow(outcome: Outcome, { over }: RowsExpression, index: number): Outcome {
  if (!isUnknown(outcome)) return outcome;
  const row = `${printReference(over)}[${index + 1}]`;
  return unknown(outcome.missing.map((one) => ({ ...one, what: `${row}.${one.what}` })));
}

function decide(run: Run, body: Expression, outcomes: Iterable<Outcome>, decisive: boolean): Outcome {
  const missing: MissingReference[] = [];
  let isOpen = false;
  for (const outcome of outcomes) {
    if (outcome === decisive) return decisive;
    if (isUnknown(outcome)) {
      isOpen = true;
      missing.push(...outcome.missing);
    } else if (typeof outcome !== "boolean") return mismatch(run, body, "true or false");
  }
  return isOpen ? unknown(missing) : !decisive;
}

function countTrue(run: Run, body: Expression, outcomes: Iterable<Outcome>): Outcome {
  const missing: MissingReference[] = [];
  let [low, open] = [0, 0];
  for (const outcome of outcomes) {
    if (outcome === true) low++;
    else if (isUnknown(outcome)) {
      open++;
      missing.push(...outcome.missing);
    } else if (typeof outcome !== "boolean") return mismatch(run, body, "true or false");
  }
  return open === 0 ? low : { kind: "number-range", low, high: low + open, missing };
}

function extremeRow(
  run: Run,
  expression: RowsExpression,
  body: Expression,
  outcomes: Iterable<Outcome>,
): Outcome {
  const values: ExpressionValue[] = [];
  const missing: MissingReference[] = [];
  let isOpen = false;
  for (const outcome of outcomes) {
    const value = settled(outcome);
    if (isUnknown(value)) {
      isOpen = true;
      missing.push(...value.missing);
    } else values.push(value);
  }
  if (isOpen) return unknown(missing);
  if (values.length === 0) return noRows(expression);
  return (
    extreme(expression.function === "max-of", values) ?? mismatch(run, body, "only numbers or only dates")
  );
}

function noRows({ over, span }: RowsExpression): Outcome {
  return unknown([{ what: printReference(over), because: "not-entered", span }]);
}
