import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type DataTable, isText, sortedLevels } from "../formula/data-table.ts";
import { type Design, modelMatrix } from "../formula/model-matrix.ts";
import { parseFormula } from "../formula/terms.ts";
import type { LevelOrders } from "../formula/variables.ts";
import type { CovarianceName } from "./covariance.ts";
import type { Cluster } from "./patterns.ts";

/** A mixed model for repeated measures: what is explained by what, and which columns say whose row it is and when. */
export type MmrmModel = {
  /** The outcome and the fixed effects: `chg ~ base * visit + arm * visit`. */
  readonly formula: string;
  /** The column that tells participants apart. */
  readonly participant: string;
  /** The column of visits, in the order of its levels. A spatial covariance may do without. */
  readonly visit?: string;
  /** `unstructured` where it is left out. */
  readonly covariance?: CovarianceName;
  /** The numeric columns between which a spatial covariance measures distance. */
  readonly coordinates?: readonly string[];
  /** A column whose values each have a covariance of their own, as arms. */
  readonly covarianceBy?: string;
  /** A column of weights above 0: a row of weight w has the variance of its visit divided by w. */
  readonly weights?: string;
  /** `REML` where it is left out. */
  readonly likelihood?: "REML" | "ML";
  /** The order of levels, the reference first; sorted where it is left out. */
  readonly levels?: LevelOrders;
};

/** A model over its complete rows. */
export type MmrmRows = {
  readonly design: Design;
  readonly response: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly clusters: readonly Cluster[];
  /** The visits that occur, in their order; of a spatial covariance the points that occur. */
  readonly places: readonly string[];
  readonly points: readonly (readonly number[])[];
  /** The values of `covarianceBy`, or one without a name. */
  readonly groups: readonly string[];
};

/** Beyond this a sum of squares could pass what a number holds. */
const largestValue = 1e120;

