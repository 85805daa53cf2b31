import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allOf,
  anyOf,
  isBefore,
  isSameDay,
  not,
  type PartialDate,
  parsePartialDate,
  type Truth,
} from "#kernel";
import { trialEvents } from "../model/schedule.ts";
import { parsed, scopeOf } from "../testing/expression-scope.ts";
import { compareValues } from "./compare-values.ts";
import { evaluate } from "./evaluate.ts";
import { durationUnits, type Expression, valueFunctions } from "./expression.ts";
import { functionDescription } from "./functions.ts";
import { parseExpression } from "./parse-expression.ts";
import { printSource } from "./print-source.ts";
import { dateValue } from "./value.ts";

const span = { start: 0, end: 0 };
const name = fc
  .stringMatching(/^[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}$/)
  .filter((word) => !["and", "or", "not", "in", "is", "true", "false"].includes(word));
const reference = fc.record({ form: fc.option(name), name, encounter: fc.option(name) }).map(
  (one): Extract<Expression, { kind: "reference" }> => ({
    kind: "reference",
    ...(one.form === null ? {} : { form: one.form }),
    name: one.name,
    ...(one.encounter === null ? {} : { encounter: one.encounter }),
    span,
  }),
);
const partialDate = fc
  .tuple(
    fc.integer({ min: 1900, max: 2100 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .chain(([year, month, day]) => {
    const two = (number: number): string => String(number).padStart(2, "0");
    return fc.constantFrom(`${year}`, `${year}-${two(month)}`, `${year}-${two(month)}-${two(day)}`);
  })
  .map((text) => text as PartialDate);
const number = fc.oneof(fc.nat(1000), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
const literal = fc
  .oneof(number, fc.string(), fc.boolean())
  .map((value) => ({ kind: "literal" as const, value, span }));

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const any = tie("expression");
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      literal,
      reference,
      partialDate.map((date) => ({ kind: "date" as const, date, span })),
      name.map((id) => ({ kind: "parameter" as const, id, span })),
      fc.constantFrom(...trialEvents).map((event) => ({ kind: "event-date" as const, event, span })),
      name.map((encounter) => ({ kind: "visit-date" as const, encounter, span })),
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        operands: fc.array(any, { minLength: 2, maxLength: 4 }),
        span: fc.constant(span),
      }),
      fc.record({
        kind: fc.constantFrom("not" as const, "negation" as const),
        operand: any,
        span: fc.constant(span),
      }),
      fc.record({
        kind: fc.constant("comparison" as const),
        operator: fc.constantFrom(
          "=" as const,
          "!=" as const,
          "<" as const,
          "<=" as const,
          ">" as const,
          ">=" as const,
        ),
        left: any,
        right: any,
        span: fc.constant(span),
      }),
      fc.record({
        kind: fc.constant("arithmetic" as const),
        operator: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const),
        left: any,
        right: any,
        span: fc.constant(span),
      }),
      fc.record({
        kind: fc.constant("in" as const),
        operand: any,
        values: fc.array(
          fc
            .oneof(
              number,
              number.map((value) => 0 - value),
              fc.string(),
            )
            .map((value) => ({
              kind: "literal" as const,
              value,
              span,
            })),
          { minLength: 1, maxLength: 3 },
        ),
        span: fc.constant(span),
      }),
      fc.record({
        kind: fc.constant("presence" as const),
        operand: any,
        is: fc.constantFrom("known" as const, "missing" as const),
        span: fc.constant(span),
      }),
      fc.record({
        kind: fc.constant("duration" as const),
        amount: any,
        unit: fc.constantFrom(...durationUnits),
        span: fc.constant(span),
      }),
      fc.constantFrom(...valueFunctions).chain((called) => {
        const { fewest, most } = functionDescription(called);
        return fc
          .array(any, { minLength: fewest, maxLength: Math.min(most, fewest + 2) })
          .map((operands) => ({ kind: "call" as const, function: called, arguments: operands, span }));
      }),
      fc.record({
        kind: fc.constant("rows" as const),
        function: fc.constantFrom("any" as const, "all" as const, "count" as const, "max-of" as const),
        over: reference,
        body: any,
        span: fc.constant(span),
      }),
    ) as fc.Arbitrary<Expression>,
  };
});

