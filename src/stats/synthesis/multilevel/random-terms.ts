import type { InputIssue } from "#kernel";
import { type StatisticalWarning, warning } from "../../estimate.ts";
import { compileArithmetic } from "../../formula/arithmetic.ts";
import type { DataTable } from "../../formula/data-table.ts";
import { expressionText, namesIn } from "../../formula/expression-text.ts";
import type { Expression } from "../../formula/syntax.ts";
import { at, type Matrix, matrixOf, zeros } from "../../linear/matrix.ts";
import {
  type CorrelationModel,
  commonCorrelation,
  decayingCorrelation,
  pairIndex,
  pairwiseCorrelation,
  type SpatialShape,
  spatialCorrelation,
  uncorrelated,
} from "./correlation-models.ts";
import {
  type CovarianceStructure,
  type FixedValues,
  scaledCorrelation,
  unstructured,
} from "./covariance-structure.ts";
import { groupsBy, type InnerStructure, levelsBy, type ParsedEffects } from "./random-effects.ts";
import type { RandomTerm } from "./random-term.ts";

export type BuiltTerms = {
  readonly terms: readonly RandomTerm[];
  readonly issues: readonly InputIssue[];
  readonly warnings: readonly StatisticalWarning[];
};

/** The terms of one formula of random effects over the rows of a table that take part. */
export function termsOf(parsed: ParsedEffects, table: DataTable, rows: readonly number[]): BuiltTerms {
  if (parsed.inner === undefined) return interceptTerms(parsed, table, rows);
  const structure = parsed.effects.structure ?? "CS";
  if (structure === "GEN" || structure === "GDIAG")
    return slopeTerm(parsed, parsed.inner, structure, table, rows);
  return innerTerm(parsed, parsed.inner, structure, table, rows);
}

const nothing = { issues: [], warnings: [] } as const;

function interceptTerms(
  { effects, groupings }: ParsedEffects,
  table: DataTable,
  rows: readonly number[],
): BuiltTerms {
  const fixed = effects.variances ?? groupings.map(() => null);
  if (fixed.length !== groupings.length)
    return refused("variances", `expected ${groupings.length} variances, got ${fixed.length}`);
  if (!fixed.every(isVariance)) return refused("variances", "expected variances of 0 or more, or null");
  const warnings: StatisticalWarning[] = [];
  const terms = groupings.map((columns, index): RandomTerm => {
    const { groups, names } = groupsBy(table, columns, rows);
    const name = columns.join("/");
    if (names.length === 1)
      warnings.push(warning("not-estimable", `"${name}" has one group: its variance is taken as 0.`));
    const value = names.length === 1 ? 0 : (fixed[index] ?? null);
    return { ...groupTerm(name, groups, value), ...correlatedGroups(effects.known, names, groups, value) };
  });
  const missing = effects.known
    ? missingLevel(effects.known.levels, table, groupings[0] ?? [], rows)
    : undefined;
  if (missing !== undefined)
    return refused("known.levels", `expected the group "${missing}" among the levels of the known matrix`);
  return { terms, issues: [], warnings };
}

function groupTerm(name: string, groups: readonly number[], variance: number | null): RandomTerm {
  return {
    name,
    levels: [name],
    loadings: { kind: "levels", levelOf: groups.map(() => 0) },
    groups,
    structure: scaledCorrelation(1, uncorrelated(1), { variances: [variance], correlations: [] }),
  };
}

/** Groups that correlate as a known matrix says are levels within one group. */
function correlatedGroups(
  known: ParsedEffects["effects"]["known"],
  names: readonly string[],
  groups: readonly number[],
  variance: number | null,
): Partial<RandomTerm> {
  if (known === undefined) return {};
  const places = names.map((name) => known.levels.indexOf(name));
  const matrix = matrixOf(places.map((i) => places.map((j) => known.matrix[i]?.[j] ?? 0)));
  const model: CorrelationModel = { ...uncorrelated(names.length), matrix: () => matrix };
  return {
    levels: names,
    loadings: { kind: "levels", levelOf: groups },
    groups: groups.map(() => 0),
    structure: scaledCorrelation(names.length, model, { variances: [variance], correlations: [] }),
  };
}

function missingLevel(
  levels: readonly string[],
  table: DataTable,
  columns: readonly string[],
  rows: readonly number[],
): string | undefined {
  return groupsBy(table, columns, rows).names.find((name) => !levels.includes(name));
}

