import type { CalendarDate, Truth } from "#kernel";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import { evaluate } from "../expression/evaluate.ts";
import {
  type Expression,
  operandsOf,
  type Reference,
  type RowsExpression,
} from "../expression/expression.ts";
import { printReference, printSource } from "../expression/print-source.ts";
import { type AbsenceReason, type EvaluationScope, scopeInRow } from "../expression/scope.ts";
import { dateValue, type ExpressionValue } from "../expression/value.ts";
import type { Vocabulary } from "../expression/vocabulary.ts";
import type { SubmittedForm } from "../record/participant-record.ts";
import type { RecordScope } from "../record/record-scope.ts";
import { showAbsence, showValue } from "./show-value.ts";

/** From which submitted form a value comes. */
export type Origin = { readonly formId: string; readonly encounterId?: string; readonly date: CalendarDate };

/** One thing that a rule looked at: what it is, its value or why there is none, and where that comes from. */
export type Evidence = {
  /** As the rule writes it: `caps-5.total@baseline`, `$minimum-age`. */
  readonly what: string;
  readonly label: string;
  /** The value in words, or `missing (not done)`. */
  readonly shown: string;
  readonly found: { readonly value: ExpressionValue } | { readonly absent: AbsenceReason } | RowsFound;
  readonly from?: Origin;
};

/** How many rows there were, and those that speak for the answer or leave it open. */
export type RowsFound = { readonly rows: number; readonly telling: readonly RowEvidence[] };

export type RowEvidence = {
  /** Counted from 1. */
  readonly row: number;
  /** Whether the condition is true of it; absent where the rule asks for a value. */
  readonly truth?: Truth;
  readonly evidence: readonly Evidence[];
  readonly from?: Origin;
};

type Search = {
  readonly design: CompiledDesign;
  readonly record: RecordScope;
  readonly scope: EvaluationScope;
  readonly vocabulary: Vocabulary;
};

/** Everything that the rule looks at, in the order in which it is written; the same rows once for each condition. */
export function evidenceFor(
  design: CompiledDesign,
  rule: Expression,
  record: RecordScope,
): readonly Evidence[] {
  return collectAll({ design, record, scope: record, vocabulary: design.vocabularies.record }, rule);
}

function collectAll(search: Search, expression: Expression): readonly Evidence[] {
  const found = new Map<string, Evidence>();
  collect(search, expression, found);
  return [...found.values()];
}

function collect(search: Search, expression: Expression, found: Map<string, Evidence>): void {
  const own = evidenceOf(search, expression);
  if (own) found.set(printSource(expression), own);
  else for (const operand of operandsOf(expression)) collect(search, operand, found);
}

function evidenceOf(search: Search, expression: Expression): Evidence | undefined {
  const { scope } = search;
  switch (expression.kind) {
    case "reference":
      return ofReference(search, expression);
    case "parameter":
      return ofParameter(search, expression.id);
    case "rows":
      return ofRows(search, expression);
    case "event-date":
      return ofDate(
        expression,
        `date of ${expression.event.replaceAll("-", " ")}`,
        scope.eventDate(expression.event),
      );
    case "call":
      return expression.function === "today" ? ofDate(expression, "today", scope.today) : undefined;
    case "visit-date": {
      const encounter = search.vocabulary.encounter(expression.encounter);
      const name = encounter.ok ? encounter.value : expression.encounter;
      return ofDate(expression, `date of ${name}`, scope.visitDate(expression.encounter));
    }
    default:
      return undefined;
  }
}

function ofReference({ record, scope, vocabulary }: Search, reference: Reference): Evidence {
  const term = vocabulary.reference(reference);
  const found = scope.lookUp(reference);
  const [label, type, unit] = term.ok
    ? [term.value.label, term.value.type, term.value.unit]
    : [reference.name];
  const submitted = reference.form === undefined ? undefined : record.submissionOf(reference);
  return {
    what: printReference(reference),
    label,
    shown: "value" in found ? showValue(found.value, type, unit) : showAbsence(found.absent),
    found,
    ...originOf(submitted),
  };
}

function originOf(submitted: SubmittedForm | undefined): { readonly from?: Origin } {
  if (!submitted) return {};
  const { formId, encounterId, date } = submitted;
  return { from: { formId, ...(encounterId === undefined ? {} : { encounterId }), date } };
}

function ofParameter({ vocabulary }: Search, id: string): Evidence {
  const what = `$${id}`;
  const parameter = vocabulary.parameter(id);
  if (!parameter.ok) {
    return { what, label: id, shown: showAbsence("not-entered"), found: { absent: "not-entered" } };
  }
  const { label, value, type, unit } = parameter.value;
  return { what, label, shown: showValue(value, type, unit), found: { value } };
}

function ofDate(
  expression: Expression,
  label: string,
  date: Parameters<typeof dateValue>[0] | undefined,
): Evidence {
  const what = printSource(expression);
  if (date === undefined) {
    return { what, label, shown: showAbsence("not-entered"), found: { absent: "not-entered" } };
  }
  return { what, label, shown: date, found: { value: dateValue(date) } };
}

function ofRows(search: Search, expression: RowsExpression): Evidence {
  const { over } = expression;
  const term = search.vocabulary.rows(over);
  const what = printReference(over);
  const label = term.ok ? term.value.label : what;
  const rows = search.scope.rowsOf(over);
  if (!rows) return { what, label, shown: showAbsence("not-entered"), found: { absent: "not-entered" } };
  const vocabulary = term.ok ? term.value.inside : search.vocabulary;
  const telling = rows.flatMap((row, index) => {
    const inside: Search = { ...search, vocabulary, scope: scopeInRow(row, search.scope) };
    return rowEvidence(inside, expression, index);
  });
  const shown = rows.length === 1 ? "1 entry" : `${rows.length} entries`;
  return {
    what,
    label,
    shown,
    found: { rows: rows.length, telling },
    ...originOf(originOfRows(search, over)),
  };
}

/** Rows of a group come from one form; rows that are forms come each from its own. */
function originOfRows({ record }: Search, over: Reference): SubmittedForm | undefined {
  return over.form === undefined ? undefined : record.submissionOf(over);
}

function rowEvidence(search: Search, expression: RowsExpression, index: number): readonly RowEvidence[] {
  const { body, over } = expression;
  if (!body) return [];
  const from = over.form === undefined ? originOf(search.record.submissionsOf(over)[index]) : {};
  const row = { row: index + 1, evidence: collectAll(search, body), ...from };
  if (expression.function === "max-of" || expression.function === "min-of") return [row];
  const evaluation = evaluate(body, search.scope);
  const truth: Truth = evaluation.kind === "value" ? evaluation.value === true : "unknown";
  const idle = expression.function === "all";
  return truth === idle ? [] : [{ ...row, truth }];
}
