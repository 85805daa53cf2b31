import { parsePartialDate } from "#kernel";
import type { Span } from "./expression.ts";
import type { ExpressionFault } from "./expression-fault.ts";

type TokenKind = "number" | "text" | "name" | "date" | "parameter" | "symbol" | "end";

/** `text` is what the token stands for: a string without its quotes, a parameter without its `$`. */
export type Token = {
  readonly kind: TokenKind;
  readonly text: string;
  readonly span: Span;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
};

/** The tokens up to the first fault, and the `end` that stands behind them. */
type Tokens = {
  readonly tokens: readonly Token[];
  readonly end: Token;
  readonly fault?: ExpressionFault;
};

/** Longer texts are refused before they are read: it keeps every tree shallow enough to walk. */
const longestExpression = 20_000;
const mostTokens = 2_000;

const part = "[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*";
const dottedPart = "[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*";

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![A-Za-z0-9_.])/y],
  ["text", /'(?:[^']|'')*'/y],
  ["name", new RegExp(`[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*(?:\\.${part})*(?:@${dottedPart})?`, "y")],
  ["date", /@\d{4}(?:-\d{2}(?:-\d{2})?)?(?![A-Za-z0-9-])/y],
  ["parameter", new RegExp(`\\$${dottedPart}`, "y")],
  ["symbol", /<=|>=|!=|[=<>+\-*/(),]/y],
];

/** Cuts an expression into tokens. Stops at the first character that fits nothing. */
export function tokenize(source: string): Tokens {
  if (source.length > longestExpression) {
    const span = { start: longestExpression, end: source.length };
    return stopped([], source, {
      span,
      message: `an expression holds at most ${longestExpression} characters`,
    });
  }
  const tokens: Token[] = [];
  let offset = 0;
  for (;;) {
    const start = skipSpace(source, offset);
    if (start === source.length) return { tokens, end: endToken(source) };
    const token = tokenAt(source, start, start > offset || offset === 0);
    if (!token) return stopped(tokens, source, unreadable(source, start));
    const fault = faultOf(token);
    if (fault) return stopped(tokens, source, fault);
    if (tokens.length === mostTokens) return stopped(tokens, source, tooMany(token.span));
    tokens.push(token);
    offset = token.span.end;
  }
}

function tokenAt(source: string, start: number, spaced: boolean): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const text = pattern.exec(source)?.[0];
    if (text === undefined) continue;
    return { kind, text: meaningOf(kind, text), span: { start, end: start + text.length }, spaced };
  }
  return undefined;
}

function meaningOf(kind: TokenKind, text: string): string {
  if (kind === "text") return text.slice(1, -1).replaceAll("''", "'");
  return kind === "date" || kind === "parameter" ? text.slice(1) : text;
}

function faultOf({ kind, text, span }: Token): ExpressionFault | undefined {
  if (kind === "date") {
    const date = parsePartialDate(text);
    return date.ok ? undefined : { span, message: date.error };
  }
  if (kind === "number" && !Number.isFinite(Number(text)))
    return { span, message: "this number is too large" };
  return undefined;
}

function tooMany(span: Span): ExpressionFault {
  return {
    span,
    message: `an expression holds at most ${mostTokens} words and signs; split it into computed items`,
  };
}

function unreadable(source: string, start: number): ExpressionFault {
  const rest = /^[^\s(),'=<>!+*/]+/.exec(source.slice(start))?.[0] ?? source.slice(start, start + 1);
  const span = { start, end: start + rest.length };
  if (source[start] === "'") {
    return { span: { start, end: source.length }, message: "this text has no closing quote" };
  }
  if (/^\d/.test(rest)) {
    const message = `expected a number or a name, got "${rest}"; a name starts with a letter, and a unit or a minus stands behind a space (5 days)`;
    return { span, message };
  }
  if (rest.startsWith("@")) {
    return {
      span,
      message:
        "expected a date (@2026-11-20, @2026-11, @2026); an encounter follows its item without a space",
    };
  }
  return { span, message: `cannot read "${rest}" here` };
}

function stopped(tokens: readonly Token[], source: string, fault: ExpressionFault): Tokens {
  return { tokens, end: endToken(source), fault };
}

function endToken(source: string): Token {
  return { kind: "end", text: "", span: { start: source.length, end: source.length }, spaced: true };
}

function skipSpace(source: string, from: number): number {
  let offset = from;
  while (offset < source.length && /\s/.test(source.charAt(offset))) offset++;
  return offset;
}
