import { at, columnOf, type Matrix } from "../linear/matrix.ts";
import { connectedBlocks, type EntryList, entriesOf, type VarianceModel } from "./variance-model.ts";

/** A random effect: columns whose coefficients vary over the levels of a grouping, freely correlated with each other. */
export type RandomTerm = {
  readonly group: string;
  /** The level of each row, from 0; −1 where the row has none, as one arm of a partially nested trial. */
  readonly levels: Int32Array;
  /** One column for each varying coefficient: a column of ones for an intercept. */
  readonly columns: Matrix;
  readonly names: readonly string[];
};

/** What a component of the variance is: of one coefficient, or of two together; the last is the residual. */
export type Component = {
  readonly term: number;
  readonly row: number;
  readonly column: number;
};

export type MixedVariance = {
  readonly model: VarianceModel;
  readonly components: readonly Component[];
};

/** The variance of rows that share random effects and have independent residuals. */
export function mixedVariance(count: number, terms: readonly RandomTerm[]): MixedVariance {
  const components = terms.flatMap(({ names }, term) =>
    names.flatMap((_, row) => names.slice(0, row + 1).map((__, column) => ({ term, row, column }))),
  );
  const blocks = connectedBlocks(
    count,
    terms.map(({ levels }) => levels),
  ).map((rows) => ({
    rows,
    entries: [
      ...components.map((component) =>
        entriesOf(entriesIn(rows, terms[component.term] as RandomTerm, component)),
      ),
      entriesOf(rows.map((_, index) => [index, index, 1])),
    ],
  }));
  const names = components.map(({ term, row, column }) => {
    const { group, names: columns } = terms[term] as RandomTerm;
    return row === column ? `${group} ${columns[row]}` : `${group} ${columns[column]}, ${columns[row]}`;
  });
  return { model: { components: [...names, "residual"], blocks }, components };
}

function entriesIn(
  rows: readonly number[],
  { levels, columns }: RandomTerm,
  { row, column }: Component,
): EntryList {
  const [left, right] = [columnOf(columns, row), columnOf(columns, column)];
  const byLevel = new Map<number, number[]>();
  rows.forEach((dataRow, index) => {
    const level = levels[dataRow] as number;
    if (level < 0) return;
    byLevel.set(level, [...(byLevel.get(level) ?? []), index]);
  });
  const list: EntryList = [];
  for (const members of byLevel.values()) {
    for (const one of members) {
      for (const other of members) {
        const [i, j] = [rows[one] as number, rows[other] as number];
        const product = at(left, i) * at(right, j);
        const value = row === column ? product : product + at(right, i) * at(left, j);
        if (value !== 0) list.push([one, other, value]);
      }
    }
  }
  return list;
}
