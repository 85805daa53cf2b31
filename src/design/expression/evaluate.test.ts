import { describe, expect, test } from "vitest";
import { day, parsed, scopeOf, type TestNames } from "../testing/expression-scope.ts";
import { evaluate } from "./evaluate.ts";
import { type ExpressionValue, partialDateOf } from "./value.ts";

/** The value (dates as text), `unknown: what lacks and why`, or `failed: why`. */
function outcome(source: string, names: TestNames = {}): unknown {
  const evaluation = evaluate(parsed(source), scopeOf(names));
  switch (evaluation.kind) {
    case "value":
      return shown(evaluation.value);
    case "unknown":
      return `unknown: ${evaluation.missing.map(({ what, because }) => `${what} (${because})`).join(", ")}`;
    case "failed":
      return `failed: ${evaluation.because}, ${evaluation.message}`;
  }
}

function shown(value: ExpressionValue): unknown {
  if (typeof value !== "object" || !("kind" in value)) return value;
  return value.kind === "date" ? (partialDateOf(value) ?? `${value.first}…${value.last}`) : value;
}

describe("missing values", () => {
  const names: TestNames = { values: { a: 5, refused: { absent: "refused" }, yes: true, no: false } };

  test("a comparison with a missing value is unknown and says what is missing", () => {
    expect(outcome("b > 3", names)).toBe("unknown: b (not-entered)");
    expect(outcome("refused = 1", names)).toBe("unknown: refused (refused)");
  });

  test("a missing value does not matter where another decides", () => {
    expect(outcome("no and b > 3", names)).toBe(false);
    expect(outcome("b > 3 or yes", names)).toBe(true);
    expect(outcome("b > 3 and yes", names)).toBe("unknown: b (not-entered)");
  });

  test("any null flavor is missing, a value is known", () => {
    expect(outcome("refused is missing", names)).toBe(true);
    expect(outcome("b is missing", names)).toBe(true);
    expect(outcome("a is known", names)).toBe(true);
    expect(outcome("not (a is missing)", names)).toBe(true);
  });

  test("only what was left open is listed as missing", () => {
    expect(outcome("(b > 1 or yes) and c > 1", names)).toBe("unknown: c (not-entered)");
  });

  test("arithmetic without a result is unknown", () => {
    expect(outcome("a / (a - 5) > 1", names)).toBe("unknown: a / (a - 5) (no-result)");
  });

  test("coalesce gives the first known value, count-known their number", () => {
    expect(outcome("coalesce(b, refused, a)", names)).toBe(5);
    expect(outcome("coalesce(b, c)", names)).toBe("unknown: b (not-entered), c (not-entered)");
    expect(outcome("count-known(a, b, refused)", names)).toBe(1);
  });

  test("a choice by an unknown condition is unknown", () => {
    expect(outcome("if(b > 1, 1, 2)", names)).toBe("unknown: b (not-entered)");
    expect(outcome("if(yes, 1, b)", names)).toBe(1);
  });
});

describe("numbers", () => {
  test.each([
    ["1 + 2 * 3", 7],
    ["-2 - -3", 1],
    ["10 / 4", 2.5],
    ["min(3, 1, 2)", 1],
    ["max(3, 1, 2)", 3],
    ["sum(1, 2, 3)", 6],
    ["mean(1, 2, 6)", 3],
    ["abs(-2.5)", 2.5],
    ["round(2.5)", 3],
    ["round(-2.5)", -3],
    ["round(1.005, 2)", 1.01],
    ["round(0.5 - 0.9)", 0],
    ["square-root(2.25)", 1.5],
    ["square-root(0 - 1)", "unknown: square-root(0 - 1) (no-result)"],
    ["round(400 / cube-root(60 / 75))", 431],
    ["3 in (1, 2, 3)", true],
    ["-3 in (-3)", true],
  ])("%s is %s", (source, value) => {
    expect(outcome(source)).toBe(value);
  });

  test("a sum, a mean or a minimum with a missing part is missing", () => {
    for (const name of ["sum", "mean", "min", "max"]) {
      expect(outcome(`${name}(1, b)`)).toBe("unknown: b (not-entered)");
    }
  });
});

