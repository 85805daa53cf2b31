import { decide } from "./decide.ts";
import type { Expression, RowsExpression } from "./expression.ts";
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
import { printReference } from "./print-source.ts";
import { type EvaluationScope, type Row, scopeInRow } from "./scope.ts";
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
  const outcomes = oneByOne(run, rows, (row, index) =>
    inRow(evaluateIn(run, body, scopeInRow(row, scope)), expression, index),
  );
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

/** An outcome for each row, found when it is asked for; none after the run failed. */
function* oneByOne(
  run: Run,
  rows: readonly Row[],
  outcomeOf: (row: Row, index: number) => Outcome,
): Generator<Outcome> {
  for (const [index, row] of rows.entries()) {
    if (run.failure) return;
    yield outcomeOf(row, index);
  }
}

/** Says which row it was that lacked something. */
function inRow(outcome: Outcome, { over }: RowsExpression, index: number): Outcome {
  if (!isUnknown(outcome)) return outcome;
  const row = `${printReference(over)}[${index + 1}]`;
  return unknown(outcome.missing.map((one) => ({ ...one, what: `${row}.${one.what}` })));
}

function countTrue(run: Run, body: Expression, outcomes: Iterable<Outcome>): Outcome {
  const open: Unknown[] = [];
  let low = 0;
  for (const outcome of outcomes) {
    if (outcome === true) low++;
    else if (isUnknown(outcome)) open.push(outcome);
    else if (typeof outcome !== "boolean") return mismatch(run, body, "true or false");
  }
  if (open.length === 0) return low;
  return { kind: "number-range", low, high: low + open.length, missing: unknownOf(open).missing };
}

function extremeRow(
  run: Run,
  expression: RowsExpression,
  body: Expression,
  outcomes: Iterable<Outcome>,
): Outcome {
  const values: ExpressionValue[] = [];
  const open: Unknown[] = [];
  for (const outcome of outcomes) {
    const value = settled(outcome);
    if (isUnknown(value)) open.push(value);
    else values.push(value);
  }
  if (open.length > 0) return unknownOf(open);
  if (values.length === 0) return noRows(expression);
  const largest = expression.function === "max-of";
  return extreme(largest, values) ?? mismatch(run, body, "only numbers or only dates");
}

function noRows({ over, span }: RowsExpression): Outcome {
  return unknown([{ what: printReference(over), because: "not-entered", span }]);
}
