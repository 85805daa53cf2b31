import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";

/** A piece of a formula; `place` is the index of its first character in the text. */
export type Expression =
  | { readonly kind: "number"; readonly value: number; readonly place: number }
  | { readonly kind: "name"; readonly name: string; readonly place: number }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly place: number;
    }
  | { readonly kind: "negative"; readonly of: Expression; readonly place: number }
  | { readonly kind: "group"; readonly of: Expression; readonly place: number }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
      readonly place: number;
    };

export type Operator = "|" | "+" | "-" | "*" | "/" | ":" | "%in%" | "^";

/** The two sides of a formula; a formula such as `~ arm` has no left side. */
export type FormulaSides = { readonly left: Expression | undefined; readonly right: Expression };

type Token = { readonly text: string; readonly kind: "number" | "name" | "mark"; readonly place: number };

/** Operators from the loosest to the tightest, as R has them; `-x` stands between `:` and `^`. */
const looseToTight: readonly (readonly Operator[])[] = [["|"], ["+", "-"], ["*", "/"], ["%in%"], [":"]];

const tokenPattern =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z.][\w.]*|`[^`]+`)|(?<mark>%in%|[~+\-*/:^(),|]))/y;

class Unexpected extends Error {}

/** Reads `response ~ terms`. */
export function parseSides(text: string): Result<FormulaSides, InvalidInput> {
  return reading(text, (reader) => {
    const left = reader.peek() === "~" ? undefined : sum(reader, 0);
    reader.take("~");
    return { left, right: sum(reader, 0) };
  });
}

/** Reads an expression that is no formula, as `us(visit | arm / id)`. */
export function parseExpression(text: string): Result<Expression, InvalidInput> {
  return reading(text, (reader) => sum(reader, 0));
}

function reading<T>(text: string, read: (reader: Reader) => T): Result<T, InvalidInput> {
  try {
    const reader = readerOf(text);
    const result = read(reader);
    if (reader.peek() !== undefined) reader.refuse("the end of the formula or an operator");
    return ok(result);
  } catch (error) {
    if (error instanceof Unexpected) return failed(invalidInput({ path: "formula", message: error.message }));
    throw error;
  }
}

type Reader = {
  readonly peek: () => string | undefined;
  readonly next: () => Token | undefined;
  readonly take: (mark: string) => void;
  readonly refuse: (expected: string) => never;
};

function readerOf(text: string): Reader {
  const tokens = tokensOf(text);
  let index = 0;
  const refuse = (expected: string): never => {
    const token = tokens[index];
    const got = token === undefined ? "the end" : `"${token.text}"`;
    const place = (token?.place ?? text.length) + 1;
    throw new Unexpected(`expected ${expected} at character ${place}, got ${got}, in "${text}"`);
  };
  return {
    peek: () => tokens[index]?.text,
    next: () => tokens[index++],
    take: (mark) => {
      if (tokens[index]?.text !== mark) refuse(`"${mark}"`);
      index += 1;
    },
    refuse,
  };
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (text.slice(tokenPattern.lastIndex).trim() !== "") {
    const start = tokenPattern.lastIndex;
    const groups = tokenPattern.exec(text)?.groups;
    if (groups === undefined) {
      const place = start + text.slice(start).search(/\S/);
      throw new Unexpected(
        `expected a name, a number or an operator at character ${place + 1}, got "${text[place]}", in "${text}"`,
      );
    }
    const [kind, found] = Object.entries(groups).find(([, value]) => value !== undefined) as [
      Token["kind"],
      string,
    ];
    tokens.push({ kind, text: found, place: tokenPattern.lastIndex - found.length });
  }
  return tokens;
}

function sum(reader: Reader, level: number): Expression {
  const operators = looseToTight[level];
  if (operators === undefined) return signed(reader);
  let left = sum(reader, level + 1);
  for (
    let operator = operators.find((o) => o === reader.peek());
    operator !== undefined;
    operator = operators.find((o) => o === reader.peek())
  ) {
    reader.next();
    left = { kind: "operation", operator, left, right: sum(reader, level + 1), place: left.place };
  }
  return left;
}

function signed(reader: Reader): Expression {
  const sign = reader.peek();
  if (sign !== "-" && sign !== "+") return power(reader);
  const place = reader.next()?.place ?? 0;
  const of = signed(reader);
  return sign === "-" ? { kind: "negative", of, place } : of;
}

function power(reader: Reader): Expression {
  const left = operand(reader);
  if (reader.peek() !== "^") return left;
  reader.next();
  return { kind: "operation", operator: "^", left, right: signed(reader), place: left.place };
}

function operand(reader: Reader): Expression {
  const text = reader.peek();
  if (text === "(") {
    const place = reader.next()?.place ?? 0;
    const of = sum(reader, 0);
    reader.take(")");
    return { kind: "group", of, place };
  }
  if (text === undefined || /^(%in%|[~+\-*/:^),|])$/.test(text)) reader.refuse("a variable");
  const token = reader.next() as Token;
  if (token.kind === "number") return { kind: "number", value: Number(token.text), place: token.place };
  const name = token.text.replaceAll("`", "");
  if (reader.peek() !== "(") return { kind: "name", name, place: token.place };
  return { kind: "call", name, arguments: argumentsOf(reader), place: token.place };
}

function argumentsOf(reader: Reader): readonly Expression[] {
  reader.take("(");
  const found = [sum(reader, 0)];
  while (reader.peek() === ",") {
    reader.next();
    found.push(sum(reader, 0));
  }
  reader.take(")");
  return found;
}