describe("codes", () => {
  const names: TestNames = { values: { class: "maoi", races: ["white", "asian"] } };
  test("one code is compared, several are asked for one by one", () => {
    expect(outcome("class = 'maoi'", names)).toBe(true);
    expect(outcome("class in ('ssri', 'snri')", names)).toBe(false);
    expect(outcome("contains(races, 'asian')", names)).toBe(true);
    expect(outcome("contains(races, 'black')", names)).toBe(false);
  });
});

describe("dates", () => {
  const names: TestNames = {
    today: "2026-11-20",
    values: {
      birth: day("1990-11-21"),
      "birth-year": day("1990"),
      stop: day("2026-10"),
      taken: { kind: "time", text: "21:40" },
      dose: { kind: "date-time", at: "2026-11-20T09:00:00.000Z" as never },
      effect: { kind: "date-time", at: "2026-11-20T09:45:00.000Z" as never },
    },
    events: { consent: "2026-09-30" },
    visits: { "visit-3": "2026-10-31" },
    parameters: { washout: 20 },
  };

  test("an age is counted in completed years", () => {
    expect(outcome("age(birth, today())", names)).toBe(35);
    expect(outcome("age(birth)", names)).toBe(35);
    expect(outcome("age(birth, @2026-11-21)", names)).toBe(36);
  });

  test("a birth year is enough where it decides", () => {
    expect(outcome("age(birth-year) >= 18", names)).toBe(true);
    expect(outcome("age(birth-year) >= 36", names)).toBe("unknown: birth-year (part)");
    expect(outcome("age(birth-year)", names)).toBe("unknown: birth-year (part)");
  });

  test("partial dates compare by the days that they may be", () => {
    expect(outcome("stop < @2026-11-01", names)).toBe(true);
    expect(outcome("stop < @2026-10-15", names)).toBe("unknown: stop (part)");
    expect(outcome("stop <= today() - 20 days", names)).toBe(true);
    expect(outcome("stop <= today() - $washout days", names)).toBe(true);
    expect(outcome("stop = @2026-10", names)).toBe("unknown: stop (part), @2026-10 (part)");
    expect(outcome("stop = @2026-12", names)).toBe(false);
    expect(outcome("stop + 1 month", names)).toBe("2026-11");
  });

  test("durations are added by the calendar", () => {
    expect(outcome("@2026-01-31 + 1 month")).toBe("2026-02-28");
    expect(outcome("@2024-02-29 + 1 year")).toBe("2025-02-28");
    expect(outcome("2 weeks + @2026-11-20")).toBe("2026-12-04");
    expect(outcome("@2026-11-20 - 1 day")).toBe("2026-11-19");
    expect(outcome("@2026-11-20 + 12.5 days")).toBe("2026-12-03");
  });

  test("days, months and years lie between dates", () => {
    expect(outcome("days-between(date-of('consent'), date-of-visit('visit-3'))", names)).toBe(31);
    expect(outcome("months-between(@2026-01-31, @2026-02-28)")).toBe(1);
    expect(outcome("months-between(@2026-01-15, @2026-03-14)")).toBe(1);
    expect(outcome("years-between(@2024-02-29, @2025-02-28)")).toBe(0);
    expect(outcome("date-of('enrollment') < today()", names)).toBe(
      "unknown: date-of('enrollment') (not-entered)",
    );
  });

  test("the latest of partial dates is known as far as it can be", () => {
    expect(outcome("max(stop, @2026-10-15)", names)).toBe("2026-10-15…2026-10-31");
    expect(outcome("max(stop, @2026-12-01)", names)).toBe("2026-12-01");
  });

  test("a time of day is compared with one in quotes", () => {
    expect(outcome("taken >= '21:30'", names)).toBe(true);
    expect(outcome("taken < '21:40:00'", names)).toBe(false);
  });

  test("moments are compared and moved by minutes and hours", () => {
    expect(outcome("effect <= dose + 90 minutes", names)).toBe(true);
    expect(outcome("effect > dose + 1 hour", names)).toBe(false);
    expect(outcome("minutes-between(dose, effect)", names)).toBe(45);
  });

  test("a date beyond the calendar is unknown, not a crash", () => {
    expect(outcome("@2026-11-20 + 1e300 days")).toContain("no-result");
    expect(outcome("@2026-11-20 - 5000 years")).toContain("no-result");
    expect(outcome("@9999-12-31 + 1 day")).toContain("no-result");
    expect(outcome("@2026-11-20 + 98765 months")).toContain("no-result");
  });
});

