import { at, type Matrix, zeros } from "../linear/matrix.ts";
import type { EventStudy } from "./event-network.ts";

/** What a study expects in each arm, given its number of events; its probability of what it saw. */
export type ConditionalMoments = {
  readonly means: Float64Array;
  readonly covariance: Matrix;
  readonly logLikelihood: number;
};

/**
 * The moments of Fisher's noncentral hypergeometric distribution of the events of a study over its arms, whose log odds are `logOdds` up to a
 * constant, given their sum: exact, by multiplying generating functions.
 */
export function conditionalMoments({ events, n }: EventStudy, logOdds: Float64Array): ConditionalMoments {
  const all = events.reduce((sum, one) => sum + one, 0);
  const size = n.reduce((sum, one) => sum + one, 0);
  // The rarer of events and others makes the shorter polynomials.
  const turned = 2 * all > size;
  const counts = turned ? n.map((one, arm) => one - at(events, arm)) : events;
  const rate = turned ? logOdds.map((value) => -value) : logOdds;
  const degree = turned ? size - all : all;
  const moments = momentsOfCounts(counts, n, rate, degree);
  return turned ? { ...moments, means: moments.means.map((mean, arm) => at(n, arm) - mean) } : moments;
}

type Polynomial = { readonly terms: Float64Array; readonly logScale: number };

function momentsOfCounts(
  counts: readonly number[],
  n: readonly number[],
  rate: Float64Array,
  degree: number,
): ConditionalMoments {
  const arms = n.length;
  const polynomials = n.map((size, arm) => armPolynomial(size, at(rate, arm), degree));
  const tops = (power: (arm: number) => number): number =>
    topCoefficient(
      polynomials.map((p, arm) => raised(p, power(arm))),
      degree,
    );
  const whole = tops(() => 0);
  const means = Float64Array.from(n, (_, arm) => tops((one) => (one === arm ? 1 : 0)) / whole);
  const covariance = zeros(arms, arms);
  for (let i = 0; i < arms; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const product = tops((one) => (one === i ? 1 : 0) + (one === j ? 1 : 0)) / whole;
      const value = product - at(means, i) * at(means, j);
      covariance.values[i * arms + j] = value;
      covariance.values[j * arms + i] = value;
    }
  }
  const seen = polynomials.reduce((sum, { terms }, arm) => sum + Math.log(at(terms, at(counts, arm))), 0);
  return { means, covariance, logLikelihood: seen - Math.log(whole) };
}

/** C(n, r) exp(r · rate) for r to `degree`, over the largest of them. */
function armPolynomial(n: number, rate: number, degree: number): Polynomial {
  const logs = new Float64Array(Math.min(n, degree) + 1);
  for (let r = 1; r < logs.length; r += 1) logs[r] = at(logs, r - 1) + Math.log((n - r + 1) / r) + rate;
  const logScale = logs.reduce((most, log) => Math.max(most, log), 0);
  return { terms: logs.map((log) => Math.exp(log - logScale)), logScale };
}

function raised({ terms }: Polynomial, power: number): Float64Array {
  return power === 0 ? terms : terms.map((term, r) => term * r ** power);
}

/** The coefficient of z^degree of a product of polynomials. */
function topCoefficient(polynomials: readonly Float64Array[], degree: number): number {
  let product: Float64Array = Float64Array.of(1);
  for (const terms of polynomials) product = multiplied(product, terms, degree);
  return product[degree] ?? 0;
}

function multiplied(a: Float64Array, b: Float64Array, degree: number): Float64Array {
  const result = new Float64Array(Math.min(degree + 1, a.length + b.length - 1));
  for (let i = 0; i < a.length; i += 1) {
    const factor = at(a, i);
    if (factor === 0) continue;
    const end = Math.min(b.length, result.length - i);
    for (let j = 0; j < end; j += 1) result[i + j] = at(result, i + j) + factor * at(b, j);
  }
  return result;
}
