import { at, type Matrix, submatrix } from "../../linear/matrix.ts";
import type { RandomTerm, TermGroups } from "./random-term.ts";

/** Outcomes that depend on each other, and on no others. */
export type Block = {
  /** The outcomes, in their order. */
  readonly rows: readonly number[];
  readonly sampling: Matrix;
  /** The groups of each term, as places in `rows`. */
  readonly groups: readonly TermGroups[];
};

/** Variances of single outcomes, or their whole covariance matrix. */
export type SamplingCovariance = Float64Array | Matrix;

/** The finest parts of the outcomes between which neither sampling errors nor random effects correlate. */
export function independentBlocks(
  count: number,
  sampling: SamplingCovariance,
  terms: readonly RandomTerm[],
): readonly Block[] {
  const parent = Array.from({ length: count }, (_, row) => row);
  for (const { groups } of terms) joinGroups(parent, groups);
  if (!(sampling instanceof Float64Array)) joinCorrelated(parent, sampling);
  const blocks = new Map<number, number[]>();
  for (let row = 0; row < count; row += 1) {
    const root = rootOf(parent, row);
    const rows = blocks.get(root);
    if (rows) rows.push(row);
    else blocks.set(root, [row]);
  }
  return [...blocks.values()].map((rows) => ({
    rows,
    sampling: samplingOf(sampling, rows),
    groups: terms.map(({ groups }) => placesByGroup(rows, groups)),
  }));
}

function joinGroups(parent: number[], groups: readonly number[]): void {
  const first = new Map<number, number>();
  groups.forEach((group, row) => {
    const seen = first.get(group);
    if (seen === undefined) first.set(group, row);
    else join(parent, seen, row);
  });
}

function joinCorrelated(parent: number[], { rows, columns, values }: Matrix): void {
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < i; j += 1) if (at(values, i * columns + j) !== 0) join(parent, i, j);
  }
}

function join(parent: number[], a: number, b: number): void {
  const [first, second] = [rootOf(parent, a), rootOf(parent, b)];
  parent[Math.max(first, second)] = Math.min(first, second);
}

function rootOf(parent: number[], row: number): number {
  let root = row;
  while (at(parent, root) !== root) {
    parent[root] = at(parent, at(parent, root));
    root = at(parent, root);
  }
  return root;
}

function samplingOf(sampling: SamplingCovariance, rows: readonly number[]): Matrix {
  if (!(sampling instanceof Float64Array)) return submatrix(sampling, rows, rows);
  const size = rows.length;
  const values = new Float64Array(size * size);
  rows.forEach((row, place) => {
    values[place * size + place] = at(sampling, row);
  });
  return { rows: size, columns: size, values };
}

function placesByGroup(rows: readonly number[], groups: readonly number[]): TermGroups {
  const places = new Map<number, number[]>();
  rows.forEach((row, place) => {
    const group = at(groups, row);
    const found = places.get(group);
    if (found) found.push(place);
    else places.set(group, [place]);
  });
  return [...places.values()];
}