describe("rows", () => {
  const names: TestNames = {
    values: { limit: 3 },
    rows: {
      medication: [
        { values: { class: "ssri", dose: 50, stop: day("2026-10") } },
        { values: { class: "maoi", dose: 2 } },
      ],
      empty: [],
    },
  };

  test("inside a row bare names are the row's, and fall back on what is around", () => {
    expect(outcome("any(medication, class = 'maoi' and dose < limit)", names)).toBe(true);
    expect(outcome("all(medication, dose < limit)", names)).toBe(false);
  });

  test("a row that lacks a value leaves the question open unless another row decides", () => {
    expect(outcome("any(medication, stop > @2027)", names)).toBe("unknown: medication[2].stop (not-entered)");
    expect(outcome("any(medication, stop < @2027 or class = 'x')", names)).toBe(true);
  });

  test("rows are counted, and an open row leaves only a range", () => {
    expect(outcome("count(medication)", names)).toBe(2);
    expect(outcome("count(medication, dose > 10)", names)).toBe(1);
    expect(outcome("count(medication, stop < @2027) >= 1", names)).toBe(true);
    expect(outcome("count(medication, stop < @2027) >= 2", names)).toBe(
      "unknown: medication[2].stop (not-entered)",
    );
  });

  test("the largest of all rows needs a row", () => {
    expect(outcome("max-of(medication, dose)", names)).toBe(50);
    expect(outcome("min-of(medication, dose)", names)).toBe(2);
    expect(outcome("max-of(empty, dose)", names)).toBe("unknown: empty (not-entered)");
  });

  test("no rows is an answer, a group never opened is none", () => {
    expect(outcome("any(empty, dose > 1)", names)).toBe(false);
    expect(outcome("all(empty, dose > 1)", names)).toBe(true);
    expect(outcome("any(nothing, dose > 1)", names)).toBe("unknown: nothing (not-entered)");
  });
});

describe("what does not fit", () => {
  test("a wrong type is a result, not an exception", () => {
    expect(outcome("1 and true")).toBe("failed: type, expected true or false");
    expect(outcome("'a' + 1")).toContain("failed: type");
    expect(outcome("contains('a', 'b')")).toContain("failed: type");
    expect(outcome("today() < 5", { today: "2026-11-20" })).toContain("failed: type");
  });

  test("too many rows in rows end by the budget", () => {
    const rows = Array.from({ length: 200 }, () => ({}));
    const inner = { rows: { inner: rows } };
    const names: TestNames = { rows: { outer: Array.from({ length: 2000 }, () => inner) } };
    expect(outcome("all(outer, all(inner, 1 = 1))", names)).toContain("failed: budget");
  });

  test("a hundred thousand rows without a value are an answer, and the list of what is missing stays short", () => {
    const rows = Array.from({ length: 60_000 }, () => ({}));
    const evaluation = evaluate(
      parsed("any(outer, any(inner, x > 1)) or y > 1"),
      scopeOf({
        rows: { outer: [{ rows: { inner: rows } }] },
      }),
    );
    expect(evaluation).toMatchObject({ kind: "unknown" });
    expect("missing" in evaluation ? evaluation.missing : []).toHaveLength(100);
    expect("missing" in evaluation ? evaluation.missing[7]?.what : "").toBe("outer[1].inner[8].x");
  });

  test("an expression built too deep ends by the budget", () => {
    let expression = parsed("true");
    for (let depth = 0; depth < 100_000; depth++) {
      expression = { kind: "not", operand: expression, span: { start: 0, end: 1 } };
    }
    expect(evaluate(expression, scopeOf({}))).toMatchObject({ kind: "failed", because: "budget" });
  });
});
