import { checkExpression } from "./check-expression.ts";
import { comparisonWords } from "./comparison-words.ts";
import type { Expression, RowsExpression } from "./expression.ts";
import type { ExpressionType } from "./expression-type.ts";
import { inSentence } from "./in-sentence.ts";
import { printReference } from "./print-source.ts";
import { printCodes, printValue, type Reader } from "./print-value.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * The expression in plain English, for whoever must judge whether the rule is right: `CAPS-5 total severity at
 * baseline is at least 28 (parameter: minimum entry score)`. Names that do not resolve stand as written.
 */
export function printExpression(expression: Expression, vocabulary: Vocabulary): string {
  return statement({ vocabulary, inRow: false, statement }, expression, false);
}

function statement(reader: Reader, expression: Expression, negated: boolean): string {
  switch (expression.kind) {
    case "and":
    case "or": {
      const joined = expression.operands.map((one) => grouped(reader, one)).join(` ${expression.kind} `);
      return negated ? `it is not so that (${joined})` : joined;
    }
    case "not":
      return statement(reader, expression.operand, !negated);
    case "comparison":
      return printComparison(reader, expression, negated);
    case "in": {
      const codes = printCodes(typeOf(reader, expression.operand), expression.values);
      return `${printValue(reader, expression.operand)} is ${negated ? "none" : "one"} of ${codes}`;
    }
    case "presence": {
      const isMissing = (expression.is === "missing") !== negated;
      return `${printValue(reader, expression.operand)} is ${isMissing ? "missing" : "known"}`;
    }
    case "rows":
      return printRowCondition(reader, expression, negated);
    case "literal":
      return String(negated ? !expression.value : expression.value);
    case "call":
      if (expression.function === "contains") return printContains(reader, expression.arguments, negated);
      return yesOrNo(reader, expression, negated);
    default:
      return yesOrNo(reader, expression, negated);
  }
}

function yesOrNo(reader: Reader, expression: Expression, negated: boolean): string {
  const type = typeOf(reader, expression);
  const value = printValue(reader, expression);
  return type && type.kind !== "boolean" ? value : `${value} is ${negated ? "no" : "yes"}`;
}

function grouped(reader: Reader, expression: Expression): string {
  const text = statement(reader, expression, false);
  return expression.kind === "and" || expression.kind === "or" ? `(${text})` : text;
}

function printComparison(
  reader: Reader,
  { operator, left, right }: Extract<Expression, { kind: "comparison" }>,
  negated: boolean,
): string {
  if (
    right.kind === "literal" &&
    typeof right.value === "boolean" &&
    (operator === "=" || operator === "!=")
  ) {
    return statement(reader, left, (operator === "!=") === right.value ? !negated : negated);
  }
  const type = typeOf(reader, left) ?? typeOf(reader, right);
  const words = comparisonWords(operator, type?.kind, negated);
  return `${printValue(reader, left, right)} ${words} ${printValue(reader, right, left)}`;
}

function printContains(reader: Reader, [codes, code]: readonly Expression[], negated: boolean): string {
  if (!codes || !code) return "";
  const word = negated ? "does not include" : "includes";
  return `${printValue(reader, codes)} ${word} ${printValue(reader, code, codes)}`;
}

function printRowCondition(reader: Reader, expression: RowsExpression, negated: boolean): string {
  const rows = reader.vocabulary.rows(expression.over);
  const label = rows.ok ? inSentence(rows.value.label) : printReference(expression.over);
  const inside: Reader = rows.ok ? { ...reader, vocabulary: rows.value.inside, inRow: true } : reader;
  const body = expression.body ? statement(inside, expression.body, false) : "";
  if (expression.function === "any") return `${negated ? "no" : "any"} ${label} entry whose ${body}`;
  if (expression.function === "all")
    return `${negated ? "not " : ""}every ${label} entry is one whose ${body}`;
  return printValue(reader, expression);
}

function typeOf({ vocabulary }: Reader, expression: Expression): ExpressionType | undefined {
  return checkExpression(expression, vocabulary).type;
}
