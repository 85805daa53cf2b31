import { anyOf, type Truth } from "#kernel";
import { applyArithmetic, negate } from "./apply-arithmetic.ts";
import { applyFunction } from "./apply-function.ts";
import { compareValues } from "./compare-values.ts";
import { decide } from "./decide.ts";
import { evaluateRows } from "./evaluate-rows.ts";
import type { Expression, Reference } from "./expression.ts";
import {
  type Evaluation,
  isNumberRange,
  isUnknown,
  mismatch,
  type Outcome,
  type Run,
  settled,
  unknown,
  unknownOf,
} from "./outcome.ts";
import { partlyKnown } from "./partly-known.ts";
import { printReference } from "./print-source.ts";
import type { EvaluationScope } from "./scope.ts";
import { dateValue } from "./value.ts";

/** Steps that an evaluation may take; one step is one visit to one part of the expression. */
const defaultSteps = 200_000;
const deepestEvaluation = 1_200;

/**
 * The value of an expression, or unknown with what was missing (Kleene's logic: `false and x` is false whatever x
 * is). Never throws: too long an evaluation and a type that does not fit are results.
 */
export function evaluate(
  expression: Expression,
  scope: EvaluationScope,
  steps: number = defaultSteps,
): Evaluation {
  const run: Run = { steps, depth: 0, failure: undefined };
  const outcome = settled(evaluateIn(run, expression, scope));
  if (run.failure) return run.failure;
  return isUnknown(outcome) ? outcome : { kind: "value", value: outcome };
}

/** The truth of a condition; unknown too where it failed, with the failure beside it. */
export function evaluateCondition(
  expression: Expression,
  scope: EvaluationScope,
): { readonly truth: Truth; readonly evaluation: Evaluation } {
  const evaluation = evaluate(expression, scope);
  const value = evaluation.kind === "value" ? evaluation.value : undefined;
  return { truth: typeof value === "boolean" ? value : "unknown", evaluation };
}

function evaluateIn(run: Run, expression: Expression, scope: EvaluationScope): Outcome {
  if (run.failure) return unknown([]);
  run.steps--;
  if (run.steps < 0 || run.depth >= deepestEvaluation) return overrun(run, expression);
  run.depth++;
  const outcome = evaluatePart(run, expression, scope);
  run.depth--;
  return outcome;
}

function overrun(run: Run, { span }: Expression): Outcome {
  const message = "took too many steps; the rows are too many or the expression is nested too deeply";
  run.failure = { kind: "failed", because: "budget", message, span };
  return unknown([]);
}

function evaluatePart(run: Run, expression: Expression, scope: EvaluationScope): Outcome {
  switch (expression.kind) {
    case "and":
    case "or":
      return decide(
        run,
        expression,
        operandByOperand(run, expression.operands, scope),
        expression.kind === "or",
      );
    case "not":
      return evaluateNot(run, expression, scope);
    case "comparison":
      return evaluateComparison(run, expression, scope);
    case "in":
      return evaluateMembership(run, expression, scope);
    case "presence": {
      const isMissing = isUnknown(settled(evaluateIn(run, expression.operand, scope)));
      return expression.is === "missing" ? isMissing : !isMissing;
    }
    case "arithmetic": {
      const left = settled(evaluateIn(run, expression.left, scope));
      const right = settled(evaluateIn(run, expression.right, scope));
      return applyArithmetic(run, expression, left, right);
    }
    case "negation":
      return negate(run, expression, settled(evaluateIn(run, expression.operand, scope)));
    case "call":
      return applyFunction(run, expression, scope, evaluateIn);
    case "rows":
      return evaluateRows(run, expression, scope, evaluateIn);
    case "duration": {
      const amount = settled(evaluateIn(run, expression.amount, scope));
      if (isUnknown(amount)) return amount;
      if (typeof amount !== "number") return mismatch(run, expression.amount, "a number before the unit");
      return { kind: "duration", amount, unit: expression.unit };
    }
    default:
      return evaluateName(expression, scope);
  }
}

type Named = Extract<
  Expression,
  { kind: "literal" | "date" | "reference" | "parameter" | "event-date" | "visit-date" }
>;

function evaluateName(expression: Named, scope: EvaluationScope): Outcome {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "date":
      return dateValue(expression.date);
    case "reference":
      return evaluateReference(expression, scope);
    case "parameter":
      return scope.parameter(expression.id) ?? absent(expression, `$${expression.id}`);
    case "event-date": {
      const date = scope.eventDate(expression.event);
      return date ? dateValue(date) : absent(expression, `date-of('${expression.event}')`);
    }
    case "visit-date": {
      const date = scope.visitDate(expression.encounter);
      return date ? dateValue(date) : absent(expression, `date-of-visit('${expression.encounter}')`);
    }
  }
}

function evaluateReference(reference: Reference, scope: EvaluationScope): Outcome {
  const found = scope.lookUp(reference);
  if ("value" in found) return found.value;
  return unknown([{ what: printReference(reference), because: found.absent, span: reference.span }]);
}

function absent({ span }: Expression, what: string): Outcome {
  return unknown([{ what, because: "not-entered", span }]);
}

function* operandByOperand(
  run: Run,
  operands: readonly Expression[],
  scope: EvaluationScope,
): Generator<Outcome> {
  for (const operand of operands) yield evaluateIn(run, operand, scope);
}

function evaluateNot(
  run: Run,
  { operand }: Extract<Expression, { kind: "not" }>,
  scope: EvaluationScope,
): Outcome {
  const outcome = evaluateIn(run, operand, scope);
  if (isUnknown(outcome)) return outcome;
  return typeof outcome === "boolean" ? !outcome : mismatch(run, operand, "true or false");
}

function evaluateComparison(
  run: Run,
  expression: Extract<Expression, { kind: "comparison" }>,
  scope: EvaluationScope,
): Outcome {
  const left = evaluateIn(run, expression.left, scope);
  const right = evaluateIn(run, expression.right, scope);
  if (isUnknown(left) || isUnknown(right)) return unknownOf([left, right].filter(isUnknown));
  const truth = compareValues(expression.operator, left, right);
  if (truth === undefined) return mismatch(run, expression, "two values of one kind to compare");
  if (truth !== "unknown") return truth;
  const ranges = [left, right].flatMap((one) => (isNumberRange(one) ? one.missing : []));
  return unknown(ranges.length > 0 ? ranges : partlyKnown([expression.left, expression.right], scope));
}

function evaluateMembership(
  run: Run,
  { operand, values }: Extract<Expression, { kind: "in" }>,
  scope: EvaluationScope,
): Outcome {
  const outcome = evaluateIn(run, operand, scope);
  if (isUnknown(outcome)) return outcome;
  const truths = values.map(({ value }) => compareValues("=", outcome, value));
  const known = truths.filter((truth) => truth !== undefined);
  if (known.length < truths.length) return mismatch(run, operand, "a value of the kind in the list");
  const truth = anyOf(known);
  return truth === "unknown" ? unknownOf([outcome]) : truth;
}
