import type { Expression, Span } from "./expression.ts";
import type { AbsenceReason } from "./scope.ts";
import type { ExpressionValue } from "./value.ts";

/**
 * What kept an expression from having a value: an absent value, a date known only in `part`, or arithmetic with
 * `no-result` (a division by zero).
 */
export type MissingReference = {
  /** As written; a row is counted from 1: `medication[2].class`. */
  readonly what: string;
  readonly because: AbsenceReason | "part" | "no-result";
  readonly span: Span;
};

/** `missing` names at most a hundred references: more would help nobody. */
export type Unknown = { readonly kind: "unknown"; readonly missing: readonly MissingReference[] };

const mostMissing = 100;

/** A number known to lie between two, as an age does whose birth date is known to the year. */
export type NumberRange = {
  readonly kind: "number-range";
  readonly low: number;
  readonly high: number;
  readonly missing: readonly MissingReference[];
};

/** What a part of an expression gives while it is evaluated. */
export type Outcome = ExpressionValue | NumberRange | Unknown;

/** A rule that could not be applied: `budget`, it took too long; `type`, it does not fit its data. */
export type EvaluationFailure = {
  readonly kind: "failed";
  readonly because: "budget" | "type";
  readonly message: string;
  readonly span: Span;
};

export type Evaluation =
  | { readonly kind: "value"; readonly value: ExpressionValue }
  | Unknown
  | EvaluationFailure;

/** What one evaluation has left to spend, and its first failure; every part looks at it and stops. */
export type Run = { steps: number; depth: number; failure: EvaluationFailure | undefined };

export function unknown(missing: readonly MissingReference[]): Unknown {
  return { kind: "unknown", missing: missing.slice(0, mostMissing) };
}

export function isUnknown(outcome: Outcome): outcome is Unknown {
  return typeof outcome === "object" && "kind" in outcome && outcome.kind === "unknown";
}

export function isNumberRange(outcome: Outcome): outcome is NumberRange {
  return typeof outcome === "object" && "kind" in outcome && outcome.kind === "number-range";
}

/** A single value or unknown: a range of numbers is no value yet. */
export function settled(outcome: Outcome): ExpressionValue | Unknown {
  return isNumberRange(outcome) ? unknown(outcome.missing) : outcome;
}

/** Unknown for all that the outcomes lack. */
export function unknownOf(outcomes: Iterable<Outcome>): Unknown {
  const missing: MissingReference[] = [];
  for (const one of outcomes) {
    if (missing.length < mostMissing && (isUnknown(one) || isNumberRange(one))) missing.push(...one.missing);
  }
  return unknown(missing);
}

/** Records that a part does not fit its data; what the checker of types would have said. */
export function mismatch(run: Run, expression: Expression, expected: string): Unknown {
  const { span } = expression;
  run.failure ??= { kind: "failed", because: "type", message: `expected ${expected}`, span };
  return unknown([]);
}
