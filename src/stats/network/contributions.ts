import { at, type Matrix, zeros } from "../linear/matrix.ts";
import type { LaplacianFit } from "./laplacian-fit.ts";
import { forEachPair, type Network, pairIndex } from "./network.ts";
import type { NetworkMetaAnalysis } from "./network-meta-analysis.ts";

export type ContributionOptions = {
  readonly model?: "common" | "random";
  readonly method?: "random-walk" | "shortest-path";
};

/** Rows are comparisons of two treatments; columns those that studies make, or the studies. Each row adds to one. */
export type Contributions = {
  readonly comparisons: readonly (readonly [string, string])[];
  readonly columns: readonly string[];
  readonly shares: Matrix;
};

type Edge = { readonly from: number; readonly to: number; readonly weight: number };

/**
 * How much each direct comparison contributes to each comparison of the network: the evidence flows along paths, and the edges of a path
 * share its flow equally.
 *
 * `random-walk`, which is exact: Davies et al. (2022), Network meta-analysis and random walks, Stat. Med. 41:2091. `shortest-path`:
 * Papakonstantinou et al. (2018), Estimating the contribution of studies in network meta-analysis, F1000Research 7:610.
 */
export function directContributions(
  { network, common, random }: NetworkMetaAnalysis,
  { model = "random", method = "random-walk" }: ContributionOptions = {},
): Contributions {
  const { fit } = model === "random" ? random : common;
  const edges = edgesOf(network, fit);
  const size = network.treatments.length;
  const comparisons = pairsOfTreatments(network);
  const shares = zeros(comparisons.length, edges.length);
  forEachPair(size, (i, j, row) => {
    const flow = flowOf(fit, edges, i, j);
    const own =
      method === "random-walk" ? randomWalk(edges, flow, size, i, j) : shortestPaths(edges, flow, size, i, j);
    shares.values.set(own, row * edges.length);
  });
  const name = (edge: Edge): string => `${network.treatments[edge.from]}:${network.treatments[edge.to]}`;
  return { comparisons, columns: edges.map(name), shares };
}

/** How much each study contributes: the share of a direct comparison goes to its studies by their weights in it. */
export function studyContributions(
  analysis: NetworkMetaAnalysis,
  options: ContributionOptions = {},
): Contributions {
  const { network } = analysis;
  const { fit } = analysis[options.model ?? "random"];
  const direct = directContributions(analysis, options);
  const edges = edgesOf(network, fit);
  const split = zeros(edges.length, network.studies.length);
  edges.forEach(({ from, to, weight }, row) => {
    network.studies.forEach(({ arms }, column) => {
      const [a, b] = [arms.indexOf(from), arms.indexOf(to)];
      if (a < 0 || b < 0) return;
      const own = -at(fit.studyLaplacians[column] as Float64Array, a * arms.length + b);
      split.values[row * network.studies.length + column] = own / weight;
    });
  });
  return { ...direct, columns: network.studies.map(({ name }) => name), shares: times(direct.shares, split) };
}

function times(a: Matrix, b: Matrix): Matrix {
  const result = zeros(a.rows, b.columns);
  for (let i = 0; i < a.rows; i += 1) {
    for (let k = 0; k < a.columns; k += 1) {
      const factor = at(a.values, i * a.columns + k);
      for (let j = 0; j < b.columns; j += 1) {
        const place = i * b.columns + j;
        result.values[place] = at(result.values, place) + factor * at(b.values, k * b.columns + j);
      }
    }
  }
  return result;
}

function pairsOfTreatments({ treatments }: Network): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  forEachPair(treatments.length, (i, j) => {
    pairs.push([treatments[i] as string, treatments[j] as string]);
  });
  return pairs;
}

/** The direct comparisons with the sum of their studies' weights. */
function edgesOf({ treatments, studies }: Network, fit: LaplacianFit): readonly Edge[] {
  const size = treatments.length;
  const weights = new Map<number, Edge>();
  studies.forEach(({ arms }, index) => {
    const own = fit.studyLaplacians[index] as Float64Array;
    forEachPair(arms.length, (a, b) => {
      const [from, to] = [at(arms, a), at(arms, b)];
      const place = pairIndex(size, from, to);
      const weight = (weights.get(place)?.weight ?? 0) - at(own, a * arms.length + b);
      weights.set(place, { from, to, weight });
    });
  });
  return [...weights].sort(([a], [b]) => a - b).map(([, edge]) => edge);
}

/** The evidence on `i` against `j` that flows along each edge, from its first to its second treatment. */
function flowOf({ covariance }: LaplacianFit, edges: readonly Edge[], i: number, j: number): Float64Array {
  const { values, columns } = covariance;
  const potential = (k: number): number => at(values, i * columns + k) - at(values, j * columns + k);
  return Float64Array.from(edges, ({ from, to, weight }) => weight * (potential(from) - potential(to)));
}