function innerTerm(
  { effects, groupings }: ParsedEffects,
  inner: Expression,
  kind: Exclude<InnerStructure, "GEN" | "GDIAG">,
  table: DataTable,
  rows: readonly number[],
): BuiltTerms {
  const columns = namesIn(inner);
  const { levels, levelOf } = levelsBy(table, columns, rows);
  const { groups, names } = groupsBy(table, groupings[0] ?? [], rows);
  const met = meetings(levelOf, groups, levels.length);
  const distances = distancesFor(kind, columns, table, rows, levelOf, levels.length, effects.distance);
  if (distances === undefined)
    return refused("formula", `expected numbers in ${columns.join(", ")}, which ${kind} takes distances of`);
  const model = modelFor(kind, levels.length, met.together, distances);
  const variances = effects.variances ?? variancesOf(kind, levels.length);
  const correlations = effects.correlations ?? new Array<null>(model.count).fill(null);
  const wrong = wrongFixed(kind, levels.length, model, { variances, correlations });
  if (wrong !== undefined) return { terms: [], issues: [wrong], warnings: [] };
  const held = heldCorrelations(kind, model, correlations, met);
  const name = `${expressionText(inner)} | ${(groupings[0] ?? []).join("/")}`;
  const isFree = kind === "UN" && [...variances, ...held.correlations].every((value) => value === null);
  const structure = isFree
    ? unstructured(levels.length)
    : scaledCorrelation(levels.length, model, { variances, correlations: held.correlations });
  const loadings = { kind: "levels", levelOf } as const;
  const warnings = names.length === 1 && kind === "ID" ? [] : held.warnings;
  return { terms: [{ name, levels, loadings, groups, structure }], issues: [], warnings };
}

/** Correlations of levels that never meet are not to be had: they are taken as 0. */
function heldCorrelations(
  kind: InnerStructure,
  { count }: CorrelationModel,
  correlations: FixedValues,
  met: Meetings,
): { readonly correlations: FixedValues; readonly warnings: readonly StatisticalWarning[] } {
  const isUnseen = (index: number): boolean =>
    met.together < 2 || (kind === "UN" && met.pairs[index] === false);
  if (count === 0) return { correlations: [], warnings: [] };
  const held = correlations.map((value, index) => (value === null && isUnseen(index) ? 0 : value));
  const isHeld = held.some((value, index) => value !== correlations[index]);
  const why = "Some levels never meet in a group: their correlation is taken as 0.";
  return { correlations: held, warnings: isHeld ? [warning("not-estimable", why)] : [] };
}

function modelFor(
  kind: Exclude<InnerStructure, "GEN" | "GDIAG">,
  levels: number,
  together: number,
  distances: Matrix,
): CorrelationModel {
  if (levels === 1 || kind === "ID" || kind === "DIAG") return uncorrelated(levels);
  if (kind === "UN") return pairwiseCorrelation(levels);
  if (kind === "CS" || kind === "HCS") return commonCorrelation(levels, together);
  if (kind === "AR" || kind === "HAR") return decayingCorrelation(distances, true);
  if (kind === "CAR") return decayingCorrelation(distances, false);
  return spatialCorrelation(distances, kind satisfies SpatialShape);
}

function variancesOf(kind: InnerStructure, levels: number): readonly null[] {
  const each = kind === "HCS" || kind === "UN" || kind === "DIAG" || kind === "HAR";
  return new Array<null>(each ? levels : 1).fill(null);
}

function wrongFixed(
  kind: InnerStructure,
  levels: number,
  model: CorrelationModel,
  { variances, correlations }: { readonly variances: FixedValues; readonly correlations: FixedValues },
): InputIssue | undefined {
  const count = variancesOf(kind, levels).length;
  if (variances.length !== count)
    return { path: "variances", message: `expected ${count} variances for ${kind}, got ${variances.length}` };
  if (!variances.every(isVariance))
    return { path: "variances", message: "expected variances of 0 or more, or null" };
  if (correlations.length !== model.count)
    return {
      path: "correlations",
      message: `expected ${model.count} correlations for ${kind}, got ${correlations.length}`,
    };
  const isSpatial = kind.startsWith("SP");
  const impossible = correlations.find(
    (value) => value !== null && !(isSpatial ? value > 0 : Math.abs(value) <= 1),
  );
  if (impossible === undefined) return undefined;
  return { path: "correlations", message: `expected a correlation from −1 to 1 or null, got ${impossible}` };
}

function isVariance(value: number | null): boolean {
  return value === null || (value >= 0 && value < Number.POSITIVE_INFINITY);
}

type Meetings = {
  /** How many levels one group has at most. */
  readonly together: number;
  /** Whether two levels ever meet, in the order of correlations. */
  readonly pairs: readonly boolean[];
};

