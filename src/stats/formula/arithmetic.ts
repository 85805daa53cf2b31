import { type Column, isText } from "./data-table.ts";
import { expressionText } from "./expression-text.ts";
import type { Expression } from "./syntax.ts";

/** The value of an expression in one row; NaN where it has none. */
export type RowValue = (row: number) => number;

export type Compiled = { readonly value: RowValue } | { readonly refused: string };

const functions: Readonly<Record<string, (x: number) => number>> = {
  I: (x) => x,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  exp: Math.exp,
  expm1: Math.expm1,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
};

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
};

/** Makes the arithmetic of an expression over numeric columns, or says what stands in its way. */
export function compileArithmetic(
  expression: Expression,
  column: (name: string) => Column | undefined,
): Compiled {
  switch (expression.kind) {
    case "number":
      return { value: () => expression.value };
    case "name":
      return columnValue(expression.name, column(expression.name));
    case "group":
      return compileArithmetic(expression.of, column);
    case "negative":
      return mapped([expression.of], ([a = Number.NaN]) => -a, column);
    case "operation": {
      const operate = operators[expression.operator];
      if (operate === undefined) return { refused: `expected + - * / or ^ in ${expressionText(expression)}` };
      return mapped(
        [expression.left, expression.right],
        ([a = Number.NaN, b = Number.NaN]) => operate(a, b),
        column,
      );
    }
    case "call": {
      const map = Object.hasOwn(functions, expression.name) ? functions[expression.name] : undefined;
      if (map === undefined || expression.arguments.length !== 1)
        return {
          refused: `expected factor or one of ${Object.keys(functions).join(", ")} with one argument, got ${expressionText(expression)}`,
        };
      return mapped(expression.arguments, ([a = Number.NaN]) => map(a), column);
    }
  }
}

function columnValue(name: string, column: Column | undefined): Compiled {
  if (column === undefined) return { refused: `expected a column of the data, got "${name}"` };
  if (isText(column)) return { refused: `expected a column of numbers, got text in "${name}"` };
  return { value: (row) => Number(column[row] ?? Number.NaN) };
}

function mapped(
  parts: readonly Expression[],
  map: (values: readonly number[]) => number,
  column: (name: string) => Column | undefined,
): Compiled {
  const values: RowValue[] = [];
  for (const part of parts) {
    const compiled = compileArithmetic(part, column);
    if ("refused" in compiled) return compiled;
    values.push(compiled.value);
  }
  return { value: (row) => map(values.map((value) => value(row))) };
}
