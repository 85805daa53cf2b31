import { invertPositive } from "../linear/cholesky.ts";
import { apply, at, type Matrix, zeros } from "../linear/matrix.ts";
import { componentsOf, forEachPair, type Network, type NetworkStudy } from "./network.ts";
import { studyLaplacian } from "./study-laplacian.ts";

/** A network solved by weighted least squares, as one solves a network of resistors. */
export type LaplacianFit = {
  /** The effect of each treatment; they add to zero in each part of the network that hangs together. */
  readonly potentials: Float64Array;
  /** The pseudoinverse of the Laplacian: the covariance matrix of the potentials. */
  readonly covariance: Matrix;
  /** The Laplacian of each study, arms × arms. */
  readonly studyLaplacians: readonly Float64Array[];
  /** Cochran's Q: the weighted squares of what the fit leaves. */
  readonly q: number;
  readonly degreesOfFreedom: number;
};

type StudyWeights = (study: NetworkStudy, tau2: number) => Float64Array | undefined;

/** Fits the studies with the heterogeneity `tau2`; undefined where the numbers are too far apart to be solved. */
export function fitLaplacian(
  network: Network,
  tau2: number,
  weigh: StudyWeights = studyLaplacian,
): LaplacianFit | undefined {
  const weights = laplacianOf(network, tau2, weigh);
  if (weights === undefined) return undefined;
  const { laplacian, studyLaplacians } = weights;
  const { treatments, studies } = network;
  const components = componentsOf(treatments.length, studies);
  const covariance = pseudoInverseOfLaplacian(laplacian, components);
  if (covariance === undefined) return undefined;
  const potentials = apply(covariance, currentsOf(network, studyLaplacians));
  const rank = treatments.length - new Set(components).size;
  let [q, contrasts] = [0, 0];
  studies.forEach((study, index) => {
    q += studyQ(study, studyLaplacians[index] as Float64Array, potentials);
    contrasts += study.arms.length - 1;
  });
  return { potentials, covariance, studyLaplacians, q, degreesOfFreedom: contrasts - rank };
}

/** The Laplacian of the network, which is the sum of those of its studies; undefined where one has none. */
export function laplacianOf(
  { treatments, studies }: Network,
  tau2: number,
  weigh: StudyWeights = studyLaplacian,
): { readonly laplacian: Matrix; readonly studyLaplacians: readonly Float64Array[] } | undefined {
  const laplacian = zeros(treatments.length, treatments.length);
  const studyLaplacians: Float64Array[] = [];
  for (const study of studies) {
    const own = weigh(study, tau2);
    if (own === undefined) return undefined;
    studyLaplacians.push(own);
    addStudy(laplacian, study.arms, own);
  }
  return { laplacian, studyLaplacians };
}

/** What the effects of all pairs drive into each treatment. */
export function currentsOf(
  { treatments, studies }: Network,
  studyLaplacians: readonly Float64Array[],
): Float64Array {
  const currents = new Float64Array(treatments.length);
  studies.forEach((study, index) => {
    addCurrents(currents, study, studyLaplacians[index] as Float64Array);
  });
  return currents;
}

function addStudy(laplacian: Matrix, arms: readonly number[], own: Float64Array): void {
  const { values, columns } = laplacian;
  const k = arms.length;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const place = at(arms, i) * columns + at(arms, j);
      values[place] = at(values, place) + at(own, i * k + j);
    }
  }
}

/** Adds what every pair's effect drives into its first arm and draws from its second. */
function addCurrents(currents: Float64Array, { arms, effects }: NetworkStudy, own: Float64Array): void {
  const k = arms.length;
  forEachPair(k, (i, j, pair) => {
    const current = -at(own, i * k + j) * at(effects, pair);
    currents[at(arms, i)] = at(currents, at(arms, i)) + current;
    currents[at(arms, j)] = at(currents, at(arms, j)) - current;
  });
}

/** What the effect of a pair of arms is more than the fit says. */
export function residualOf(
  study: NetworkStudy,
  potentials: Float64Array,
  i: number,
  j: number,
  pair: number,
): number {
  return at(study.effects, pair) - at(potentials, at(study.arms, i)) + at(potentials, at(study.arms, j));
}

/** The share of a study in Q. */
export function studyQ(study: NetworkStudy, own: Float64Array, potentials: Float64Array): number {
  const k = study.arms.length;
  let sum = 0;
  forEachPair(k, (i, j, pair) => {
    sum -= at(own, i * k + j) * residualOf(study, potentials, i, j, pair) ** 2;
  });
  return sum;
}

/** The pseudoinverse of a Laplacian, whose null space are the constants on each component. */
export function pseudoInverseOfLaplacian(laplacian: Matrix, components: Int32Array): Matrix | undefined {
  const size = laplacian.rows;
  let trace = 0;
  for (let index = 0; index < size; index += 1) trace += at(laplacian.values, index * size + index);
  const fill = trace > 0 ? trace / size : 1;
  const members = new Map<number, number>();
  for (const label of components) members.set(label, (members.get(label) ?? 0) + 1);
  const filled = withConstants(laplacian, components, members, fill);
  const inverse = invertPositive(filled, 1e-15)?.inverse;
  return inverse && withConstants(inverse, components, members, -1 / fill);
}

/** Adds `amount` / m to every entry of two treatments of the same component of m. */
function withConstants(
  { rows, columns, values }: Matrix,
  components: Int32Array,
  members: ReadonlyMap<number, number>,
  amount: number,
): Matrix {
  const result = Float64Array.from(values);
  for (let i = 0; i < rows; i += 1) {
    const label = at(components, i);
    const share = amount / (members.get(label) ?? 1);
    for (let j = 0; j < columns; j += 1) {
      if (components[j] === label) result[i * columns + j] = at(result, i * columns + j) + share;
    }
  }
  return { rows, columns, values: result };
}

/** The variance of the difference of two treatments. */
export function varianceOfPair(
  { covariance: { columns, values } }: Pick<LaplacianFit, "covariance">,
  i: number,
  j: number,
): number {
  return at(values, i * columns + i) + at(values, j * columns + j) - 2 * at(values, i * columns + j);
}
