import { failed, type InvalidInput, invalidInput, ok, type Result, seededRandom } from "#kernel";
import { normalQuantile } from "../distributions/normal.ts";
import { at, type Matrix, zeros } from "../linear/matrix.ts";
import { symmetricPower } from "../linear/symmetric-eigen.ts";
import type { NetworkEffects } from "./network-meta-analysis.ts";
import type { RankingOptions } from "./ranking.ts";

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
  /** The surface under the cumulative ranking curve, by treatment: the P-score, up to the error. */
  readonly sucra: readonly number[];
  /** The largest standard error of a probability, from 16 independent shifts of the points. */
  readonly error: number;
};

const shifts = 16;

/**
 * The probability of every rank of every treatment where the effects are as the estimates say, normal with their covariance: an integral by a
 * lattice of points that is shifted at random, whose error is stated.
 *
 * Salanti, Ades and Ioannidis (2011), Graphical methods and numerical summaries for presenting results from multiple-treatment meta-analysis,
 * J. Clin. Epidemiol. 64:163; Richtmyer (1951) for the lattice; Cranley and Patterson (1976), SIAM J. Numer. Anal. 13:904, for the shifts.
 */
export function rankogram(
  { fit }: NetworkEffects,
  { better, points = 16_384, seed = "rankogram" }: RankogramOptions,
): Result<Rankogram, InvalidInput> {
  if (!(Number.isSafeInteger(points) && points >= shifts && points <= 1e8)) {
    const message = `expected a number of points from ${shifts} to 100,000,000, got ${points}`;
    return failed(invalidInput({ path: "points", message }));
  }
  const size = fit.potentials.length;
  const root = symmetricPower(fit.covariance, 0.5);
  const random = seededRandom(seed);
  const sign = better === "larger" ? -1 : 1;
  const parts = Array.from({ length: shifts }, () => {
    const shift = Float64Array.from({ length: size }, () => random.next());
    return ranksOf({ potentials: fit.potentials, root, sign }, shift, Math.ceil(points / shifts));
  });
  const probabilities = zeros(size, size);
  for (const part of parts) {
    part.forEach((share, place) => {
      probabilities.values[place] = at(probabilities.values, place) + share / shifts;
    });
  }
  const cumulative = cumulated(probabilities);
  return ok({
    probabilities,
    cumulative,
    sucra: surfaces(cumulative),
    error: largestError(parts, probabilities),
  });
}

type Target = { readonly potentials: Float64Array; readonly root: Matrix; readonly sign: number };

function ranksOf({ potentials, root, sign }: Target, shift: Float64Array, points: number): Float64Array {
  const size = potentials.length;
  const generators = primes(size).map((prime) => Math.sqrt(prime) % 1);
  const counts = new Float64Array(size * size);
  const [normal, effects] = [new Float64Array(size), new Float64Array(size)];
  for (let point = 1; point <= points; point += 1) {
    for (let i = 0; i < size; i += 1) {
      const u = (point * at(generators, i) + at(shift, i)) % 1;
      // The tent makes the integrand periodic.
      normal[i] = normalQuantile(Math.min(Math.max(Math.abs(2 * u - 1), 1e-12), 1 - 1e-12));
    }
    for (let i = 0; i < size; i += 1) {
      let sum = at(potentials, i);
      for (let j = 0; j < size; j += 1) sum += at(root.values, i * size + j) * at(normal, j);
      effects[i] = sign * sum;
    }
    for (let i = 0; i < size; i += 1) {
      let rank = 0;
      for (let j = 0; j < size; j += 1) if (at(effects, j) < at(effects, i)) rank += 1;
      counts[i * size + rank] = at(counts, i * size + rank) + 1 / points;
    }
  }
  return counts;
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

function surfaces({ rows, columns, values }: Matrix): readonly number[] {
  return Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < columns - 1; j += 1) sum += at(values, i * columns + j);
    return sum / (columns - 1);
  });
}

function largestError(parts: readonly Float64Array[], { values }: Matrix): number {
  return values.reduce((largest, mean, place) => {
    const squares = parts.reduce((sum, part) => sum + (at(part, place) - mean) ** 2, 0);
    return Math.max(largest, Math.sqrt(squares / (shifts * (shifts - 1))));
  }, 0);
}