function meetings(levelOf: readonly number[], groups: readonly number[], levels: number): Meetings {
  const byGroup = new Map<number, Set<number>>();
  groups.forEach((group, row) => {
    const seen = byGroup.get(group) ?? new Set<number>();
    byGroup.set(group, seen.add(at(levelOf, row)));
  });
  const pairs = new Array<boolean>((levels * (levels - 1)) / 2).fill(false);
  let together = 0;
  for (const seen of byGroup.values()) {
    together = Math.max(together, seen.size);
    for (const i of seen) for (const j of seen) if (i < j) pairs[pairIndex(i, j, levels)] = true;
  }
  return { together, pairs };
}

/** Distances of levels: places in their order, or between their values; undefined where values are no numbers. */
function distancesFor(
  kind: InnerStructure,
  columns: readonly string[],
  table: DataTable,
  rows: readonly number[],
  levelOf: readonly number[],
  levels: number,
  distance: ParsedEffects["effects"]["distance"] = "euclidean",
): Matrix | undefined {
  if (kind === "AR" || kind === "HAR") return between(levels, (i, j) => Math.abs(i - j));
  if (kind !== "CAR" && !kind.startsWith("SP")) return zeros(0, 0);
  const points = new Array<readonly number[]>(levels);
  rows.forEach((row, place) => {
    points[at(levelOf, place)] = columns.map((name) => Number(table.get(name)?.[row]));
  });
  if (points.some((point) => point.some((value) => !Number.isFinite(value)))) return undefined;
  return between(levels, (i, j) => {
    const gaps = (points[i] ?? []).map((value, axis) => Math.abs(value - (points[j]?.[axis] ?? 0)));
    if (distance === "maximum") return Math.max(...gaps);
    if (distance === "manhattan") return gaps.reduce((sum, gap) => sum + gap, 0);
    return Math.hypot(...gaps);
  });
}

function between(levels: number, distance: (i: number, j: number) => number): Matrix {
  const matrix = zeros(levels, levels);
  for (let i = 0; i < levels; i += 1)
    for (let j = 0; j < levels; j += 1) matrix.values[i * levels + j] = distance(i, j);
  return matrix;
}

function slopeTerm(
  { effects, groupings }: ParsedEffects,
  inner: Expression,
  kind: "GEN" | "GDIAG",
  table: DataTable,
  rows: readonly number[],
): BuiltTerms {
  const parts = sumOf(inner);
  const hasIntercept = !parts.some((part) => part.kind === "number" && part.value === 0);
  const variables = parts.filter((part) => part.kind !== "number");
  const compiled = variables.map((part) => compileArithmetic(part, (name) => table.get(name)));
  const values: ((row: number) => number)[] = hasIntercept ? [() => 1] : [];
  for (const one of compiled) {
    if ("refused" in one) return refused("formula", one.refused);
    values.push(one.value);
  }
  const levels = [...(hasIntercept ? ["intercept"] : []), ...variables.map(expressionText)];
  const z = matrixOf(rows.map((row) => values.map((value) => value(row))));
  if (z.values.some((value) => !Number.isFinite(value))) return refused("formula", "expected finite numbers");
  const count = levels.length;
  const model = kind === "GEN" ? pairwiseCorrelation(count) : uncorrelated(count);
  const variances = effects.variances ?? new Array<null>(count).fill(null);
  const correlations = effects.correlations ?? new Array<null>(model.count).fill(null);
  if (variances.length !== count || correlations.length !== model.count)
    return refused("variances", `expected ${count} variances and ${model.count} correlations`);
  const isFree = kind === "GEN" && [...variances, ...correlations].every((value) => value === null);
  const structure: CovarianceStructure = isFree
    ? unstructured(count)
    : scaledCorrelation(count, model, { variances, correlations });
  const { groups } = groupsBy(table, groupings[0] ?? [], rows);
  const name = `${expressionText(inner)} | ${(groupings[0] ?? []).join("/")}`;
  return {
    terms: [{ name, levels, loadings: { kind: "slopes", values: z }, groups, structure }],
    ...nothing,
  };
}

/** The summands of an expression; `- 1` and `+ 0` both as 0. */
function sumOf(node: Expression): readonly Expression[] {
  if (node.kind === "operation" && node.operator === "+") return [...sumOf(node.left), ...sumOf(node.right)];
  if (node.kind === "operation" && node.operator === "-" && node.right.kind === "number")
    return [...sumOf(node.left), { ...node.right, value: 0 }];
  return [node];
}

function refused(path: string, message: string): BuiltTerms {
  return { terms: [], issues: [{ path, message }], warnings: [] };
}
