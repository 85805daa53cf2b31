import { failed, ok, type Result } from "#kernel";
import {
  type ComparisonOperator,
  type DurationUnit,
  durationUnits,
  type Expression,
  type Literal,
} from "./expression.ts";
import type { ExpressionFault } from "./expression-fault.ts";
import { parsePrimary } from "./parse-primary.ts";
import {
  acceptSymbol,
  acceptWord,
  expectSymbol,
  fail,
  nameOf,
  nested,
  type ParserState,
  peek,
  spanning,
  take,
} from "./parser-state.ts";
import { tokenize } from "./tokens.ts";

/**
 * Reads an expression of the design language (docs/reference/expressions.md). Never throws; the fault is the
 * first one met, with its place in the text.
 */
export function parseExpression(source: string): Result<Expression, ExpressionFault> {
  const { tokens, end, fault } = tokenize(source);
  const state: ParserState = { tokens, end, position: 0, depth: 0, fault: undefined };
  if (tokens.length === 0 && !fault)
    return failed({ span: { start: 0, end: source.length }, message: "is empty" });
  const expression = parseAny(state);
  const rest = peek(state);
  if (rest.kind !== "end") fail(state, rest.span, leftOver(rest.text));
  const first = earlier(state.fault, fault);
  return first ? failed(first) : ok(expression);
}

function earlier(
  a: ExpressionFault | undefined,
  b: ExpressionFault | undefined,
): ExpressionFault | undefined {
  if (!a || !b) return a ?? b;
  return a.span.start < b.span.start ? a : b;
}

function leftOver(text: string): string {
  return `cannot read on at "${text}": expected an operator (and, or, =, +) or the end`;
}

/** A whole expression, as inside parentheses: the loosest operator is `or`. */
function parseAny(state: ParserState): Expression {
  return parseChain(state, "or", (inner) => parseChain(inner, "and", parseNot));
}

function parseChain(
  state: ParserState,
  word: "and" | "or",
  parseOperand: (state: ParserState) => Expression,
): Expression {
  const first = parseOperand(state);
  const operands = [first];
  while (acceptWord(state, word)) operands.push(parseOperand(state));
  if (operands.length === 1) return first;
  return { kind: word, operands, span: spanning(first, operands.at(-1) ?? first) };
}

function parseNot(state: ParserState): Expression {
  const word = acceptWord(state, "not");
  if (!word) return parseComparison(state);
  const operand = nested(state, parseNot);
  return { kind: "not", operand, span: spanning(word, operand) };
}

function parseComparison(state: ParserState): Expression {
  const left = parseSum(state);
  const operator = takeComparison(state);
  if (operator) {
    const right = parseSum(state);
    refuseChain(state);
    return { kind: "comparison", operator, left, right, span: spanning(left, right) };
  }
  if (acceptWord(state, "in")) return parseMembership(state, left);
  if (acceptWord(state, "is")) return parsePresence(state, left);
  return left;
}

const comparisonOperators: readonly ComparisonOperator[] = ["=", "!=", "<", "<=", ">", ">="];

function takeComparison(state: ParserState): ComparisonOperator | undefined {
  const operator = comparisonAt(state);
  if (operator) take(state);
  return operator;
}

function comparisonAt(state: ParserState): ComparisonOperator | undefined {
  const { kind, text } = peek(state);
  return kind === "symbol" ? comparisonOperators.find((operator) => operator === text) : undefined;
}

function refuseChain(state: ParserState): void {
  if (!comparisonAt(state)) return;
  fail(state, peek(state).span, "comparisons do not chain: write 1 < x and x < 5");
}

function parseMembership(state: ParserState, operand: Expression): Expression {
  expectSymbol(state, "(", "after in");
  const values: Literal[] = [];
  do values.push(parseListValue(state));
  while (acceptSymbol(state, ","));
  const close = expectSymbol(state, ")", "after the last value of the list");
  return { kind: "in", operand, values, span: spanning(operand, close) };
}

function parseListValue(state: ParserState): Literal {
  const minus = acceptSymbol(state, "-");
  const { kind, text, span } = take(state);
  if (kind === "number") {
    const number = Number(text);
    return {
      kind: "literal",
      value: minus ? 0 - number : number,
      span: minus ? spanning(minus, { span }) : span,
    };
  }
  if (kind === "text" && !minus) return { kind: "literal", value: text, span };
  fail(state, span, "a list holds texts in quotes or numbers: in ('a', 'b')");
  return { kind: "literal", value: "", span };
}

function parsePresence(state: ParserState, operand: Expression): Expression {
  const word = take(state);
  if (word.kind === "name" && (word.text === "known" || word.text === "missing")) {
    return { kind: "presence", operand, is: word.text, span: spanning(operand, word) };
  }
  return fail(state, word.span, `expected known or missing after is, got ${nameOf(word)}`);
}

function parseSum(state: ParserState): Expression {
  let left = parseProduct(state);
  for (;;) {
    const sign = acceptSymbol(state, "+") ?? acceptMinus(state);
    if (!sign) return left;
    const right = parseProduct(state);
    const operator = sign.text === "+" ? "+" : "-";
    left = { kind: "arithmetic", operator, left, right, span: spanning(left, right) };
  }
}

/** A minus between two values stands between spaces, for `a-b` is one name. */
function acceptMinus(state: ParserState): { readonly text: string } | undefined {
  const minus = acceptSymbol(state, "-");
  if (minus && !(minus.spaced && peek(state).spaced)) {
    fail(state, minus.span, "put a space on both sides of a minus: names may hold hyphens");
  }
  return minus;
}

function parseProduct(state: ParserState): Expression {
  let left = parseNegation(state);
  for (;;) {
    const sign = acceptSymbol(state, "*") ?? acceptSymbol(state, "/");
    if (!sign) return left;
    const right = parseNegation(state);
    const operator = sign.text === "*" ? "*" : "/";
    left = { kind: "arithmetic", operator, left, right, span: spanning(left, right) };
  }
}

function parseNegation(state: ParserState): Expression {
  const minus = acceptSymbol(state, "-");
  if (!minus) return parseDuration(state);
  const operand = nested(state, parseNegation);
  return { kind: "negation", operand, span: spanning(minus, operand) };
}

const unitWords: ReadonlyMap<string, DurationUnit> = new Map(
  durationUnits.flatMap((unit) => [
    [unit, unit],
    [unit.slice(0, -1), unit],
  ]),
);

/** A value and, behind it, perhaps a unit of time: `5 days`, `$washout days`, `(5 * half-life) hours`. */
function parseDuration(state: ParserState): Expression {
  const amount = parsePrimary(state, parseAny);
  const word = peek(state);
  const unit = word.kind === "name" ? unitWords.get(word.text) : undefined;
  if (!unit) return amount;
  take(state);
  return { kind: "duration", amount, unit, span: spanning(amount, word) };
}
