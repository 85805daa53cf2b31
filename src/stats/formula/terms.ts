import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { expressionText } from "./expression-text.ts";
import { type Expression, parseSides } from "./syntax.ts";

/** A product of variables, by their indices in increasing order; the intercept is the empty product. */
export type Term = readonly number[];

/** A formula with its operators worked out. */
export type Formula = {
  readonly text: string;
  readonly response: Expression | undefined;
  /** What is written as a variable, in the order of its first appearance: `base`, `factor(site)`, `log(dose)`. */
  readonly variables: readonly { readonly label: string; readonly expression: Expression }[];
  readonly intercept: boolean;
  /** Without the intercept; main effects first, then products of two, of three, each in the order written. */
  readonly terms: readonly Term[];
  /** What stands in `offset(…)`. */
  readonly offsets: readonly Expression[];
};

class NotATerm extends Error {}

/**
 * Reads a model formula in the notation of Wilkinson and Rogers as R has it: `+ - * : ^ %in% /`, parentheses, `0`, `1` and `-1`, `factor(x)`,
 * `I(x^2)`, `offset(x)` and functions of columns.
 *
 * Refuses what it cannot read, with the place and what was expected there.
 *
 * Wilkinson and Rogers (1973), Symbolic description of factorial models for analysis of variance, Appl. Stat. 22:392.
 */
export function parseFormula(text: string): Result<Formula, InvalidInput> {
  const sides = parseSides(text);
  if (!sides.ok) return sides;
  const expansion: Expansion = { variables: [], offsets: [] };
  try {
    const terms = expandInto(expansion, [[]], sides.value.right);
    const products = terms.filter((term) => term.length > 0);
    return ok({
      text,
      response: sides.value.left,
      variables: expansion.variables,
      intercept: terms.length > products.length,
      terms: [...products].sort((a, b) => a.length - b.length),
      offsets: expansion.offsets,
    });
  } catch (error) {
    if (error instanceof NotATerm) return failed(invalidInput({ path: "formula", message: error.message }));
    throw error;
  }
}

/** The name of a term: `arm:visit`. */
export function termLabel({ variables }: Formula, term: Term): string {
  return term.map((index) => variables[index]?.label ?? "").join(":");
}

function sameTerm(a: Term, b: Term): boolean {
  return a.length === b.length && a.every((variable, index) => variable === b[index]);
}

type Expansion = {
  readonly variables: { readonly label: string; readonly expression: Expression }[];
  readonly offsets: Expression[];
};

function expandInto(expansion: Expansion, terms: readonly Term[], node: Expression): readonly Term[] {
  if (node.kind === "group") return union(terms, expandInto(expansion, [], node.of));
  if (node.kind === "negative") return without(expansion, terms, node.of);
  if (node.kind === "number") {
    if (node.value === 1) return union(terms, [[]]);
    if (node.value === 0) return terms.filter((term) => term.length > 0);
    throw new NotATerm(`expected 0 or 1 at character ${node.place + 1}, got ${node.value}`);
  }
  if (node.kind === "operation" && node.operator === "+")
    return expandInto(expansion, expandInto(expansion, terms, node.left), node.right);
  if (node.kind === "operation" && node.operator === "-")
    return without(expansion, expandInto(expansion, terms, node.left), node.right);
  return union(terms, productOf(expansion, node));
}

function without(expansion: Expansion, terms: readonly Term[], node: Expression): readonly Term[] {
  if (node.kind === "number" && node.value === 0) return union(terms, [[]]);
  const gone = expandInto(expansion, [], node);
  return terms.filter((term) => !gone.some((other) => sameTerm(term, other)));
}

function productOf(expansion: Expansion, node: Expression): readonly Term[] {
  if (node.kind !== "operation") return variable(expansion, node);
  const left = expandInto(expansion, [], node.left);
  if (node.operator === "^") return powerOf(left, node.right);
  const right = expandInto(expansion, [], node.right);
  if (node.operator === "*") return union(union(left, right), products(left, right));
  if (node.operator === "/") return union(left, products([left.reduce(merge, [])], right));
  if (node.operator === ":" || node.operator === "%in%") return products(left, right);
  throw new NotATerm(`expected one of + - * : ^ / after character ${node.place + 1}, got "${node.operator}"`);
}

function powerOf(base: readonly Term[], exponent: Expression): readonly Term[] {
  if (exponent.kind !== "number" || !Number.isInteger(exponent.value) || exponent.value < 1) {
    throw new NotATerm(
      `expected a whole number from 1 after "^" at character ${exponent.place + 1}, got ${expressionText(exponent)}`,
    );
  }
  let result = base;
  for (let times = 1; times < Math.min(exponent.value, 30); times += 1)
    result = union(result, products(result, base));
  return result;
}

function variable(expansion: Expansion, node: Expression): readonly Term[] {
  if (node.kind === "call" && node.name === "offset") {
    expansion.offsets.push(...node.arguments);
    return [];
  }
  const label = expressionText(node);
  const known = expansion.variables.findIndex((other) => other.label === label);
  if (known >= 0) return [[known]];
  return [[expansion.variables.push({ label, expression: node }) - 1]];
}

function products(left: readonly Term[], right: readonly Term[]): readonly Term[] {
  return union(
    [],
    left.flatMap((one) => right.map((other) => merge(one, other))),
  );
}

function merge(one: Term, other: Term): Term {
  return [...new Set([...one, ...other])].sort((a, b) => a - b);
}

function union(terms: readonly Term[], more: readonly Term[]): readonly Term[] {
  const result = [...terms];
  for (const term of more) if (!result.some((other) => sameTerm(term, other))) result.push(term);
  return result;
}
