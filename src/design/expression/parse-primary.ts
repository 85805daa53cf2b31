import { parsePartialDate } from "#kernel";
import { type TrialEvent, trialEvents } from "../model/schedule.ts";
import {
  type Expression,
  type Reference,
  type RowFunction,
  rowFunctions,
  type ValueFunction,
  valueFunctions,
} from "./expression.ts";
import { functionDescription } from "./functions.ts";
import { nearest } from "./nearest.ts";
import {
  acceptSymbol,
  expectSymbol,
  fail,
  nameOf,
  nested,
  type ParserState,
  peek,
  spanning,
  take,
} from "./parser-state.ts";
import type { Token } from "./tokens.ts";

type Parse = (state: ParserState) => Expression;

const reservedWords: readonly string[] = ["and", "or", "not", "in", "is"];

/** A value that no operator divides: a literal, a reference, a call, or an expression in parentheses. */
export function parsePrimary(state: ParserState, parseAny: Parse): Expression {
  const token = peek(state);
  if (token.kind === "symbol" && token.text === "(") return parseParentheses(state, parseAny);
  if (token.kind === "name") return parseName(state, parseAny);
  const literal = literalOf(token);
  if (literal) {
    take(state);
    return literal;
  }
  return fail(state, token.span, `expected a value, got ${nameOf(token)}`);
}

function literalOf({ kind, text, span }: Token): Expression | undefined {
  switch (kind) {
    case "number":
      return { kind: "literal", value: Number(text), span };
    case "text":
      return { kind: "literal", value: text, span };
    case "parameter":
      return { kind: "parameter", id: text, span };
    case "date": {
      const date = parsePartialDate(text);
      return date.ok ? { kind: "date", date: date.value, span } : undefined;
    }
    default:
      return undefined;
  }
}

function parseParentheses(state: ParserState, parseAny: Parse): Expression {
  const open = take(state);
  const inner = nested(state, parseAny);
  const close = expectSymbol(state, ")", "to close the parenthesis");
  return { ...inner, span: spanning(open, close) };
}

function parseName(state: ParserState, parseAny: Parse): Expression {
  const token = take(state);
  const { text, span } = token;
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true", span };
  if (reservedWords.includes(text)) return fail(state, span, `expected a value, got the word "${text}"`);
  const next = peek(state);
  if (next.kind === "symbol" && next.text === "(") return parseCall(state, token, parseAny);
  return referenceOf(token);
}

function referenceOf({ text, span }: Token): Reference {
  const at = text.indexOf("@");
  const path = at < 0 ? text : text.slice(0, at);
  const dot = path.indexOf(".");
  return {
    kind: "reference",
    ...(dot < 0 ? {} : { form: path.slice(0, dot) }),
    name: path.slice(dot + 1),
    ...(at < 0 ? {} : { encounter: text.slice(at + 1) }),
    span,
  };
}

function parseCall(state: ParserState, name: Token, parseAny: Parse): Expression {
  if (name.text === "date-of" || name.text === "date-of-visit") return parseDateOf(state, name);
  const rowFunction = rowFunctions.find((one) => one === name.text);
  if (rowFunction) return parseRows(state, name, rowFunction, parseAny);
  const valueFunction = valueFunctions.find((one) => one === name.text);
  if (!valueFunction) return fail(state, name.span, unknownFunction(name.text));
  take(state);
  const operands = parseArguments(state, parseAny);
  const close = expectSymbol(state, ")", `after the last argument of ${name.text}`);
  const span = spanning(name, close);
  refuseWrongCount(state, { ...name, span }, valueFunction, operands.length);
  return { kind: "call", function: valueFunction, arguments: operands, span };
}

function unknownFunction(name: string): string {
  const names = [...valueFunctions, ...rowFunctions, "date-of", "date-of-visit"];
  const near = nearest(name, names);
  return `there is no function ${name}; ${near ? `did you mean ${near}?` : `there are ${names.join(", ")}`}`;
}

function parseArguments(state: ParserState, parseAny: Parse): readonly Expression[] {
  const next = peek(state);
  if (next.kind === "symbol" && next.text === ")") return [];
  const operands = [nested(state, parseAny)];
  while (acceptSymbol(state, ",")) operands.push(nested(state, parseAny));
  return operands;
}

function refuseWrongCount(state: ParserState, name: Token, called: ValueFunction, count: number): void {
  const { signature, fewest, most } = functionDescription(called);
  if (count >= fewest && count <= most) return;
  fail(state, name.span, `${called} got ${count} arguments; it is ${signature}`);
}

function parseRows(state: ParserState, name: Token, called: RowFunction, parseAny: Parse): Expression {
  take(state);
  const token = take(state);
  const { signature } = functionDescription(called);
  if (token.kind !== "name") {
    return fail(
      state,
      token.span,
      `expected a repeating group or a form, got ${nameOf(token)}; it is ${signature}`,
    );
  }
  const body = acceptSymbol(state, ",") ? nested(state, parseAny) : undefined;
  const close = expectSymbol(state, ")", `at the end of ${signature}`);
  const span = spanning(name, close);
  if (!body && called !== "count")
    return fail(state, span, `${called} lacks its second argument; it is ${signature}`);
  return { kind: "rows", function: called, over: referenceOf(token), ...(body ? { body } : {}), span };
}

function parseDateOf(state: ParserState, name: Token): Expression {
  take(state);
  const quoted = take(state);
  if (quoted.kind !== "text")
    return fail(state, quoted.span, `expected a text in quotes, got ${nameOf(quoted)}`);
  const span = spanning(name, expectSymbol(state, ")", `after the argument of ${name.text}`));
  if (name.text === "date-of-visit") return { kind: "visit-date", encounter: quoted.text, span };
  const event: TrialEvent | undefined = trialEvents.find((one) => one === quoted.text);
  if (event) return { kind: "event-date", event, span };
  return fail(state, quoted.span, `there is no event '${quoted.text}'; there are ${trialEvents.join(", ")}`);
}
