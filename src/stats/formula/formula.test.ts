import { describe, expect, it } from "vitest";
import { type DataTable, tableFromText } from "./data-table.ts";
import { type Design, type ModelMatrixOptions, modelMatrix } from "./model-matrix.ts";
import { parseFormula, termLabel } from "./terms.ts";

const table: DataTable = new Map<string, readonly (string | number | null)[]>([
  ["y", [1, 2, null, 4, 5]],
  ["arm", ["B", "A", "A", null, "B"]],
  ["dose", [10, 2, 2, 10, Number.NaN]],
  ["id", ["a", "b", "c", "d", "e"]],
]);

function labels(text: string): readonly string[] {
  const formula = parseFormula(text);
  if (!formula.ok) throw new Error(JSON.stringify(formula.error));
  const terms = formula.value.terms.map((term) => termLabel(formula.value, term));
  return formula.value.intercept ? ["1", ...terms] : terms;
}

function design(text: string, data = table, options: ModelMatrixOptions = {}): Design {
  const formula = parseFormula(text);
  if (!formula.ok) throw new Error(JSON.stringify(formula.error));
  const made = modelMatrix(formula.value, data, options);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

function refusal(text: string): string {
  const formula = parseFormula(text);
  const result = formula.ok ? modelMatrix(formula.value, table) : formula;
  return result.ok ? "" : result.error.issues.map(({ message }) => message).join("; ");
}

describe("a formula", () => {
  it("names each product once, main effects first, in the order in which they were written", () => {
    expect(labels("y ~ b:a + a * b * c - a:b:c")).toEqual(["1", "a", "b", "c", "b:a", "a:c", "b:c"]);
    expect(labels("y ~ (a + b)^2 + a %in% b - 1")).toEqual(["a", "b", "a:b"]);
    expect(labels("y ~ (a + b) / c")).toEqual(["1", "a", "b", "a:b:c"]);
    expect(labels("~ 0 + a + 1 + offset(log(n))")).toEqual(["1", "a"]);
  });

  it("that cannot be read is refused with the place and with what was expected there", () => {
    expect(refusal("y ~ a + ")).toContain("expected a variable at character 9, got the end");
    expect(refusal("y ~ (a + b")).toContain('expected ")" at character 11');
    expect(refusal("y a")).toContain('expected "~" at character 3, got "a"');
    expect(refusal("y ~ a # b")).toContain('at character 7, got "#"');
    expect(refusal("y ~ a + 2")).toContain("expected 0 or 1 at character 9, got 2");
    expect(refusal("y ~ a^b")).toContain('expected a whole number from 1 after "^" at character 7');
    expect(refusal("y ~ (1 | id)")).toContain('got "|"');
    expect(refusal("y ~ nothing")).toContain('expected a column of the data, got "nothing"');
    expect(refusal("arm ~ dose")).toContain('got text in "arm"');
    expect(refusal("y ~ constructor(dose)")).toContain("expected factor or one of I, log");
    expect(refusal("y ~ a ~ b")).toContain("expected the end of the formula or an operator");
  });
});

describe("the rows of a design", () => {
  it("are those in which nothing is missing, and the others are counted", () => {
    const made = design("y ~ arm");
    expect(made.rows).toEqual([0, 1, 4]);
    expect(made.leftOut).toBe(2);
    expect(made.response).toEqual(Float64Array.of(1, 2, 5));
    expect(design("y ~ arm", table, { required: ["dose"] }).rows).toEqual([0, 1]);
  });

  it("take the levels in the caller's order, drop those that do not occur, and sort numbers by size", () => {
    expect(design("y ~ arm").names).toEqual(["(Intercept)", "armB"]);
    expect(design("y ~ arm", table, { levels: { arm: ["C", "B", "A"] } }).names).toEqual([
      "(Intercept)",
      "armA",
    ]);
    expect(design("~ factor(dose)").names).toEqual(["(Intercept)", "factor(dose)10"]);
    expect(design("~ dose", table, { levels: { dose: ["10"] } }).names).toEqual(["(Intercept)", "dose2"]);
  });

  it("of other data come in the same columns, and a level that was not there is not a number", () => {
    const { encode } = design("y ~ arm + log(dose)");
    const other = new Map<string, readonly (string | number)[]>([
      ["arm", ["B", "C"]],
      ["dose", [1, 1]],
    ]);
    expect([...encode(other).values]).toEqual([1, 1, 0, 1, Number.NaN, 0]);
  });

  it("that are not finite or not of one length are refused", () => {
    const infinite = new Map([["x", [0, 1]]]);
    const formula = parseFormula("~ log(x)");
    expect(formula.ok && modelMatrix(formula.value, infinite)).toMatchObject({
      error: { issues: [{ message: "expected a finite number in row 1, got -Infinity" }] },
    });
    const uneven = new Map([
      ["x", [0, 1]],
      ["z", [1]],
    ]);
    expect(formula.ok && modelMatrix(formula.value, uneven)).toMatchObject({
      error: { issues: [{ path: "data.z" }] },
    });
  });

  it("of text are numbers where every cell is one, unless they are labels", () => {
    const cells = new Map([
      ["x", ["1", "NA", "2.5"]],
      ["site", ["1", "", "2"]],
    ]);
    expect([...tableFromText(cells, ["site"])]).toEqual([
      ["x", [1, null, 2.5]],
      ["site", ["1", null, "2"]],
    ]);
  });
});
