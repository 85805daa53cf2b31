import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import type { DataTable } from "../formula/data-table.ts";
import { type Design, type ModelMatrixOptions, modelMatrix } from "../formula/model-matrix.ts";
import { parseFormula } from "../formula/terms.ts";
import { at } from "../linear/matrix.ts";

export type RegressionOptions = Pick<ModelMatrixOptions, "levels" | "contrasts"> & {
  /** A column of weights, 0 or more: of observations, inverse to their variances; of proportions, the numbers of trials. */
  readonly weights?: string;
  /** A column of who belongs together, for the clustered covariance. */
  readonly clusters?: string;
};

/** The complete rows of a table as a model needs them. */
export type RegressionData = {
  readonly design: Design;
  readonly response: Float64Array;
  /** 0 where there is none. */
  readonly offset: Float64Array;
  /** 1 where there are none. */
  readonly weights: Float64Array;
  /** For each row the number of its cluster, from 0. */
  readonly clusters: Int32Array | undefined;
};

export function regressionData(
  formula: string,
  table: DataTable,
  { weights, clusters, ...coding }: RegressionOptions,
): Result<RegressionData, InvalidInput> {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return parsed;
  const required = [weights, clusters].filter((name) => name !== undefined);
  const design = modelMatrix(parsed.value, table, { ...coding, required });
  if (!design.ok) return design;
  const { response, offset, rows } = design.value;
  if (response === undefined)
    return failed(invalidInput({ path: "formula", message: `expected an outcome before ~, got ${formula}` }));
  const weighing = rows.map((row) => (weights === undefined ? 1 : Number(table.get(weights)?.[row])));
  const issues = [
    ...finiteIssues("formula", response, rows),
    ...finiteIssues("offset", offset ?? [], rows),
    ...weightIssues(weights ?? "", weighing, rows),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  return ok({
    design: design.value,
    response,
    offset: offset ?? new Float64Array(rows.length),
    weights: Float64Array.from(weighing),
    clusters: clusters === undefined ? undefined : numbered(rows.map((row) => table.get(clusters)?.[row])),
  });
}

function finiteIssues(
  path: string,
  values: ArrayLike<number>,
  rows: readonly number[],
): readonly InputIssue[] {
  return Array.from(values).flatMap((value, index) =>
    Number.isFinite(value)
      ? []
      : [{ path, message: `expected a finite number in row ${at(rows, index) + 1}, got ${value}` }],
  );
}

function weightIssues(
  name: string,
  values: readonly number[],
  rows: readonly number[],
): readonly InputIssue[] {
  return values.flatMap((value, index) =>
    value >= 0 && value < Number.POSITIVE_INFINITY
      ? []
      : [
          {
            path: `data.${name}`,
            message: `expected a weight from 0 in row ${at(rows, index) + 1}, got ${value}`,
          },
        ],
  );
}

function numbered(labels: readonly unknown[]): Int32Array {
  const numbers = new Map<unknown, number>();
  return Int32Array.from(labels, (label) => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size);
    return numbers.size - 1;
  });
}
