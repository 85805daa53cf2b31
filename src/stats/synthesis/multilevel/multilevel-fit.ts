import { at, largestMagnitude } from "../../linear/matrix.ts";
import { leastSquares } from "../../linear/qr.ts";
import { minimize, newtonStep } from "../../numerics/minimize.ts";
import type { BlockedOutcomes, LeastSquaresFit } from "./generalized-least-squares.ts";
import { generalizedLeastSquares } from "./generalized-least-squares.ts";
import { type Deviance, devianceOf, type LikelihoodMethod } from "./multilevel-likelihood.ts";
import type { RandomTerm } from "./random-term.ts";

/** The maximum of the likelihood, and how it was reached. */
export type MultilevelFit = {
  readonly parameters: Float64Array;
  readonly fit: LeastSquaresFit;
  /** −2 log likelihood without its constant. */
  readonly deviance: number;
  readonly iterations: number;
  /** The largest slope of the deviance that is left, by square roots of variances and angles of correlations. */
  readonly largestGradient: number;
  readonly converged: boolean;
};

/**
 * Newton's method from a start by moments, and from others that share the variance differently among the terms; the best maximum counts.
 * Undefined where not even the start has a likelihood.
 */
export function fitMultilevel(
  data: BlockedOutcomes,
  method: LikelihoodMethod,
  warmStart?: Float64Array,
): MultilevelFit | undefined {
  const deviance = devianceOf(data, method);
  const starts = warmStart ? [warmStart] : startsFor(data);
  let best: MultilevelFit | undefined;
  for (const start of starts) {
    if (!Number.isFinite(deviance.value(start))) continue;
    const { x, value, iterations, converged } = minimize(deviance.value, start, {
      gradient: deviance.gradient,
      hessian: deviance.hessian,
      mostIterations: 300,
    });
    if (best !== undefined && !(value < best.deviance - 1e-9)) continue;
    const { parameters, largestGradient } = polished(deviance, x);
    const fit = deviance.fitAt(parameters);
    if (fit === undefined) continue;
    best = { parameters, fit, deviance: value, iterations, largestGradient, converged };
  }
  return best;
}

/** Steps that the value is too coarse to judge, as long as they lessen the slope. */
function polished(
  deviance: Deviance,
  found: Float64Array,
): { readonly parameters: Float64Array; readonly largestGradient: number } {
  let parameters = found;
  let gradient = deviance.gradient(parameters);
  for (let times = 0; times < 5; times += 1) {
    const step = newtonStep(deviance.hessian(parameters), gradient, 1);
    const next = parameters.map((value, index) => value + at(step, index));
    const slope = deviance.gradient(next);
    if (!(largestMagnitude(slope) < largestMagnitude(gradient))) break;
    [parameters, gradient] = [next, slope];
  }
  return { parameters, largestGradient: largestMagnitude(gradient) };
}

function startsFor(data: BlockedOutcomes): readonly Float64Array[] {
  const { terms } = data;
  const variance = excessVariance(data);
  const even = startWith(terms, () => variance / terms.length);
  if (even.length === 0) return [even];
  if (terms.length === 1)
    return [even, startWith(terms, () => variance * 4), startWith(terms, () => variance / 16)];
  const leaning = terms.map((_, chosen) =>
    startWith(terms, (index) => variance * (index === chosen ? 0.9 : 0.1 / (terms.length - 1))),
  );
  return [even, ...leaning];
}

function startWith(terms: readonly RandomTerm[], varianceOf: (term: number) => number): Float64Array {
  return Float64Array.from(terms.flatMap(({ structure }, index) => structure.start(varianceOf(index))));
}

/** The variance of the residuals beyond that of sampling, and a fifth of the former at least. */
function excessVariance({ outcomes, design, blocks, terms }: BlockedOutcomes): number {
  const { residualSumOfSquares } = leastSquares(design, outcomes);
  const freedom = Math.max(1, outcomes.length - design.columns);
  const total = residualSumOfSquares / freedom;
  let sampling = 0;
  for (const block of blocks) {
    for (let row = 0; row < block.rows.length; row += 1)
      sampling += at(block.sampling.values, row * block.rows.length + row);
  }
  const excess = Math.max(total - sampling / outcomes.length, total / 5);
  return terms.length === 0 ? 0 : excess > 0 ? excess : 1e-4;
}

/** The fit with sampling errors alone, as if there were no random effects. */
export function fitWithoutRandomEffects(data: BlockedOutcomes): LeastSquaresFit | undefined {
  return generalizedLeastSquares({ ...data, terms: [] }, []);
}