const negligible = 1e-10;

/** Each edge's directed flow; edges that carry none are left out. */
function streams(edges: readonly Edge[], flow: Float64Array) {
  return edges.flatMap(({ from, to }, edge) => {
    const amount = at(flow, edge);
    if (Math.abs(amount) < negligible) return [];
    return [amount > 0 ? { edge, from, to, amount } : { edge, from: to, to: from, amount: -amount }];
  });
}

type Stream = { readonly edge: number; readonly from: number; readonly to: number; readonly amount: number };

/** Σ over paths of their probability / length, by the chance of every number of steps from the source and to the sink. */
function randomWalk(
  edges: readonly Edge[],
  flow: Float64Array,
  size: number,
  source: number,
  sink: number,
): Float64Array {
  const order = sortedDownstream(streams(edges, flow), size);
  const outflow = new Float64Array(size);
  for (const { from, amount } of order) outflow[from] = at(outflow, from) + amount;
  const [steps, left] = [zeros(size, size), zeros(size, size)];
  steps.values[source * size] = 1;
  left.values[sink * size] = 1;
  const chance = ({ from, amount }: Stream): number => amount / at(outflow, from);
  for (const stream of order) shift(steps, stream.from, stream.to, chance(stream));
  for (const stream of [...order].reverse()) shift(left, stream.to, stream.from, chance(stream));
  const shares = new Float64Array(edges.length);
  for (const stream of order) shares[stream.edge] = chance(stream) * meanInverseLength(steps, left, stream);
  return shares;
}

/** The chances of `from` count for `to`, one step later. */
function shift({ values, columns }: Matrix, from: number, to: number, chance: number): void {
  for (let step = 0; step + 1 < columns; step += 1) {
    const place = to * columns + step + 1;
    values[place] = at(values, place) + chance * at(values, from * columns + step);
  }
}

function meanInverseLength(steps: Matrix, left: Matrix, { from, to }: Stream): number {
  const size = steps.columns;
  let sum = 0;
  for (let before = 0; before < size; before += 1) {
    const reached = at(steps.values, from * size + before);
    if (reached === 0) continue;
    for (let after = 0; after < size; after += 1)
      sum += (reached * at(left.values, to * size + after)) / (before + 1 + after);
  }
  return sum;
}

/** Streams in an order in which all that flow into a treatment come before those that leave it. */
function sortedDownstream(all: readonly Stream[], size: number): readonly Stream[] {
  const depth = new Int32Array(size);
  for (let round = 0; round < size; round += 1) {
    for (const { from, to } of all) depth[to] = Math.max(at(depth, to), at(depth, from) + 1);
  }
  return [...all].sort((a, b) => at(depth, a.from) - at(depth, b.from));
}

/** Takes the shortest path again and again, as much as its narrowest edge lets through. */
function shortestPaths(
  edges: readonly Edge[],
  flow: Float64Array,
  size: number,
  source: number,
  sink: number,
): Float64Array {
  const order = orderOfAppearance(edges, flow, size);
  let left: readonly Stream[] = [...streams(edges, flow)].sort((a, b) => at(order, a.to) - at(order, b.to));
  const shares = new Float64Array(edges.length);
  for (;;) {
    const path = shortestPath(left, size, source, sink);
    if (path.length === 0) return shares;
    const amount = Math.min(...path.map((stream) => stream.amount));
    for (const { edge } of path) shares[edge] = at(shares, edge) + amount / path.length;
    left = left
      .map((stream) => (path.includes(stream) ? { ...stream, amount: stream.amount - amount } : stream))
      .filter((stream) => stream.amount > negligible);
  }
}

/** Of paths of the same length that one is taken whose treatments come first in the list of streams. */
function orderOfAppearance(edges: readonly Edge[], flow: Float64Array, size: number): Int32Array {
  const order = new Int32Array(size).fill(size);
  let next = 0;
  edges.forEach(({ from, to }, edge) => {
    for (const node of at(flow, edge) > negligible ? [from, to] : [to, from]) {
      if (order[node] !== size) continue;
      order[node] = next;
      next += 1;
    }
  });
  return order;
}

function shortestPath(all: readonly Stream[], size: number, source: number, sink: number): readonly Stream[] {
  const into: (Stream | undefined)[] = Array.from({ length: size }, () => undefined);
  const queue = [source];
  for (const node of queue) {
    for (const stream of all) {
      if (stream.from !== node || into[stream.to] !== undefined || stream.to === source) continue;
      into[stream.to] = stream;
      queue.push(stream.to);
    }
  }
  const path: Stream[] = [];
  for (let stream = into[sink]; stream !== undefined; stream = into[stream.from]) path.unshift(stream);
  return path;
}
