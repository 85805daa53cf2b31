import { describe, expect, test } from "vitest";
import type { Expression } from "./expression.ts";
import type { ExpressionFault } from "./expression-fault.ts";
import { parseExpression } from "./parse-expression.ts";
import { printSource } from "./print-source.ts";

/**
 * The line of the expression that holds the fault, a row of carets under the place, and the message:
 *
 *     age >= 'x'
 *            ^^^ expected a number, got text
 */
function shown(source: string, fault: ExpressionFault): string {
  const start = Math.min(fault.span.start, source.length);
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = source.indexOf("\n", start);
  const line = source.slice(lineStart, lineEnd < 0 ? source.length : lineEnd);
  const width = Math.max(1, Math.min(fault.span.end, lineStart + line.length) - start);
  return `${line}\n${" ".repeat(start - lineStart)}${"^".repeat(width)} ${fault.message}`;
}

function parse(source: string): Expression {
  const result = parseExpression(source);
  if (!result.ok) throw new Error(shown(source, result.error));
  return result.value;
}

/** The fault as a person sees it. */
function faultOf(source: string): string {
  const result = parseExpression(source);
  return result.ok ? "no fault" : shown(source, result.error);
}

describe("names", () => {
  test("a kebab-case name is one name", () => {
    expect(parse("a-b")).toEqual({ kind: "reference", name: "a-b", span: { start: 0, end: 3 } });
  });

  test("a reference names its form and its encounter", () => {
    expect(parse("caps-5.total@visit-3")).toMatchObject({
      kind: "reference",
      form: "caps-5",
      name: "total",
      encounter: "visit-3",
    });
  });

  test("behind the dot and the at sign a name may begin with a digit", () => {
    expect(parse("lab.5-ht@12-months")).toMatchObject({ form: "lab", name: "5-ht", encounter: "12-months" });
  });

  test("a word of the language may be part of a name", () => {
    expect(printSource(parse("and-more or is-known"))).toBe("and-more or is-known");
  });
});

describe("precedence", () => {
  const readings: readonly (readonly [string, string])[] = [
    ["a or b and c", "a or (b and c)"],
    ["not a and b", "(not a) and b"],
    ["not a = b", "not (a = b)"],
    ["a + b * c", "a + (b * c)"],
    ["a - b - c", "(a - b) - c"],
    ["-a * b", "(-a) * b"],
    ["a + 5 days < b", "(a + (5 days)) < b"],
    ["not x in ('a')", "not (x in ('a'))"],
    ["a is missing and b", "(a is missing) and b"],
  ];
  test.each(readings)("%s is read as %s", (source, grouped) => {
    expect(printSource(parse(source))).toBe(printSource(parse(grouped)));
  });

  test("only the parentheses that change the meaning are printed", () => {
    expect(printSource(parse("((a or b)) and ((c) = (d + 1))"))).toBe("(a or b) and c = d + 1");
    expect(printSource(parse("a - (b - c)"))).toBe("a - (b - c)");
  });
});

describe("literals", () => {
  test("a quote inside a text is doubled", () => {
    expect(parse("'don''t'")).toMatchObject({ kind: "literal", value: "don't" });
  });

  test("a date may be known to the month or the year", () => {
    expect(parse("@2026-11")).toMatchObject({ kind: "date", date: "2026-11" });
    expect(parse("@2026")).toMatchObject({ kind: "date", date: "2026" });
  });

  test("one day and five days are both durations in days", () => {
    expect(parse("1 day")).toMatchObject({ kind: "duration", unit: "days" });
    expect(parse("$washout days")).toMatchObject({ kind: "duration", amount: { kind: "parameter" } });
  });
});

describe("faults point at their place", () => {
  test.each([
    ["age >=", "age >=\n      ^ expected a value, got the end"],
    ["a and (b or c", 'a and (b or c\n             ^ expected ")" to close the parenthesis, got the end'],
    ["1 < x < 5", "1 < x < 5\n      ^ comparisons do not chain: write 1 < x and x < 5"],
    ["a -b", "a -b\n  ^ put a space on both sides of a minus: names may hold hyphens"],
    ["x is not missing", 'x is not missing\n     ^^^ expected known or missing after is, got "not"'],
    ["a = 'open", "a = 'open\n    ^^^^^ this text has no closing quote"],
    ["a b", 'a b\n  ^ cannot read on at "b": expected an operator (and, or, =, +) or the end'],
    ["agee(birth)", "agee(birth)\n^^^^ there is no function agee; did you mean age?"],
    ["round()", "round()\n^^^^^^^ round got 0 arguments; it is round(x, decimals) → number"],
    [
      "@2026-02-30 < x",
      '@2026-02-30 < x\n^^^^^^^^^^^ expected a date, a month or a year (2026-11-20, 2026-11, 2026), got "2026-02-30"',
    ],
    ["a ; b", 'a ; b\n  ^ cannot read ";" here'],
    ["x in (a)", "x in (a)\n      ^ a list holds texts in quotes or numbers: in ('a', 'b')"],
    [
      "date-of('birth') < today()",
      "date-of('birth') < today()\n        ^^^^^^^ there is no event 'birth'; there are first-contact, consent, enrollment, randomization, first-dose, last-dose, withdrawal",
    ],
    ["a = 1 and\nb = = 2", 'b = = 2\n    ^ expected a value, got "="'],
  ])("%s", (source, rendered) => {
    expect(faultOf(source)).toBe(rendered);
  });

  test("a number that runs into a word asks for a space", () => {
    expect(faultOf("x + 5days")).toContain("a unit or a minus stands behind a space");
  });

  test("nothing at all is a fault", () => {
    expect(faultOf("  ")).toContain("is empty");
  });
});

describe("hostile text", () => {
  test("nesting a thousand deep is a fault and not a crash", () => {
    expect(faultOf(`${"(".repeat(1000)}a${")".repeat(1000)}`)).toContain("nested deeper than 100 levels");
    expect(faultOf(`${"not ".repeat(1000)}a`)).toContain("nested deeper than 100 levels");
    expect(faultOf(`${"-".repeat(1000)}a`)).toContain("nested deeper than 100 levels");
  });

  test("a very long text is a fault before it is read", () => {
    expect(faultOf("a + ".repeat(50_000))).toContain("at most 20000 characters");
    expect(faultOf(`a${" + a".repeat(3_000)}`)).toContain("at most 2000 words and signs");
  });
});
