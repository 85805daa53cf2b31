import { at } from "../linear/matrix.ts";
import { minimizeScalar } from "../numerics/minimize-scalar.ts";
import { logLikelihoodAt, marginalLikelihood } from "./marginal-likelihood.ts";
import { posteriorGrid } from "./posterior-grid.ts";
import type { MuPrior, StudyEffects } from "./study-effects.ts";
import type { TauGrid } from "./tau-grid.ts";
import { isProper, type TauPrior } from "./tau-prior.ts";

/** How much the data favor no heterogeneity, or no mean effect, over the model; null where the prior in question is improper. */
export type BayesFactors = {
  readonly tauZero: number | null;
  readonly muZero: number | null;
  /** The smallest that any prior of τ, or of μ, could give: against the value that the data like best. */
  readonly smallest: { readonly tauZero: number | null; readonly muZero: number | null };
};

type Model = { readonly tauPrior: TauPrior; readonly muPrior: MuPrior; readonly grid: TauGrid };

/** Held and Ott (2018), On p-values and Bayes factors, Annu. Rev. Stat. Appl. 5:393, for the smallest ones. */
export function bayesFactors(data: StudyEffects, { tauPrior, muPrior, grid }: Model): BayesFactors {
  const { logTotal } = grid;
  const given = marginalLikelihood(data, muPrior);
  const [tauProper, muProper] = [isProper(tauPrior), muPrior !== "flat"];
  const logAt = (mu: number): number =>
    posteriorGrid(data, tauPrior, (tau) => logLikelihoodAt(data, mu, tau))?.logTotal ??
    Number.NEGATIVE_INFINITY;
  const nearAt = onGrid(data, muPrior, grid);
  const zero = given(0).logDensity;
  const muZero = tauProper ? logAt(0) : null;
  return {
    tauZero: tauProper && muProper ? Math.exp(zero - logTotal) : null,
    muZero: muZero !== null && muProper ? Math.exp(muZero - logTotal) : null,
    smallest: {
      tauZero: muProper
        ? Math.exp(Math.min(0, zero - highest((tau) => given(tau).logDensity, 0, rangeOf(data)).value))
        : null,
      muZero:
        muZero === null
          ? null
          : Math.exp(muZero - logAt(highest(nearAt, Math.min(...data.effects), Math.max(...data.effects)).x)),
    },
  };
}

function rangeOf({ effects, standardErrors }: StudyEffects): number {
  return Math.max(...effects) - Math.min(...effects) + Math.max(...standardErrors);
}

/** The density of the data given μ, up to a factor, by the points of the posterior of τ: quick, for the search of its peak. */
function onGrid(data: StudyEffects, muPrior: MuPrior, { points, weights }: TauGrid): (mu: number) => number {
  const given = marginalLikelihood(data, muPrior);
  const shares = weights.map((weight, index) => Math.log(weight) - given(at(points, index)).logDensity);
  return (mu) => {
    const logs = shares.map((share, index) => share + logLikelihoodAt(data, mu, at(points, index)));
    const top = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
    return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
  };
}

function highest(
  f: (x: number) => number,
  low: number,
  high: number,
): { readonly x: number; readonly value: number } {
  if (!(high > low)) return { x: low, value: f(low) };
  const steps = 32;
  const places = Array.from({ length: steps + 1 }, (_, index) => low + ((high - low) * index) / steps);
  const heights = places.map(f);
  const best = heights.indexOf(Math.max(...heights));
  const near = {
    low: places[Math.max(0, best - 1)] as number,
    high: places[Math.min(steps, best + 1)] as number,
  };
  const { x, value } = minimizeScalar((place) => -f(place), near, {
    tolerance: 1e-10 * (near.high - near.low),
  });
  return -value > (heights[0] as number) ? { x, value: -value } : { x: low, value: heights[0] as number };
}
