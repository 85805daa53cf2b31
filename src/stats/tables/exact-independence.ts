import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { sum } from "../counts.ts";
import { marginsOf } from "../cross-table.ts";
import { logGamma } from "../distributions/gamma.ts";
import { warning } from "../estimate.ts";
import type { HypothesisTest } from "../hypothesis-test.ts";
import { at } from "../linear/matrix.ts";
import { type ContingencyTable, contingencyIssues } from "./contingency.ts";

export type ExactIndependenceOptions = {
  /** How many partial tables to look at before giving up; four million where it is not given, some seconds. */
  readonly mostSteps?: number;
};

/**
 * The exact test that rows and columns are independent (Fisher, Freeman and Halton): how probable, given the margins, the tables are that are
 * no more probable than the one observed. Where the table is too large for that, `pValue` is null and a warning says so.
 *
 * Freeman and Halton (1951), Biometrika 38:141, by the network of Mehta and Patel (1983), J. Am. Stat. Assoc. 78:427: columns are filled one by
 * one, equal remainders are met once, and whatever is sure to be counted, or not to be, is not followed further.
 */
export function exactIndependence(
  table: ContingencyTable,
  { mostSteps = 4e6 }: ExactIndependenceOptions = {},
): Result<HypothesisTest, InvalidInput> {
  const issues = contingencyIssues("table", table);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const { rows, columns } = marginsOf(table);
  // Stages are columns and stops are remainders of rows: few rows make few stops.
  const [narrow, wide] = rows.length <= columns.length ? [rows, columns] : [columns, rows];
  const n = sum(rows);
  const logFactorials = Float64Array.from({ length: n + 1 }, (_, count) => logGamma(count + 1));
  const observed = -sum(table.flat().map((count) => at(logFactorials, count)));
  const network = networkOf(filled(narrow), filled(wide), logFactorials, mostSteps);
  const pValue = network && probabilityUpTo(network, observed + 1e-7);
  return ok({
    method: "Exact test of independence (Freeman and Halton 1951)",
    statistic: null,
    degreesOfFreedom: null,
    pValue: pValue ?? null,
    alternative: "two-sided",
    n,
    warnings:
      pValue === undefined
        ? [warning("too-large", `There are more than ${mostSteps} partial tables: use the χ² test.`)]
        : [],
  });
}

/** The margins that are not empty, the largest first. */
function filled(margin: readonly number[]): readonly number[] {
  return margin.filter((count) => count > 0).sort((a, b) => b - a);
}

/** What remains of the rows before a column is filled, as one of the stages of the network has it. */
type Stop = {
  /** The largest and smallest of −Σ log x! over all ways to fill the rest, and the logarithm of the sum over them of Π 1/x!. */
  readonly most: number;
  readonly least: number;
  readonly all: number;
  readonly ways: readonly Way[];
};

/** A column, by its −Σ log x!, and where it leads. */
type Way = { readonly value: number; readonly to: Stop };

type Network = { readonly start: Stop; readonly columns: number };

function networkOf(
  rows: readonly number[],
  columns: readonly number[],
  logFactorials: Float64Array,
  mostSteps: number,
): Network | undefined {
  const stages = columns.map(() => new Map<number, Stop>());
  const end: Stop = { most: 0, least: 0, all: 0, ways: [] };
  const radix = Math.max(...rows) + 1;
  let steps = 0;
  const stopAt = (remaining: readonly number[], stage: number): Stop => {
    if (stage === columns.length) return end;
    // Remainders that differ in their order alone are the same.
    const key = remaining.reduce((digits, count) => digits * radix + count, 0);
    const known = stages[stage]?.get(key);
    if (known !== undefined) return known;
    const ways: Way[] = [];
    let [most, least] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    forEachColumn(remaining, columns[stage] ?? 0, (column) => {
      steps += 1;
      if (steps > mostSteps) return;
      const value = -column.reduce((total, count) => total + at(logFactorials, count), 0);
      const to = stopAt(descending(remaining.map((count, row) => count - (column[row] ?? 0))), stage + 1);
      most = Math.max(most, value + to.most);
      least = Math.min(least, value + to.least);
      ways.push({ value, to });
    });
    const stop = { most, least, ways, all: logSumOfAll(remaining, columns.slice(stage), logFactorials) };
    stages[stage]?.set(key, stop);
    return stop;
  };
  const start = stopAt(descending(rows), 0);
  return steps > mostSteps ? undefined : { start, columns: columns.length };
}

/** Sorted by insertion: there are few. */
function descending(counts: readonly number[]): readonly number[] {
  const sorted = [...counts];
  for (let index = 1; index < sorted.length; index += 1) {
    const count = at(sorted, index);
    let place = index;
    for (; place > 0 && at(sorted, place - 1) < count; place -= 1) sorted[place] = at(sorted, place - 1);
    sorted[place] = count;
  }
  return sorted;
}

/** log (N! / Π rows! Π columns!). */
function logSumOfAll(
  rows: readonly number[],
  columns: readonly number[],
  logFactorials: Float64Array,
): number {
  const of = (counts: readonly number[]): number =>
    counts.reduce((total, count) => total + at(logFactorials, count), 0);
  return at(logFactorials, sum(rows)) - of(rows) - of(columns);
}

function forEachColumn(
  remaining: readonly number[],
  total: number,
  visit: (column: readonly number[]) => void,
): void {
  const column = remaining.map(() => 0);
  const roomAfter = remaining.map((_, row) => sum(remaining.slice(row + 1)));
  const fill = (row: number, left: number): void => {
    if (row === remaining.length) {
      visit(column);
      return;
    }
    const most = Math.min(left, remaining[row] ?? 0);
    for (let count = Math.max(0, left - (roomAfter[row] ?? 0)); count <= most; count += 1) {
      column[row] = count;
      fill(row + 1, left - count);
    }
  };
  fill(0, total);
}

/** The share of all tables whose −Σ log x! is at most `limit`. */
function probabilityUpTo({ start, columns }: Network, limit: number): number {
  let counted = 0;
  let frontier = new Map<Stop, Map<number, { value: number; times: number }>>([
    [start, new Map([[0, { value: 0, times: 1 }]])],
  ]);
  for (let stage = 0; stage <= columns; stage += 1) {
    const next: typeof frontier = new Map();
    for (const [stop, pasts] of frontier) {
      for (const { value, times } of pasts.values()) {
        if (value + stop.most <= limit) counted += times * Math.exp(value + stop.all - start.all);
        else if (value + stop.least <= limit) for (const way of stop.ways) addPast(next, way, value, times);
      }
    }
    frontier = next;
  }
  return Math.min(1, counted);
}

function addPast(
  frontier: Map<Stop, Map<number, { value: number; times: number }>>,
  way: Way,
  value: number,
  times: number,
): void {
  const pasts = frontier.get(way.to) ?? new Map<number, { value: number; times: number }>();
  frontier.set(way.to, pasts);
  const reached = value + way.value;
  const key = Math.round(reached * 1e9);
  const same = pasts.get(key);
  if (same === undefined) pasts.set(key, { value: reached, times: times });
  else same.times += times;
}
