import type { Expression, Span } from "./expression.ts";
import type { ExpressionFault } from "./expression-fault.ts";
import type { Token } from "./tokens.ts";

/**
 * Where the parser stands. After the first fault it jumps to the end, on which every rule ends, so that
 * no rule has to ask whether another one failed.
 */
export type ParserState = {
  readonly tokens: readonly Token[];
  readonly end: Token;
  position: number;
  depth: number;
  fault: ExpressionFault | undefined;
};

const deepestNesting = 100;

export function peek(state: ParserState): Token {
  return state.tokens[state.position] ?? state.end;
}

export function take(state: ParserState): Token {
  const token = peek(state);
  if (token.kind !== "end") state.position++;
  return token;
}

export function acceptSymbol(state: ParserState, symbol: string): Token | undefined {
  const token = peek(state);
  return token.kind === "symbol" && token.text === symbol ? take(state) : undefined;
}

export function acceptWord(state: ParserState, word: string): Token | undefined {
  const token = peek(state);
  return token.kind === "name" && token.text === word ? take(state) : undefined;
}

/** Takes the symbol, or faults with what was expected. */
export function expectSymbol(state: ParserState, symbol: string, why: string): Token {
  const token = acceptSymbol(state, symbol);
  if (token) return token;
  const found = peek(state);
  fail(state, found.span, `expected "${symbol}" ${why}, got ${nameOf(found)}`);
  return found;
}

/** Keeps the first fault and stands for an expression that could not be read. */
export function fail(state: ParserState, span: Span, message: string): Expression {
  state.fault ??= { span, message };
  state.position = state.tokens.length;
  return { kind: "literal", value: false, span };
}

/** Parses one level deeper, as inside parentheses; too deep is a fault. */
export function nested(state: ParserState, parse: (state: ParserState) => Expression): Expression {
  if (state.depth >= deepestNesting) {
    return fail(
      state,
      peek(state).span,
      `nested deeper than ${deepestNesting} levels; split it into computed items`,
    );
  }
  state.depth++;
  const expression = parse(state);
  state.depth--;
  return expression;
}

export function nameOf(token: Token): string {
  return token.kind === "end" ? "the end" : `"${token.text}"`;
}

export function spanning(from: { readonly span: Span }, to: { readonly span: Span }): Span {
  return { start: from.span.start, end: to.span.end };
}
