import type { Matrix } from "../linear/matrix.ts";
import { packedIndex, packedLength } from "./packed.ts";

/** The participants who were seen at the same places, all that the likelihood needs of them. */
export type Pattern = {
  /** Which covariance is theirs. */
  readonly group: number;
  readonly places: readonly number[];
  /** How many they are; a participant who counts several times, or in part, adds as much. */
  readonly count: number;
  /**
   * For each packed pair of places (a, b) a packed symmetric matrix: Σ z_a z_b′ + z_b z_a′ over the participants, Σ z_a z_a′ where a = b, of z =
   * (x, y). So Σ Z′ W Z is the sum over pairs of W_ab times these, and its cost does not depend on how many participants there are.
   */
  readonly moments: Float64Array;
};

/** The rows of one participant, in the order of their places. */
export type Cluster = {
  readonly group: number;
  readonly rows: readonly number[];
  readonly places: readonly number[];
  /** How often the participant counts; once where it is left out. */
  readonly times?: number;
};

/** Patterns, and which of them each participant is in. */
export type Patterns = { readonly patterns: readonly Pattern[]; readonly memberOf: Int32Array };

/** Gathers participants by their group and places; `z` has the outcome as its last column. */
export function patternsOf(clusters: readonly Cluster[], z: Matrix): Patterns {
  const found = new Map<string, number>();
  const gathered: { first: Cluster; members: Cluster[] }[] = [];
  const memberOf = Int32Array.from(clusters, (cluster) => {
    const key = `${cluster.group}|${cluster.places.join()}`;
    const known = found.get(key);
    if (known !== undefined) {
      gathered[known]?.members.push(cluster);
      return known;
    }
    found.set(key, gathered.length);
    return gathered.push({ first: cluster, members: [cluster] }) - 1;
  });
  const patterns = gathered.map(({ first: { group, places }, members }) => ({
    group,
    places,
    count: members.reduce((sum, { times = 1 }) => sum + times, 0),
    moments: momentsOf(members, places.length, z),
  }));
  return { patterns, memberOf };
}

function momentsOf(members: readonly Cluster[], size: number, z: Matrix): Float64Array {
  const length = packedLength(z.columns);
  const moments = new Float64Array(packedLength(size) * length);
  for (const { rows, times = 1 } of members) {
    if (times === 0) continue;
    for (let a = 0; a < size; a += 1) {
      const one = (rows[a] as number) * z.columns;
      addSquare(moments, packedIndex(a, a) * length, z.values, one, z.columns, times);
      for (let b = 0; b < a; b += 1) {
        const other = (rows[b] as number) * z.columns;
        addBoth(moments, packedIndex(a, b) * length, z.values, one, other, z.columns, times);
      }
    }
  }
  return moments;
}

function addSquare(
  target: Float64Array,
  to: number,
  z: Float64Array,
  one: number,
  width: number,
  times: number,
): void {
  let at = to;
  for (let row = 0; row < width; row += 1) {
    const left = times * (z[one + row] as number);
    for (let column = 0; column <= row; column += 1) {
      target[at] = (target[at] as number) + left * (z[one + column] as number);
      at += 1;
    }
  }
}

function addBoth(
  target: Float64Array,
  to: number,
  z: Float64Array,
  one: number,
  other: number,
  width: number,
  times: number,
): void {
  let at = to;
  for (let row = 0; row < width; row += 1) {
    const [left, right] = [times * (z[one + row] as number), times * (z[other + row] as number)];
    for (let column = 0; column <= row; column += 1) {
      target[at] =
        (target[at] as number) + (left * (z[other + column] as number) + right * (z[one + column] as number));
      at += 1;
    }
  }
}
