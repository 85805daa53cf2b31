import { type CalendarDate, failed, ok, type PartialDate, type Result } from "#kernel";
import type { Expression, Reference } from "../expression/expression.ts";
import type { ExpressionFault } from "../expression/expression-fault.ts";
import type { ExpressionType } from "../expression/expression-type.ts";
import { parseExpression } from "../expression/parse-expression.ts";
import { printReference } from "../expression/print-source.ts";
import type { EvaluationScope, Lookup, Row } from "../expression/scope.ts";
import { dateValue, type ExpressionValue } from "../expression/value.ts";
import type { Vocabulary } from "../expression/vocabulary.ts";

/** What the names of a test stand for; `rows` hold one record for each row. */
export type TestNames = {
  readonly today?: string;
  readonly values?: Readonly<Record<string, ExpressionValue | Lookup>>;
  readonly rows?: Readonly<Record<string, readonly TestNames[] | undefined>>;
  readonly parameters?: Readonly<Record<string, ExpressionValue>>;
  readonly events?: Readonly<Record<string, string>>;
  readonly visits?: Readonly<Record<string, string>>;
};

/** A scope over plain records: a name that is not there was not entered. */
export function scopeOf(names: TestNames): EvaluationScope {
  return {
    today: names.today as CalendarDate | undefined,
    lookUp: (reference) => rowOf(names).lookUp(reference) ?? { absent: "not-entered" },
    rowsOf: (over) => rowOf(names).rowsOf(over),
    parameter: (id) => names.parameters?.[id],
    eventDate: (event) => names.events?.[event] as PartialDate | undefined,
    visitDate: (id) => names.visits?.[id] as PartialDate | undefined,
  };
}

function rowOf(names: TestNames): Row {
  return {
    lookUp: (reference) => {
      const value = names.values?.[printReference(reference)];
      if (value === undefined) return undefined;
      return typeof value === "object" && ("absent" in value || "value" in value) ? value : { value };
    },
    rowsOf: (over) => names.rows?.[printReference(over)]?.map(rowOf),
  };
}

export function day(text: string): ExpressionValue {
  return dateValue(text as PartialDate);
}

/** The types and labels of the names of a test. */
export type TestTypes = {
  readonly types?: Readonly<Record<string, ExpressionType | ExpressionType["kind"]>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly units?: Readonly<Record<string, string>>;
  readonly rows?: Readonly<Record<string, TestTypes>>;
  readonly parameters?: Readonly<Record<string, number | string | boolean>>;
};

export function vocabularyOf(names: TestTypes, around?: Vocabulary): Vocabulary {
  const labelOf = (name: string): string => names.labels?.[name] ?? name;
  const unitOf = (name: string): { unit?: string } => {
    const unit = names.units?.[name];
    return unit === undefined ? {} : { unit };
  };
  const vocabulary: Vocabulary = {
    reference: (reference) => {
      const name = printReference(reference);
      const type = names.types?.[name] ?? names.types?.[printReference(withoutEncounter(reference))];
      if (!type) return around?.reference(reference) ?? failed(`there is no item ${name}`);
      const label = labelOf(printReference(withoutEncounter(reference)));
      return ok({ type: typeof type === "string" ? { kind: type } : type, label, ...unitOf(name) });
    },
    rows: (over) => {
      const rows = names.rows?.[printReference(over)];
      if (!rows) return failed(`there is no group or form ${printReference(over)}`);
      return ok({ label: labelOf(printReference(over)), inside: vocabularyOf(rows, vocabulary) });
    },
    parameter: (id) => {
      const value = names.parameters?.[id];
      if (value === undefined) return around?.parameter(id) ?? failed(`there is no parameter ${id}`);
      return ok({ value, type: typeOfValue(value), label: labelOf(`$${id}`), ...unitOf(`$${id}`) });
    },
    encounter: (id) =>
      labelOf(id) === id && id === "nowhere" ? failed("there is no such visit") : ok(labelOf(id)),
  };
  return vocabulary;
}

function typeOfValue(value: number | string | boolean): ExpressionType {
  if (typeof value === "string") return { kind: "text", literal: value };
  return { kind: typeof value === "number" ? "number" : "boolean" };
}

function withoutEncounter({ encounter: _, ...reference }: Reference): Reference {
  return reference;
}

/** The expression; a test that meets a fault here is wrong itself. */
export function parsed(source: string): Expression {
  const result: Result<Expression, ExpressionFault> = parseExpression(source);
  if (!result.ok) throw new Error(`${source}: ${result.error.message}`);
  return result.value;
}
