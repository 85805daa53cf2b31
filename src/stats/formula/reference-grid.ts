import { at, type Matrix } from "../linear/matrix.ts";
import { type Column, type DataTable, isText, sortedLevels } from "./data-table.ts";
import { namesIn } from "./expression-text.ts";
import type { Design } from "./model-matrix.ts";

/** How the levels of factors that a mean is not for are weighed: each alike, or as often as they occur. */
export type MarginWeights = "equal" | "proportional";

export type MarginalMeanOptions = {
  /** The columns whose combinations of values each get a mean. */
  readonly by: readonly string[];
  /** Values of columns that are not at their mean. */
  readonly at?: Readonly<Record<string, number | string>>;
  /** `equal` where it is left out. */
  readonly weights?: MarginWeights;
};

/** A combination of values, and the weights of the coefficients that give its mean. */
export type MarginalMean = {
  readonly levels: Readonly<Record<string, string>>;
  readonly weights: Float64Array;
};

/** A column of the model: the values that its grid has, and how much each weighs in a mean over them. */
type GridColumn = {
  readonly name: string;
  readonly values: readonly (string | number)[];
  readonly shares: readonly number[];
};

/**
 * The weights of coefficients whose combinations are least squares means: predictions averaged over a grid of all levels of the factors that
 * are not in `by`, with numeric columns at their means over the complete rows. A numeric column with no more than two values counts as a factor. The first
 * of `by` runs fastest.
 *
 * Searle, Speed and Milliken (1980), Population marginal means in the linear model, Am. Stat. 34:216.
 */
export function marginalMeans(
  design: Design,
  table: DataTable,
  { by, at: fixed = {}, weights = "equal" }: MarginalMeanOptions,
): readonly MarginalMean[] {
  const columns = gridColumns(design, table, by, fixed, weights);
  const shown = by.flatMap((name) => columns.filter((column) => column.name === name));
  const averaged = columns.filter((column) => !by.includes(column.name));
  const cells = combinations(shown);
  const within = combinations(averaged);
  const rows = cells.flatMap((cell) => within.map((other) => new Map([...cell.values, ...other.values])));
  const encoded = design.encode(
    new Map(columns.map(({ name }) => [name, rows.map((row) => row.get(name) ?? null)] as const)),
  );
  return cells.map((cell, index) => ({
    levels: Object.fromEntries([...cell.values].map(([name, value]) => [name, String(value)])),
    weights: meanOfRows(
      encoded,
      index * within.length,
      within.map(({ share }) => share),
    ),
  }));
}

function gridColumns(
  { variables, rows, formula }: Design,
  table: DataTable,
  by: readonly string[],
  fixed: Readonly<Record<string, number | string>>,
  weights: MarginWeights,
): readonly GridColumn[] {
  const used = new Set(formula.terms.flat());
  const names = new Set(
    formula.variables.flatMap(({ expression }, index) => (used.has(index) ? namesIn(expression) : [])),
  );
  return [...names].map((name) => {
    const column = table.get(name) ?? [];
    const given = fixed[name];
    if (given !== undefined) return { name, values: [given], shares: [1] };
    const factor = variables.find((variable) => variable.kind === "factor" && variable.columns[0] === name);
    const levels = factor?.kind === "factor" ? factor.levels : sortedLevels(column, rows);
    const isFactor = factor !== undefined || by.includes(name) || levels.length <= 2;
    if (!isFactor) return { name, values: [meanOf(column, rows)], shares: [1] };
    return {
      name,
      values: levels.map((level) => (isText(column) ? level : Number(level))),
      shares: sharesOf(levels, column, rows, weights),
    };
  });
}

function meanOf(column: Column, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + Number(column[row]) / rows.length, 0);
}

function sharesOf(
  levels: readonly string[],
  column: Column,
  rows: readonly number[],
  weights: MarginWeights,
): readonly number[] {
  if (weights === "equal") return levels.map(() => 1 / levels.length);
  return levels.map((level) => rows.filter((row) => String(column[row]) === level).length / rows.length);
}

type Combination = { readonly values: ReadonlyMap<string, string | number>; readonly share: number };

/** Of one value of each column; the first column runs fastest. */
function combinations(columns: readonly GridColumn[]): readonly Combination[] {
  let made: readonly Combination[] = [{ values: new Map(), share: 1 }];
  for (const { name, values, shares } of columns) {
    made = values.flatMap((value, index) =>
      made.map((before) => ({
        values: new Map([...before.values, [name, value] as const]),
        share: before.share * at(shares, index),
      })),
    );
  }
  return made;
}

function meanOfRows({ columns, values }: Matrix, from: number, shares: readonly number[]): Float64Array {
  return Float64Array.from({ length: columns }, (_, column) =>
    shares.reduce((sum, share, row) => sum + share * at(values, (from + row) * columns + column), 0),
  );
}

/** What of `by` are no columns of the model. */
export function unknownMargins({ formula }: Design, by: readonly string[]): readonly string[] {
  const names = formula.variables.flatMap(({ expression }) => namesIn(expression));
  return by.filter((name) => !names.includes(name));
}
