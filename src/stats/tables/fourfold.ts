import type { InputIssue } from "#kernel";
import { tableIssues } from "../counts.ts";

/** Counts of two groups (rows) by an outcome (columns: it happened, it did not). */
export type FourfoldTable = readonly (readonly number[])[];

/** A fourfold table with its margins. */
export type Fourfold = {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly first: number;
  readonly second: number;
  readonly events: number;
  readonly others: number;
  readonly n: number;
};

export function fourfoldIssues(path: string, table: FourfoldTable): readonly InputIssue[] {
  return tableIssues(path, table, { rows: 2, columns: 2 });
}

export function strataIssues(strata: readonly FourfoldTable[]): readonly InputIssue[] {
  if (strata.length === 0) return [{ path: "strata", message: "expected at least one table, got none" }];
  return strata.flatMap((table, index) => fourfoldIssues(`strata.${index}`, table));
}

export function fourfold(table: FourfoldTable): Fourfold {
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = table;
  return { a, b, c, d, first: a + b, second: c + d, events: a + c, others: b + d, n: a + b + c + d };
}

export function sumOver<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
