import { checkExpression } from "./check-expression.ts";
import type { Expression, Literal, Reference, RowsExpression } from "./expression.ts";
import type { ExpressionType } from "./expression-type.ts";
import { inSentence } from "./in-sentence.ts";
import { printReference } from "./print-source.ts";
import { agreeing, withUnit } from "./readable-number.ts";
import type { ParameterTerm, Vocabulary } from "./vocabulary.ts";

/** Who reads: the names in force, whether inside a row, and how a condition is put. */
export type Reader = {
  readonly vocabulary: Vocabulary;
  readonly inRow: boolean;
  readonly statement: (reader: Reader, expression: Expression, negated: boolean) => string;
};

/**
 * A value in words.
 * @param beside what it is compared with: it tells what a code means and in which unit a number is
 */
export function printValue(reader: Reader, expression: Expression, beside?: Expression): string {
  switch (expression.kind) {
    case "literal":
      return printLiteral(reader, expression, beside);
    case "date":
      return expression.date;
    case "reference":
      return printReferenceLabel(reader, expression);
    case "parameter":
      return printParameter(reader, expression.id, beside);
    case "event-date":
      return `the date of ${expression.event.replaceAll("-", " ")}`;
    case "visit-date":
      return `the date of ${encounterLabel(reader, expression.encounter)}`;
    case "duration":
      return printDuration(reader, expression);
    case "negation":
      return `−${printValue(reader, expression.operand)}`;
    case "arithmetic":
      return printArithmetic(reader, expression);
    case "call":
      return printCall(reader, expression);
    case "rows":
      return printRowValue(reader, expression);
    default:
      return `(${reader.statement(reader, expression, false)})`;
  }
}

function printReferenceLabel(reader: Reader, reference: Reference): string {
  const term = reader.vocabulary.reference(reference);
  const label = term.ok ? term.value.label : printReference(reference);
  const named = reader.inRow ? inSentence(label) : label;
  return reference.encounter
    ? `${named} at ${inSentence(encounterLabel(reader, reference.encounter))}`
    : named;
}

/** `MAOI, lithium or stimulant`, by the labels of the codes. */
export function printCodes(type: ExpressionType | undefined, values: readonly Literal[]): string {
  const words = values.map(({ value }) => codeLabel(type, value));
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function printLiteral(reader: Reader, { value }: Literal, beside: Expression | undefined): string {
  if (typeof value === "string") return codeLabel(beside && typeOf(reader, beside), value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return withUnit(String(value), beside && unitOf(reader, beside));
}

function codeLabel(type: ExpressionType | undefined, value: Literal["value"]): string {
  const isCoded = type?.kind === "code" || type?.kind === "codes";
  const label = isCoded ? type.codes?.get(String(value)) : undefined;
  return label ?? (typeof value === "string" ? `‘${value}’` : String(value));
}

function printParameter(reader: Reader, id: string, beside: Expression | undefined): string {
  const parameter = reader.vocabulary.parameter(id);
  if (!parameter.ok) return `$${id}`;
  return `${parameterValue(reader, parameter.value, beside)} (parameter: ${inSentence(parameter.value.label)})`;
}

function parameterValue(
  reader: Reader,
  { value, unit }: ParameterTerm,
  beside: Expression | undefined,
): string {
  if (typeof value === "string") return codeLabel(beside && typeOf(reader, beside), value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return withUnit(String(value), unit);
}

function printDuration(reader: Reader, { amount, unit }: Extract<Expression, { kind: "duration" }>): string {
  if (amount.kind === "literal") return inUnits(amount.value, unit);
  if (amount.kind !== "parameter") return `(${printValue(reader, amount)}) ${unit}`;
  const parameter = reader.vocabulary.parameter(amount.id);
  if (!parameter.ok) return `$${amount.id} ${unit}`;
  return `${inUnits(parameter.value.value, unit)} (parameter: ${inSentence(parameter.value.label)})`;
}

function inUnits(amount: unknown, units: string): string {
  return `${amount} ${agreeing(String(amount), units)}`;
}

const signs = { "+": "+", "-": "−", "*": "×", "/": "÷" } as const;

function printArithmetic(
  reader: Reader,
  { operator, left, right }: Extract<Expression, { kind: "arithmetic" }>,
): string {
  if (right.kind === "duration") {
    const word = operator === "-" ? "before" : "after";
    return `${printValue(reader, right)} ${word} ${inSentence(printValue(reader, left))}`;
  }
  return `${inner(reader, left)} ${signs[operator]} ${inner(reader, right)}`;
}

function inner(reader: Reader, expression: Expression): string {
  const text = printValue(reader, expression);
  return expression.kind === "arithmetic" ? `(${text})` : text;
}

function printCall(reader: Reader, call: Extract<Expression, { kind: "call" }>): string {
  const words = call.arguments.map((one) => printValue(reader, one));
  const [first = "", second] = words;
  const list = words.length < 2 ? first : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
  switch (call.function) {
    case "age":
      return `the completed years from ${first} to ${second ?? "today"}`;
    case "years-between":
    case "months-between":
      return `the completed ${call.function.split("-")[0]} from ${first} to ${second}`;
    case "days-between":
    case "minutes-between":
      return `the ${call.function.split("-")[0]} from ${first} to ${second}`;
    case "today":
      return "today";
    case "min":
      return `the smallest of ${list}`;
    case "max":
      return `the largest of ${list}`;
    case "sum":
      return `the sum of ${list}`;
    case "mean":
      return `the mean of ${list}`;
    case "count-known":
      return `the number of known values among ${list}`;
    case "abs":
      return `${first} without its sign`;
    case "round":
      return second === undefined ? `${first}, rounded` : `${first}, rounded to ${second} decimals`;
    case "square-root":
    case "cube-root":
      return `the ${call.function.replace("-", " ")} of ${first}`;
    case "if":
      return printChoice(reader, call.arguments);
    case "contains":
      return `(${reader.statement(reader, call, false)})`;
    case "coalesce":
      return `the first known of ${list}`;
  }
}

function printChoice(reader: Reader, [condition, a, b]: readonly Expression[]): string {
  if (!condition || !a || !b) return "";
  const question = reader.statement(reader, condition, false);
  return `(if ${question}: ${printValue(reader, a)}; otherwise ${printValue(reader, b)})`;
}

function printRowValue(reader: Reader, expression: RowsExpression): string {
  if (expression.function === "any" || expression.function === "all") {
    return `(${reader.statement(reader, expression, false)})`;
  }
  const { over, body } = expression;
  const rows = reader.vocabulary.rows(over);
  const label = rows.ok ? inSentence(rows.value.label) : printReference(over);
  const inside: Reader = rows.ok ? { ...reader, vocabulary: rows.value.inside, inRow: true } : reader;
  if (expression.function === "count") {
    const condition = body ? ` whose ${reader.statement(inside, body, false)}` : "";
    return `the number of ${label} entries${condition}`;
  }
  const word = expression.function === "max-of" ? "largest" : "smallest";
  return `the ${word} of all ${label} entries by ${body ? printValue(inside, body) : ""}`;
}

function encounterLabel(reader: Reader, id: string): string {
  const label = reader.vocabulary.encounter(id);
  return label.ok ? label.value : id;
}

function typeOf({ vocabulary }: Reader, expression: Expression): ExpressionType | undefined {
  return checkExpression(expression, vocabulary).type;
}

function unitOf(reader: Reader, expression: Expression): string | undefined {
  if (expression.kind !== "reference") return undefined;
  const term = reader.vocabulary.reference(expression);
  return term.ok ? term.value.unit : undefined;
}
