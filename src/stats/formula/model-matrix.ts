import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Matrix, zeros } from "../linear/matrix.ts";
import { compileArithmetic } from "./arithmetic.ts";
import { type Coding, type Contrasts, contrastCoding, dummyCoding } from "./contrasts.ts";
import { type DataTable, isMissing, rowCount } from "./data-table.ts";
import type { Expression } from "./syntax.ts";
import { type Formula, type Term, termLabel } from "./terms.ts";
import { bindVariables, type LevelOrders, levelVariable, rebind, type Variable } from "./variables.ts";

export type ModelMatrixOptions = {
  /** The order of a factor's levels, the reference first; those left out follow, sorted. */
  readonly levels?: LevelOrders;
  /** `treatment` where it is left out. */
  readonly contrasts?: Contrasts;
  /** Columns outside of the formula without which a row does not count. */
  readonly required?: readonly string[];
};

/** A formula over the complete rows of a table. */
export type Design = {
  readonly formula: Formula;
  /** One row for each complete row of the table, one column for each coefficient. */
  readonly matrix: Matrix;
  /** The coefficients' names, as R has them: `armMDMA:visitV2`. */
  readonly names: readonly string[];
  /** The terms with their columns, the intercept with the empty label first. */
  readonly terms: readonly DesignTerm[];
  readonly variables: readonly Variable[];
  /** Of the left side; absent where the formula has none. */
  readonly response: Float64Array | undefined;
  /** The sum of the offsets; absent where there is none. */
  readonly offset: Float64Array | undefined;
  /** Which rows of the table are complete. */
  readonly rows: readonly number[];
  /** How many rows something is missing in. */
  readonly leftOut: number;
  /** The rows of another table in the same columns; NaN where a value is missing or its level unknown. */
  readonly encode: (table: DataTable) => Matrix;
};

export type DesignTerm = { readonly label: string; readonly term: Term; readonly columns: readonly number[] };

/**
 * The model matrix of a formula: contrasts for a factor whose margin is in the model and a column for each level otherwise, columns in the
 * order of the terms, a product's first factor running fastest. Rows in which anything is missing are left out and counted.
 *
 * Refuses names that are no columns, text where a number belongs, columns of other lengths, and values that are not finite.
 *
 * Chambers and Hastie (1992), Statistical Models in S, section 2.4.
 */
export function modelMatrix(
  formula: Formula,
  table: DataTable,
  { levels = {}, contrasts = "treatment", required = [] }: ModelMatrixOptions = {},
): Result<Design, InvalidInput> {
  const issues = tableIssues(table, required);
  const unleveled = bindVariables(formula, table, levels, issues);
  const response = boundNumber(formula.response, table, issues);
  const offsets = formula.offsets.map((offset) => boundNumber(offset, table, issues));
  if (issues.length > 0) return failed(invalidInput(...issues));

  const numbers = [response, ...offsets].filter((value) => value !== undefined);
  const rows = Array.from({ length: rowCount(table) }, (_, row) => row).filter(
    (row) =>
      !unleveled.some((variable) => variable.isMissingAt(row)) &&
      !numbers.some((value) => Number.isNaN(value(row))) &&
      !required.some((name) => isMissing(table.get(name)?.[row])),
  );
  const leveled = unleveled.map((variable) => levelVariable(variable, rows, levels));
  const coded = codedTerms(formula, leveled, contrasts);
  const encode = (other: DataTable, of: readonly number[]): Matrix => {
    const variables = leveled.map((variable, index) =>
      rebind(variable, unleveled[index]?.expression as Expression, other),
    );
    return encodeRows(coded, variables, of);
  };
  const matrix = encode(table, rows);
  const infinite = notFinite(matrix, coded.names, rows);
  if (infinite !== undefined) return failed(invalidInput(infinite));
  return ok({
    formula,
    matrix,
    names: coded.names,
    terms: coded.terms,
    variables: leveled,
    response: response && Float64Array.from(rows, response),
    offset:
      offsets.length === 0
        ? undefined
        : Float64Array.from(rows, (row) => offsets.reduce((sum, value) => sum + (value?.(row) ?? 0), 0)),
    rows,
    leftOut: rowCount(table) - rows.length,
    encode: (other) =>
      encode(
        other,
        Array.from({ length: rowCount(other) }, (_, row) => row),
      ),
  });
}

