import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { at } from "../linear/matrix.ts";
import { type BayesFactors, bayesFactors } from "./bayes-factors.ts";
import { marginalLikelihood } from "./marginal-likelihood.ts";
import { normalMixture } from "./normal-mixture.ts";
import { type Posterior, type PosteriorSummary, summaryOfPosterior } from "./posterior-summary.ts";
import { type TauGrid, tauGrid } from "./tau-grid.ts";
import { tauPosterior } from "./tau-posterior.ts";
import { isProper, logTauPrior, type TauPrior, tauPriorIssues } from "./tau-prior.ts";

/** Effects of studies and their standard errors. */
export type StudyEffects = {
  readonly effects: readonly number[];
  readonly standardErrors: readonly number[];
};

/** What is believed of the mean effect: a normal distribution, or nothing. */
export type MuPrior = { readonly mean: number; readonly sd: number } | "flat";

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
    bayesFactors: bayesFactors(data, { tauPrior, muPrior, logTotal: grid.logTotal }),
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

export function dataIssues({ effects, standardErrors }: StudyEffects): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  if (effects.length === 0)
    issues.push({ path: "effects", message: "expected at least one study, got none" });
  if (effects.length !== standardErrors.length)
    issues.push({
      path: "standardErrors",
      message: `expected ${effects.length}, got ${standardErrors.length}`,
    });
  effects.forEach((effect, index) => {
    if (!(Math.abs(effect) < 1e100))
      issues.push({ path: `effects.${index}`, message: `expected a number below 1e100, got ${effect}` });
  });
  standardErrors.forEach((error, index) => {
    if (!(error > 1e-100 && error < 1e100))
      issues.push({ path: `standardErrors.${index}`, message: `expected a positive number, got ${error}` });
  });
  return issues;
}

export function priorIssues(tauPrior: TauPrior, muPrior: MuPrior, studies: number): readonly InputIssue[] {
  const issues: InputIssue[] = [...tauPriorIssues(tauPrior)];
  if (muPrior !== "flat" && !(Number.isFinite(muPrior.mean) && muPrior.sd > 0 && Number.isFinite(muPrior.sd)))
    issues.push({
      path: "muPrior",
      message: `expected a mean and a positive sd, got ${muPrior.mean} and ${muPrior.sd}`,
    });
  const needed = muPrior === "flat" ? 3 : 2;
  if (!isProper(tauPrior) && studies < needed)
    issues.push({
      path: "tauPrior",
      message: `expected ${needed} studies or more for a prior without an upper end, got ${studies}`,
    });
  return issues;
}

/** The distribution of τ given the data, whose total is the density of the data. */
export function posteriorGrid(
  { effects, standardErrors }: StudyEffects,
  prior: TauPrior,
  logLikelihood: (tau: number) => number,
): TauGrid | undefined {
  const sorted = [...standardErrors].sort((a, b) => a - b);
  const spread = Math.max(...effects) - Math.min(...effects);
  const scale = Math.max(at(sorted, Math.floor(sorted.length / 2)), spread / 4);
  const upper = prior.kind === "uniform" ? prior.upper : undefined;
  return tauGrid((tau) => logLikelihood(tau) + logTauPrior(prior, tau), scale, upper);
}

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
