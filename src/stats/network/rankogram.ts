import { failed, type InvalidInput, invalidInput, ok, type Result, seededRandom } from "#kernel";
import { normalQuantile } from "../distributions/normal.ts";
import { at, type Matrix, zeros } from "../linear/matrix.ts";
import { symmetricPower } from "../linear/symmetric-eigen.ts";
import type { NetworkEffects } from "./network-meta-analysis.ts";
import { addRankProbabilities, type GivenOthers, givenOthers } from "./rank-probabilities.ts";
import { pScores, type RankingOptions } from "./ranking.ts";

export type RankogramOptions = RankingOptions & {
  /** Points for the integral, a multiple of 16; 16,384 where it is left out. */
  readonly points?: number;
  readonly seed?: string;
};

export type Rankogram = {
  /** The probability of each rank, the best first: treatments × ranks. */
  readonly probabilities: Matrix;
  /** The probability of at most each rank. */
  readonly cumulative: Matrix;
  /** The surface under the cumulative ranking curve, by treatment: exact, as it is the P-score. */
  readonly sucra: readonly number[];
  /** The largest standard error of a probability, from 16 independent shifts of the points. */
  readonly error: number;
};

const shifts = 16;

/**
 * The probability of every rank of every treatment where the effects are as the estimates say, normal with their covariance: exact for each
 * treatment given the others, and over these by a lattice of points that is shifted at random, whose error is stated.
 *
 * Salanti, Ades and Ioannidis (2011), Graphical methods and numerical summaries for presenting results from multiple-treatment meta-analysis,
 * J. Clin. Epidemiol. 64:163; Richtmyer (1951) for the lattice; Cranley and Patterson (1976), SIAM J. Numer. Anal. 13:904, for the shifts.
 */
export function rankogram(
  model: NetworkEffects,
  { better, points = 16_384, seed = "rankogram" }: RankogramOptions,
): Result<Rankogram, InvalidInput> {
  if (!(Number.isSafeInteger(points) && points >= shifts && points <= 1e8)) {
    const message = `expected a number of points from ${shifts} to 100,000,000, got ${points}`;
    return failed(invalidInput({ path: "points", message }));
  }
  const { effects, fit } = model;
  const size = effects.rows;
  const target = targetOf(model, better);
  const random = seededRandom(seed);
  const parts = Array.from({ length: shifts }, () => {
    const shift = Float64Array.from({ length: fit.potentials.length }, () => random.next());
    return ranksOf(target, shift, Math.ceil(points / shifts));
  });
  const probabilities = zeros(size, size);
  for (const part of parts) {
    part.forEach((share, place) => {
      probabilities.values[place] = at(probabilities.values, place) + share / shifts;
    });
  }
  return ok({
    probabilities,
    cumulative: cumulated(probabilities),
    sucra: pScores(model, { better }),
    error: largestError(parts, probabilities),
  });
}

type Target = { readonly given: GivenOthers; readonly root: Matrix };

/** The distribution of the effects, turned so that smaller is better. */
function targetOf({ fit }: NetworkEffects, better: RankingOptions["better"]): Target {
  const sign = better === "larger" ? -1 : 1;
  const center = fit.potentials.map((value) => sign * value);
  return { given: givenOthers(center, fit.covariance), root: symmetricPower(fit.covariance, 0.5) };
}

/** The mean of the probabilities over the points of a lattice. */
function ranksOf({ given, root }: Target, shift: Float64Array, points: number): Float64Array {
  const size = given.center.length;
  const generators = primes(size).map((prime) => Math.sqrt(prime) % 1);
  const sums = new Float64Array(size * size);
  const effects = new Float64Array(size);
  for (let point = 1; point <= points; point += 1) {
    effects.set(given.center);
    for (let axis = 0; axis < size; axis += 1) {
      const u = (point * at(generators, axis) + at(shift, axis)) % 1;
      // The tent makes the integrand periodic.
      const z = normalQuantile(Math.min(Math.max(Math.abs(2 * u - 1), 1e-12), 1 - 1e-12));
      for (let i = 0; i < size; i += 1) effects[i] = at(effects, i) + z * at(root.values, axis * size + i);
    }
    addRankProbabilities(given, effects, sums);
  }
  return sums.map((sum) => sum / points);
}

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

function cumulated({ rows, columns, values }: Matrix): Matrix {
  const result = zeros(rows, columns);
  for (let i = 0; i < rows; i += 1) {
    let sum = 0;
    for (let j = 0; j < columns; j += 1) {
      sum += at(values, i * columns + j);
      result.values[i * columns + j] = sum;
    }
  }
  return result;
}

function largestError(parts: readonly Float64Array[], { values }: Matrix): number {
  return values.reduce((largest, mean, place) => {
    const squares = parts.reduce((sum, part) => sum + (at(part, place) - mean) ** 2, 0);
    return Math.max(largest, Math.sqrt(squares / (shifts * (shifts - 1))));
  }, 0);
}