/** The expression without places, which text and tree do not share. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "span")
      .map(([key, inner]) => [key, bare(inner)]),
  );
}

describe("the text of an expression", () => {
  test("reads back to the same expression", () => {
    fc.assert(
      fc.property(expression, (one) => {
        const read = parseExpression(printSource(one));
        expect(read.ok ? bare(read.value) : read.error).toEqual(bare(one));
      }),
      { numRuns: 1_000 },
    );
  });

  const pieces = fc.constantFrom(
    "and",
    "or",
    "not",
    "in",
    "is",
    "known",
    "missing",
    "(",
    ")",
    ",",
    "'",
    "'a'",
    "5",
    "days",
    "@2026",
    "@",
    "$p",
    "a",
    "f.a",
    "f.a@v",
    "=",
    "!=",
    "<=",
    "+",
    "-",
    "*",
    "/",
    "any(",
    "age(",
    "date-of('consent')",
    ".",
    "\n",
    "é",
    "!",
  );
  test("whatever it is, a fault points inside it and evaluation gives a result", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 15 }).map((words) => words.join(" ")),
        ),
        (source) => {
          const read = parseExpression(source);
          if (!read.ok) {
            expect(read.error.span.start).toBeGreaterThanOrEqual(0);
            expect(read.error.span.start).toBeLessThanOrEqual(read.error.span.end);
            expect(read.error.span.end).toBeLessThanOrEqual(source.length);
            expect(read.error.message).not.toBe("");
            return;
          }
          expect(["value", "unknown", "failed"]).toContain(evaluate(read.value, scopeOf({})).kind);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("any expression evaluates to a result on any values", () => {
    const value = fc.oneof(
      fc.double(),
      fc.string(),
      fc.boolean(),
      fc.array(fc.string()),
      partialDate.map(dateValue),
      fc.constant({ kind: "time" as const, text: "x" }),
    );
    fc.assert(
      fc.property(expression, fc.array(value, { minLength: 1 }), (one, values) => {
        let turn = 0;
        const scope = {
          ...scopeOf({ today: "2026-11-20" }),
          lookUp: () => ({ value: values[turn++ % values.length] as never }),
          rowsOf: () => [scopeOf({}), scopeOf({ values: { a: 1 } })],
          parameter: () => values[turn++ % values.length] as never,
        };
        expect(["value", "unknown", "failed"]).toContain(evaluate(one, scope).kind);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("three-valued logic", () => {
  type Logic =
    | { readonly kind: "atom"; readonly index: number }
    | { readonly kind: "not"; readonly of: Logic }
    | { readonly kind: "and" | "or"; readonly of: readonly Logic[] };
  const { logic } = fc.letrec<{ logic: Logic }>((tie) => ({
    logic: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.nat(3).map((index) => ({ kind: "atom" as const, index })),
      tie("logic").map((of) => ({ kind: "not" as const, of })),
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        of: fc.array(tie("logic"), { minLength: 2, maxLength: 3 }),
      }),
    ) as fc.Arbitrary<Logic>,
  }));
  const truth = fc.constantFrom<Truth>(true, false, "unknown");
  const truths = fc.tuple(truth, truth, truth, truth);

  function source(one: Logic): string {
    if (one.kind === "atom") return `x${one.index}`;
    if (one.kind === "not") return `not (${source(one.of)})`;
    return one.of.map((part) => `(${source(part)})`).join(` ${one.kind} `);
  }

  /** By the tables of Kleene, without the evaluator. */
  function bruteForce(one: Logic, values: readonly Truth[]): Truth {
    if (one.kind === "atom") return values[one.index] as Truth;
    if (one.kind === "not") return not(bruteForce(one.of, values));
    const parts = one.of.map((part) => bruteForce(part, values));
    return one.kind === "and" ? allOf(parts) : anyOf(parts);
  }

  function truthOf(text: string, values: readonly Truth[]): Truth {
    const known = values
      .map((value, index) => [`x${index}`, value] as const)
      .filter(([, value]) => value !== "unknown");
    const evaluation = evaluate(parsed(text), scopeOf({ values: Object.fromEntries(known) as never }));
    return evaluation.kind === "value" ? (evaluation.value as boolean) : "unknown";
  }

  test("is Kleene's", () => {
    fc.assert(
      fc.property(logic, truths, (one, values) => {
        expect(truthOf(source(one), values)).toBe(bruteForce(one, values));
      }),
      { numRuns: 1_000 },
    );
  });

  test("obeys De Morgan", () => {
    fc.assert(
      fc.property(logic, logic, truths, (a, b, values) => {
        const [left, right] = [source(a), source(b)];
        expect(truthOf(`not ((${left}) and (${right}))`, values)).toBe(
          truthOf(`not (${left}) or not (${right})`, values),
        );
      }),
    );
  });

  test("a definite answer never changes when something unknown becomes known", () => {
    fc.assert(
      fc.property(
        logic,
        truths,
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
        (one, values, fill) => {
          const before = truthOf(source(one), values);
          const filled = values.map((value, index) =>
            value === "unknown" ? (fill[index] as boolean) : value,
          );
          const after = truthOf(source(one), filled);
          expect(after).not.toBe("unknown");
          if (before !== "unknown") expect(after).toBe(before);
        },
      ),
    );
  });
});

describe("dates", () => {
  test("known in part compare as the kernel compares them", () => {
    fc.assert(
      fc.property(partialDate, partialDate, (a, b) => {
        const [left, right] = [dateValue(a), dateValue(b)];
        expect(compareValues("<", left, right)).toBe(isBefore(a, b));
        expect(compareValues(">", left, right)).toBe(isBefore(b, a));
        expect(compareValues("<=", left, right)).toBe(not(isBefore(b, a)));
        expect(compareValues(">=", left, right)).toBe(not(isBefore(a, b)));
        expect(compareValues("=", left, right)).toBe(isSameDay(a, b));
        expect(compareValues("!=", left, right)).toBe(not(isSameDay(a, b)));
      }),
      { numRuns: 1_000 },
    );
  });

  test("an answer about a date known in part holds for each of its days", () => {
    fc.assert(
      fc.property(partialDate, partialDate, fc.integer({ min: 0, max: 40 }), (a, b, years) => {
        const ask = (date: string): unknown => {
          const result = evaluate(parsed(`age(@${date}, @${b}) >= ${years}`), scopeOf({}));
          return result.kind === "value" ? result.value : "unknown";
        };
        const answer = ask(a);
        expect([true, false, "unknown"]).toContain(answer);
        const { first, last } = dateValue(a);
        if (answer !== "unknown") expect([ask(first), ask(last)]).toEqual([answer, answer]);
        expect(parsePartialDate(first).ok).toBe(true);
      }),
    );
  });
});
