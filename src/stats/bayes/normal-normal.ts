import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { at } from "../linear/matrix.ts";
import { type BayesFactors, bayesFactors } from "./bayes-factors.ts";
import { marginalLikelihood } from "./marginal-likelihood.ts";
import { normalMixture } from "./normal-mixture.ts";
import { posteriorGrid } from "./posterior-grid.ts";
import { type Posterior, type PosteriorSummary, summaryOfPosterior } from "./posterior-summary.ts";
import { dataIssues, type MuPrior, priorIssues, type StudyEffects } from "./study-effects.ts";
import type { TauGrid } from "./tau-grid.ts";
import { tauPosterior } from "./tau-posterior.ts";
import { isProper, logTauPrior, type TauPrior } from "./tau-prior.ts";

export type NormalNormalOptions = LevelOption & { readonly tauPrior: TauPrior; readonly muPrior?: MuPrior };

/** A posterior, as functions and in a few numbers. */
export type Described = { readonly posterior: Posterior; readonly summary: PosteriorSummary };

export type NormalNormal = {
  /** The standard deviation between studies. */
  readonly tau: Described;
  /** The mean effect. */
  readonly mu: Described;
  /** The effect of a new study. */
  readonly prediction: Described;
  /** The effects of the studies themselves, drawn to the mean. */
  readonly studies: readonly Described[];
  readonly bayesFactors: BayesFactors;
  /** The logarithm of the density of the data; null with an improper prior. */
  readonly logMarginalLikelihood: number | null;
  readonly level: number;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * The normal–normal hierarchical model: effects of studies are normal around a mean μ with standard deviation τ. Given τ all else is normal, so
 * that the posteriors are mixtures over τ, by quadrature to about twelve digits, without simulation.
 *
 * Röver (2020), Bayesian random-effects meta-analysis using the bayesmeta R package, J. Stat. Softw. 93(6); Röver and Friede (2017), Discrete
 * approximation of a mixture distribution via restricted divergence, J. Comput. Graph. Stat. 26:217.
 *
 * Refuses improper priors with too few studies: flat for τ needs three studies, four in all with μ flat as well have all moments.
 */
export function normalNormal(
  data: StudyEffects,
  options: NormalNormalOptions,
): Result<NormalNormal, InvalidInput> {
  const { level = usualLevel, tauPrior, muPrior = "flat" } = options;
  const issues = [
    ...dataIssues(data),
    ...priorIssues(tauPrior, muPrior, data.effects.length),
    ...levelIssues(level),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const given = marginalLikelihood(data, muPrior);
  const grid = posteriorGrid(data, tauPrior, (tau) => given(tau).logDensity);
  if (grid === undefined) return failed(invalidInput(notIntegrable));
  const conditional = [...grid.points].map(given);
  const means = Float64Array.from(conditional, ({ mean }) => mean);
  const sds = Float64Array.from(conditional, ({ variance }) => Math.sqrt(variance));
  const spreads = sds.map((sd, index) => Math.hypot(sd, at(grid.points, index)));
  const described = (posterior: Posterior, floor?: number): Described => ({
    posterior,
    summary: summaryOfPosterior(posterior, level, floor),
  });
  const proper = isProper(tauPrior) && muPrior !== "flat";
  return ok({
    tau: described(
      tauPosterior(grid, (tau) => given(tau).logDensity + logTauPrior(tauPrior, tau)),
      0,
    ),
    mu: described(normalMixture(grid.weights, means, sds)),
    prediction: described(normalMixture(grid.weights, means, spreads)),
    studies: data.effects.map((effect, index) =>
      described(shrunken(grid, conditional, effect, at(data.standardErrors, index), data, muPrior)),
    ),
    bayesFactors: bayesFactors(data, { tauPrior, muPrior, grid }),
    logMarginalLikelihood: proper ? grid.logTotal : null,
    level,
    warnings: grid.converged
      ? []
      : [warning("not-estimable", "The integral over τ was not found to twelve digits.")],
  });
}

const notIntegrable: InputIssue = {
  path: "tauPrior",
  message: "expected a posterior that can be integrated, got one that is too far out or has no end",
};

/** A study's own effect: given τ, between what the study says and the mean of all. */
function shrunken(
  grid: TauGrid,
  conditional: readonly { readonly mean: number; readonly variance: number }[],
  effect: number,
  error: number,
  data: StudyEffects,
  muPrior: MuPrior,
): Posterior {
  const means = new Float64Array(grid.points.length);
  const sds = new Float64Array(grid.points.length);
  conditional.forEach(({ mean, variance }, index) => {
    const tau2 = at(grid.points, index) ** 2;
    const pull = error ** 2 / (error ** 2 + tau2);
    means[index] = pull * mean + (1 - pull) * effect;
    sds[index] = Math.sqrt(pull * pull * variance + pull * tau2);
  });
  if (data.effects.length === 1 && muPrior === "flat") sds.fill(error);
  return normalMixture(grid.weights, means, sds);
}
