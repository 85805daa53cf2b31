/**
 * The covariance of the outcomes of a linear mixed model, V = Σ θₖ Vₖ: blocks of rows that are independent of each other, and in each block
 * the entries of every Vₖ that are not zero.
 */
export type VarianceModel = {
  readonly components: readonly string[];
  readonly blocks: readonly VarianceBlock[];
};

export type VarianceBlock = {
  /** Rows of the data, in the order of the block. */
  readonly rows: readonly number[];
  /** For each component the entries of its matrix: both of each symmetric pair. */
  readonly entries: readonly Entries[];
};

/** Entries of a sparse matrix: `values[i]` at `rows[i]`, `columns[i]`. */
export type Entries = {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
};

/** Entries as they are gathered. */
export type EntryList = [row: number, column: number, value: number][];

export function entriesOf(list: EntryList): Entries {
  return {
    rows: Int32Array.from(list, ([row]) => row),
    columns: Int32Array.from(list, ([, column]) => column),
    values: Float64Array.from(list, ([, , value]) => value),
  };
}

/** The rows that hang together through any of the groupings: `groups[g][row]` is the row's level of grouping g, or −1 for none. */
export function connectedBlocks(
  count: number,
  groups: readonly Int32Array[],
): readonly (readonly number[])[] {
  const parent = Int32Array.from({ length: count }, (_, row) => row);
  const rootOf = (row: number): number => {
    let root = row;
    while (parent[root] !== root) root = parent[root] as number;
    parent[row] = root;
    return root;
  };
  for (const group of groups) {
    const firstRow = new Map<number, number>();
    for (let row = 0; row < count; row += 1) {
      const level = group[row] as number;
      if (level < 0) continue;
      const first = firstRow.get(level);
      if (first === undefined) firstRow.set(level, row);
      else parent[rootOf(row)] = rootOf(first);
    }
  }
  const blocks = new Map<number, number[]>();
  for (let row = 0; row < count; row += 1) {
    const root = rootOf(row);
    const block = blocks.get(root);
    if (block === undefined) blocks.set(root, [row]);
    else block.push(row);
  }
  return [...blocks.values()];
}