function tableIssues(table: DataTable, required: readonly string[]): InputIssue[] {
  const length = rowCount(table);
  const uneven = [...table].filter(([, column]) => column.length !== length);
  return [
    ...uneven.map(([name, column]) => ({
      path: `data.${name}`,
      message: `expected ${length} rows as in the first column, got ${column.length}`,
    })),
    ...required
      .filter((name) => !table.has(name))
      .map((name) => ({ path: "data", message: `expected a column "${name}", got none` })),
  ];
}

function boundNumber(
  expression: Expression | undefined,
  table: DataTable,
  issues: InputIssue[],
): ((row: number) => number) | undefined {
  if (expression === undefined) return undefined;
  const compiled = compileArithmetic(expression, (name) => table.get(name));
  if ("value" in compiled) return compiled.value;
  issues.push({ path: "formula", message: compiled.refused });
  return undefined;
}

function notFinite(
  matrix: Matrix,
  names: readonly string[],
  rows: readonly number[],
): InputIssue | undefined {
  const index = matrix.values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return undefined;
  const [row, column] = [Math.floor(index / matrix.columns), index % matrix.columns];
  return {
    path: `data.${names[column]}`,
    message: `expected a finite number in row ${(rows[row] ?? 0) + 1}, got ${matrix.values[index]}`,
  };
}

type CodedVariable = { readonly variable: number; readonly coding: Coding | undefined };

type CodedTerms = {
  readonly names: readonly string[];
  readonly terms: readonly DesignTerm[];
  /** For each column its factors: which variable, and which column of its coding. */
  readonly columns: readonly (readonly (CodedVariable & { readonly column: number })[])[];
};

function codedTerms(formula: Formula, variables: readonly Variable[], contrasts: Contrasts): CodedTerms {
  const names: string[] = [];
  const terms: DesignTerm[] = [];
  const columns: CodedTerms["columns"][number][] = [];
  let fullIsDue = !formula.intercept;
  const all = formula.intercept ? [[], ...formula.terms] : formula.terms;
  for (const term of all) {
    const coded = term.map((variable): CodedVariable => {
      const found = variables[variable];
      if (found?.kind !== "factor") return { variable, coding: undefined };
      const full = fullIsDue || !marginIsPresent(formula, term, variable);
      fullIsDue = false;
      const coding = full ? dummyCoding(found.levels) : contrastCoding(found.levels, contrasts);
      return { variable, coding };
    });
    const made = productColumns(coded);
    terms.push({
      label: termLabel(formula, term),
      term,
      columns: made.map((_, index) => names.length + index),
    });
    columns.push(...made);
    names.push(...made.map((column) => columnName(column, variables)));
  }
  return { names, terms, columns };
}

/**
 * Whether an earlier term spans the term without the variable, as R looks for it: that margin or any product that holds it. The intercept
 * counts as present, for only the first factor makes up for its absence.
 */
function marginIsPresent({ terms }: Formula, term: Term, variable: number): boolean {
  const margin = term.filter((other) => other !== variable);
  const earlier = terms.slice(0, terms.indexOf(term));
  return margin.length === 0 || earlier.some((other) => margin.every((part) => other.includes(part)));
}

function productColumns(coded: readonly CodedVariable[]): CodedTerms["columns"] {
  let made: CodedTerms["columns"] = [[]];
  for (const variable of coded) {
    const width = variable.coding?.suffixes.length ?? 1;
    made = Array.from({ length: width }, (_, column) =>
      made.map((before) => [...before, { ...variable, column }]),
    ).flat();
  }
  return made;
}

function columnName(column: CodedTerms["columns"][number], variables: readonly Variable[]): string {
  if (column.length === 0) return "(Intercept)";
  const parts = column.map(
    ({ variable, coding, column: index }) =>
      `${variables[variable]?.label ?? ""}${coding?.suffixes[index] ?? ""}`,
  );
  return parts.join(":");
}

function encodeRows(
  { columns }: CodedTerms,
  variables: readonly Variable[],
  rows: readonly number[],
): Matrix {
  const matrix = zeros(rows.length, columns.length);
  rows.forEach((row, index) => {
    const values = variables.map((variable) =>
      variable.kind === "numeric" ? variable.value(row) : variable.level(row),
    );
    columns.forEach((column, to) => {
      let product = 1;
      for (const { variable, coding, column: of } of column) {
        const value = values[variable] ?? Number.NaN;
        if (coding === undefined) product *= value;
        else product *= value < 0 ? Number.NaN : coding.value(value, of);
      }
      matrix.values[index * columns.length + to] = product;
    });
  });
  return matrix;
}
