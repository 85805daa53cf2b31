import type { InputIssue } from "#kernel";
import { type DataTable, isMissing, sortedLevels } from "../../formula/data-table.ts";
import { expressionText, namesIn } from "../../formula/expression-text.ts";
import { type Expression, parseSides } from "../../formula/syntax.ts";
import type { FixedValues } from "./covariance-structure.ts";

/** How the levels of the inner factor of `~ inner | outer` vary and correlate. */
export type InnerStructure =
  /** One variance and one correlation; a variance for each level and one correlation. */
  | "CS"
  | "HCS"
  /** Any covariance. */
  | "UN"
  /** No correlation: with one variance; with one for each level. */
  | "ID"
  | "DIAG"
  /** A correlation that falls with the places between levels; the same with a variance for each level; with the time between them. */
  | "AR"
  | "HAR"
  | "CAR"
  /** A correlation that falls with distance: exponential, Gaussian, linear, rational quadratic, spherical. */
  | "SPEXP"
  | "SPGAU"
  | "SPLIN"
  | "SPRAT"
  | "SPSPH"
  /** Random slopes of numeric variables, and an intercept unless the formula has none: with any covariance; with none. */
  | "GEN"
  | "GDIAG";

/** Random effects: `~ 1 | study/outcome` or `~ outcome | study`. */
export type RandomEffects = {
  readonly formula: string;
  /** Of `~ inner | outer`: `CS` where it is not given. */
  readonly structure?: InnerStructure;
  /** Variances that are known, null for those to estimate: one for each group of `~ 1 | a/b`, else one for all or for each level. */
  readonly variances?: FixedValues;
  /** Correlations that are known, in the order of the columns of a lower triangle; null for those to estimate. */
  readonly correlations?: FixedValues;
  /** How groups of `~ 1 | group` correlate: a matrix by the names of the groups, as of species by their descent. */
  readonly known?: { readonly levels: readonly string[]; readonly matrix: readonly (readonly number[])[] };
  /** Of spatial structures: Euclid's where it is not given. */
  readonly distance?: "euclidean" | "maximum" | "manhattan";
};

/** A formula of random effects, taken apart. */
export type ParsedEffects = {
  readonly effects: RandomEffects;
  /** Undefined in `~ 1 | group`. */
  readonly inner: Expression | undefined;
  /** `a/b` as [["a"], ["a", "b"]]: each by the columns whose values make a group. */
  readonly groupings: readonly (readonly string[])[];
};

export function parseEffects(
  effects: RandomEffects,
  path: string,
  table: DataTable,
): ParsedEffects | InputIssue {
  const sides = parseSides(effects.formula);
  if (!sides.ok)
    return sides.error.issues[0] ?? { path, message: `expected a formula, got ${effects.formula}` };
  const { right } = sides.value;
  if (right.kind !== "operation" || right.operator !== "|")
    return { path, message: `expected "~ 1 | group" or "~ inner | outer", got "${effects.formula}"` };
  const groupings = nested(right.right);
  if (groupings === undefined)
    return { path, message: `expected names of columns after "|", got "${expressionText(right.right)}"` };
  const isIntercept = right.left.kind === "number" && right.left.value === 1;
  if (!isIntercept && groupings.length > 1)
    return {
      path,
      message: `expected one grouping after "|" beside an inner factor, got "${effects.formula}"`,
    };
  const names = [...groupings.flat(), ...(isIntercept ? [] : namesIn(right.left))];
  const unknown = names.find((name) => !table.has(name));
  if (unknown !== undefined) return { path, message: `expected a column of the data, got "${unknown}"` };
  return { effects, inner: isIntercept ? undefined : right.left, groupings };
}

export function isIssue(parsed: ParsedEffects | InputIssue): parsed is InputIssue {
  return "message" in parsed;
}

/** The columns that a row needs to take part. */
export function columnsOf({ inner, groupings }: ParsedEffects): readonly string[] {
  return [...groupings.flat(), ...(inner ? namesIn(inner) : [])];
}

function nested(node: Expression): readonly (readonly string[])[] | undefined {
  if (node.kind === "group") return nested(node.of);
  if (node.kind === "name") return [[node.name]];
  if (node.kind !== "operation") return undefined;
  const [left, right] = [nested(node.left), nested(node.right)];
  if (left === undefined || right === undefined) return undefined;
  const outermost = left[left.length - 1] ?? [];
  if (node.operator === "/") return [...left, ...right.map((names) => [...outermost, ...names])];
  return node.operator === ":" && left.length === 1 && right.length === 1
    ? [[...outermost, ...(right[0] ?? [])]]
    : undefined;
}

/** The group of each row by the values of some columns, numbered in the order of their first appearance. */
export function groupsBy(
  table: DataTable,
  columns: readonly string[],
  rows: readonly number[],
): { readonly groups: readonly number[]; readonly names: readonly string[] } {
  const numbers = new Map<string, number>();
  const groups = rows.map((row) => {
    const key = columns.map((name) => String(table.get(name)?.[row])).join("/");
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
  return { groups, names: [...numbers.keys()] };
}

/** The levels of a factor that is made of one column, or of the values of several, and that of each row. */
export function levelsBy(
  table: DataTable,
  columns: readonly string[],
  rows: readonly number[],
): { readonly levels: readonly string[]; readonly levelOf: readonly number[] } {
  const [only] = columns;
  const column = columns.length === 1 && only !== undefined ? table.get(only) : undefined;
  if (column === undefined) {
    const { groups, names } = groupsBy(table, columns, rows);
    return { levels: names, levelOf: groups };
  }
  const levels = sortedLevels(column, rows);
  const places = new Map(levels.map((level, place) => [level, place]));
  return { levels, levelOf: rows.map((row) => places.get(String(column[row])) ?? 0) };
}

export function isComplete(table: DataTable, columns: readonly string[], row: number): boolean {
  return columns.every((name) => !isMissing(table.get(name)?.[row]));
}
