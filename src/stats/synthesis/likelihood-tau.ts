import { type Moments, momentsAt } from "./moments.ts";
import type { StudyModel } from "./study-model.ts";

/** A τ² that was found by steps: how many, the slope that is left, and whether it settled. */
export type SolvedTau = {
  readonly tau2: number;
  readonly iterations: number;
  /** The derivative of what is maximized, or the equation's remainder; at τ² = 0 it may point below. */
  readonly gradient: number;
  readonly converged: boolean;
};

export type Likelihood = "ML" | "REML";

/**
 * The τ² at which the likelihood, or the restricted likelihood, is highest: Newton's steps on its derivative with the exact second derivative,
 * Fisher's where the curve is not yet that of a maximum, kept between points where the slope is known to be upward and downward. Without
 * a maximum above it, τ² is 0.
 *
 * Harville (1977), Maximum likelihood approaches to variance component estimation, J. Am. Stat. Assoc. 72:320.
 */
export function likelihoodTau(model: StudyModel, likelihood: Likelihood, start: number): SolvedTau {
  const restricted = likelihood === "REML";
  let tau2 = Math.max(0, start);
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let last = false;
  for (let iterations = 0; iterations < mostIterations; iterations += 1) {
    const moments = momentsAt(model, tau2);
    const gradient = slope(moments, restricted);
    const done = last || gradient === 0 || (tau2 === 0 && gradient < 0);
    if (done) return { tau2, iterations, gradient, converged: true };
    if (gradient > 0) low = tau2;
    else high = tau2;
    const step = gradient / information(moments, restricted);
    const next = within(tau2 + step, low, high, gradient);
    // The steps of Newton double the digits that are right: after one this small nothing is left.
    last =
      Math.abs(next - tau2) <= 1e-9 * tau2 || (high < Number.POSITIVE_INFINITY && high - low <= 4e-16 * high);
    tau2 = next;
  }
  const gradient = slope(momentsAt(model, tau2), restricted);
  return { tau2, iterations: mostIterations, gradient, converged: false };
}

const mostIterations = 200;

function slope({ qq, traceP, sumW }: Moments, restricted: boolean): number {
  return (qq - (restricted ? traceP : sumW)) / 2;
}

/** The observed information, or a share of the expected where that is not to be trusted. */
function information({ qqq, tracePp, sumWw }: Moments, restricted: boolean): number {
  const expected = (restricted ? tracePp : sumWw) / 2;
  const observed = qqq - expected;
  return observed > expected / 10 ? observed : expected;
}

/** The point, or one well inside of the bracket where it lies outside. */
function within(point: number, low: number, high: number, gradient: number): number {
  if (point > low && point < high) return point;
  // From above the slope is downward: 0 itself is asked before anything between.
  if (gradient < 0 && low === 0 && point <= 0) return 0;
  return high === Number.POSITIVE_INFINITY ? 2 * low + 1 : (low + high) / 2;
}
