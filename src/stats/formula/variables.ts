import type { InputIssue } from "#kernel";
import { compileArithmetic, type RowValue } from "./arithmetic.ts";
import { type Column, type DataTable, isMissing, isText, sortedLevels } from "./data-table.ts";
import { namesIn } from "./expression-text.ts";
import type { Expression } from "./syntax.ts";
import type { Formula } from "./terms.ts";

/** A variable of a formula over a table: numbers, or a factor whose levels stand in their order. */
export type Variable = {
  readonly label: string;
  /** The columns it reads. */
  readonly columns: readonly string[];
} & (
  | { readonly kind: "numeric"; readonly value: RowValue }
  | { readonly kind: "factor"; readonly levels: readonly string[]; readonly level: (row: number) => number }
);

/** The order of the levels of columns of text; a column of numbers named here is taken as a factor. */
export type LevelOrders = Readonly<Record<string, readonly string[]>>;

/** What a variable's values are, before it is known which rows count. */
export type UnleveledVariable = {
  readonly label: string;
  readonly columns: readonly string[];
  readonly expression: Expression;
  /** The column of a factor. */
  readonly factor: Column | undefined;
  readonly isMissingAt: (row: number) => boolean;
};

/** Binds the variables of a formula to columns; what cannot be bound goes to `issues`. */
export function bindVariables(
  formula: Formula,
  table: DataTable,
  levels: LevelOrders,
  issues: InputIssue[],
): readonly UnleveledVariable[] {
  return formula.variables.flatMap(({ label, expression }) => {
    const bound = bind(label, expression, table, levels);
    if ("refused" in bound) issues.push({ path: "formula", message: bound.refused });
    return "refused" in bound ? [] : [bound];
  });
}

function bind(
  label: string,
  expression: Expression,
  table: DataTable,
  levels: LevelOrders,
): UnleveledVariable | { readonly refused: string } {
  const columns = namesIn(expression);
  const name = factorName(expression, table, levels);
  if (name !== undefined) {
    const factor = table.get(name);
    if (factor === undefined) return { refused: `expected a column of the data, got "${name}"` };
    return { label, columns, expression, factor, isMissingAt: (row) => isMissing(factor[row]) };
  }
  const compiled = compileArithmetic(expression, (column) => table.get(column));
  if ("refused" in compiled) return compiled;
  const { value } = compiled;
  return { label, columns, expression, factor: undefined, isMissingAt: (row) => Number.isNaN(value(row)) };
}

/** The column that is to be a factor, if the expression is one: `factor(x)`, or a name of text or with levels of its own. */
function factorName(expression: Expression, table: DataTable, levels: LevelOrders): string | undefined {
  const argument =
    expression.kind === "call" && /^(as\.)?factor$/.test(expression.name)
      ? expression.arguments[0]
      : undefined;
  if (argument?.kind === "name") return argument.name;
  if (expression.kind !== "name") return undefined;
  const column = table.get(expression.name);
  const categorical = column !== undefined && (isText(column) || levels[expression.name] !== undefined);
  return categorical ? expression.name : undefined;
}

/** The levels of factors that occur in `rows`, in the order asked for or sorted. */
export function levelVariable(
  unleveled: UnleveledVariable,
  rows: readonly number[],
  orders: LevelOrders,
): Variable {
  const { label, columns, expression, factor } = unleveled;
  if (factor === undefined) return numericVariable(label, columns, expression, new Map());
  const found = sortedLevels(factor, rows);
  const order = orders[columns[0] ?? ""];
  const levels =
    order === undefined
      ? found
      : [...order.filter((level) => found.includes(level)), ...found.filter((l) => !order.includes(l))];
  return factorVariable(label, columns, levels, factor);
}

/** The same variable over another table. */
export function rebind(variable: Variable, expression: Expression, table: DataTable): Variable {
  if (variable.kind === "numeric")
    return numericVariable(variable.label, variable.columns, expression, table);
  const column = table.get(variable.columns[0] ?? "") ?? [];
  return factorVariable(variable.label, variable.columns, variable.levels, column);
}

function numericVariable(
  label: string,
  columns: readonly string[],
  expression: Expression,
  table: DataTable,
): Variable {
  const compiled = compileArithmetic(expression, (name) => table.get(name));
  const value = "value" in compiled ? compiled.value : () => Number.NaN;
  return { label, columns, kind: "numeric", value };
}

function factorVariable(
  label: string,
  columns: readonly string[],
  levels: readonly string[],
  column: Column,
): Variable {
  const indices = new Map(levels.map((level, index) => [level, index]));
  const level = (row: number): number => indices.get(String(column[row])) ?? -1;
  return { label, columns, kind: "factor", levels, level };
}
