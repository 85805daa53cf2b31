import { minimizeScalar } from "../numerics/minimize-scalar.ts";
import { logLikelihoodAt, marginalLikelihood } from "./marginal-likelihood.ts";
import { posteriorGrid } from "./posterior-grid.ts";
import type { MuPrior, StudyEffects } from "./study-effects.ts";
import { isProper, type TauPrior } from "./tau-prior.ts";

/** How much the data favor no heterogeneity, or no mean effect, over the model; null where the prior in question is improper. */
export type BayesFactors = {
  readonly tauZero: number | null;
  readonly muZero: number | null;
  /** The smallest that any prior of τ, or of μ, could give: against the value that the data like best. */
  readonly smallest: { readonly tauZero: number | null; readonly muZero: number | null };
};

type Model = { readonly tauPrior: TauPrior; readonly muPrior: MuPrior; readonly logTotal: number };

/** Held and Ott (2018), On p-values and Bayes factors, Annu. Rev. Stat. Appl. 5:393, for the smallest ones. */
export function bayesFactors(data: StudyEffects, { tauPrior, muPrior, logTotal }: Model): BayesFactors {
  const given = marginalLikelihood(data, muPrior);
  const [tauProper, muProper] = [isProper(tauPrior), muPrior !== "flat"];
  const logAt = (mu: number): number =>
    posteriorGrid(data, tauPrior, (tau) => logLikelihoodAt(data, mu, tau))?.logTotal ??
    Number.NEGATIVE_INFINITY;
  const zero = given(0).logDensity;
  const muZero = tauProper ? logAt(0) : null;
  return {
    tauZero: tauProper && muProper ? Math.exp(zero - logTotal) : null,
    muZero: muZero !== null && muProper ? Math.exp(muZero - logTotal) : null,
    smallest: {
      tauZero: muProper
        ? Math.exp(Math.min(0, zero - highest((tau) => given(tau).logDensity, 0, rangeOf(data))))
        : null,
      muZero:
        muZero === null
          ? null
          : Math.exp(muZero - highest(logAt, Math.min(...data.effects), Math.max(...data.effects))),
    },
  };
}

function rangeOf({ effects, standardErrors }: StudyEffects): number {
  return Math.max(...effects) - Math.min(...effects) + Math.max(...standardErrors);
}

function highest(f: (x: number) => number, low: number, high: number): number {
  if (!(high > low)) return f(low);
  const steps = 32;
  const grid = Array.from({ length: steps + 1 }, (_, index) => low + ((high - low) * index) / steps);
  const best = grid.reduce((a, b) => (f(b) > f(a) ? b : a));
  const width = (high - low) / steps;
  const { value } = minimizeScalar(
    (x) => -f(x),
    { low: Math.max(low, best - width), high: Math.min(high, best + width) },
    { tolerance: 1e-10 * width },
  );
  return Math.max(-value, f(low));
}