/** Reads the rows of a model; refuses what the columns do not allow, naming the column and the row. */
export function readRows(table: DataTable, model: MmrmModel): Result<MmrmRows, InvalidInput> {
  const formula = parseFormula(model.formula);
  if (!formula.ok) return formula;
  if (formula.value.response === undefined)
    return refuse("formula", `expected an outcome before "~", got "${model.formula}"`);
  if (formula.value.offsets.length > 0)
    return refuse("formula", "expected no offset(…): subtract it from the outcome");
  const placeColumns = placeColumnsOf(model);
  if (placeColumns.length === 0) return refuse("visit", "expected the column of visits, got none");
  const required = [model.participant, ...placeColumns, model.covarianceBy, model.weights].filter(
    (name) => name !== undefined,
  );
  const design = modelMatrix(formula.value, table, {
    required,
    ...(model.levels && { levels: model.levels }),
  });
  if (!design.ok) return design;
  const { rows, response = new Float64Array(0) } = design.value;
  const weights = model.weights === undefined ? undefined : numbersOf(table, model.weights, rows);
  const issues = [
    ...sizeIssues("outcome", response, rows),
    ...sizeIssues("model matrix", design.value.matrix.values, []),
    ...weightIssues(model.weights, weights, rows),
    ...coordinateIssues(table, model),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const places = placesOf(table, model, placeColumns, rows);
  const groups =
    model.covarianceBy === undefined ? [""] : orderedLevels(table, model.covarianceBy, rows, model.levels);
  const clusters = clustersOf(table, model, { rows, placeOf: places.placeOf, groups });
  if (!clusters.ok) return clusters;
  return ok({ design: design.value, response, weights, clusters: clusters.value, groups, ...places });
}

function refuse(path: string, message: string): Result<never, InvalidInput> {
  return failed(invalidInput({ path, message }));
}

function placeColumnsOf({ covariance, visit, coordinates = [] }: MmrmModel): readonly string[] {
  if (covariance === "spatial exponential" && coordinates.length > 0) return coordinates;
  return visit === undefined ? [] : [visit];
}

function numbersOf(table: DataTable, name: string, rows: readonly number[]): Float64Array {
  const column = table.get(name) ?? [];
  return Float64Array.from(rows, (row) => Number(column[row]));
}

function sizeIssues(path: string, values: Float64Array, rows: readonly number[]): InputIssue[] {
  const index = values.findIndex((value) => !(Math.abs(value) < largestValue));
  if (index < 0) return [];
  const place = rows[index] === undefined ? "" : ` in row ${rows[index] + 1}`;
  return [{ path, message: `expected numbers within ±${largestValue}, got ${values[index]}${place}` }];
}

function weightIssues(
  name: string | undefined,
  weights: Float64Array | undefined,
  rows: readonly number[],
): InputIssue[] {
  const index = weights?.findIndex((weight) => !(weight > 0) || !Number.isFinite(weight)) ?? -1;
  if (index < 0) return [];
  return [
    {
      path: `data.${name}`,
      message: `expected a weight above 0 in row ${(rows[index] ?? 0) + 1}, got ${weights?.[index]}`,
    },
  ];
}

function coordinateIssues(
  table: DataTable,
  { covariance, coordinates = [], visit }: MmrmModel,
): InputIssue[] {
  if (covariance !== "spatial exponential") return [];
  const names = coordinates.length > 0 ? coordinates : [visit ?? ""];
  return names
    .filter((name) => isText(table.get(name) ?? []))
    .map((name) => ({ path: `data.${name}`, message: "expected numbers as coordinates, got text" }));
}

function orderedLevels(
  table: DataTable,
  name: string,
  rows: readonly number[],
  levels: LevelOrders = {},
): readonly string[] {
  const found = sortedLevels(table.get(name) ?? [], rows);
  const order = levels[name];
  if (order === undefined) return found;
  return [
    ...order.filter((level) => found.includes(level)),
    ...found.filter((level) => !order.includes(level)),
  ];
}

type Places = Pick<MmrmRows, "places" | "points"> & { readonly placeOf: (row: number) => number };

function placesOf(
  table: DataTable,
  { covariance, visit = "", levels }: MmrmModel,
  columns: readonly string[],
  rows: readonly number[],
): Places {
  const pointOf = (row: number): readonly number[] => columns.map((name) => Number(table.get(name)?.[row]));
  const isSpatial = covariance === "spatial exponential";
  const nameOf = isSpatial
    ? (row: number): string => pointOf(row).join()
    : (row: number): string => String(table.get(visit)?.[row]);
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  const places = isSpatial
    ? [...byName].sort(([, a], [, b]) => compare(pointOf(a), pointOf(b))).map(([name]) => name)
    : orderedLevels(table, visit, rows, levels);
  const indices = new Map(places.map((name, index) => [name, index]));
  return {
    places,
    points: isSpatial ? places.map((name) => pointOf(byName.get(name) ?? 0)) : [],
    placeOf: (row) => indices.get(nameOf(row)) ?? -1,
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

type ClusterSource = {
  readonly rows: readonly number[];
  readonly placeOf: (row: number) => number;
  readonly groups: readonly string[];
};

function clustersOf(
  table: DataTable,
  { participant, covarianceBy }: MmrmModel,
  { rows, placeOf, groups }: ClusterSource,
): Result<readonly Cluster[], InvalidInput> {
  const ids = table.get(participant) ?? [];
  const grouping = covarianceBy === undefined ? undefined : table.get(covarianceBy);
  const groupOf = (row: number): number =>
    grouping === undefined ? 0 : groups.indexOf(String(grouping[row]));
  const found = new Map<
    number | string | null,
    { group: number; rows: { index: number; place: number }[] }
  >();
  for (const [index, row] of rows.entries()) {
    const id = ids[row] ?? null;
    const known = found.get(id) ?? { group: groupOf(row), rows: [] };
    const place = placeOf(row);
    if (known.rows.some((other) => other.place === place))
      return refuse(
        `data.${participant}`,
        `expected one row of ${id} at a visit, got another in row ${row + 1}`,
      );
    if (known.group !== groupOf(row))
      return refuse(`data.${covarianceBy}`, `expected one value for ${id}, got another in row ${row + 1}`);
    known.rows.push({ index, place });
    found.set(id, known);
  }
  return ok(
    [...found.values()].map(({ group, rows: own }) => {
      own.sort((a, b) => a.place - b.place);
      return { group, rows: own.map(({ index }) => index), places: own.map(({ place }) => place) };
    }),
  );
}
