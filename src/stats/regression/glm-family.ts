import { logGamma } from "../distributions/gamma.ts";
import { normalCdf, normalDensity, normalQuantile } from "../distributions/normal.ts";

export type FamilyName = "binomial" | "poisson" | "gaussian";
export type LinkName = "logit" | "log" | "identity" | "probit" | "complementary-log-log";

/** How the mean of an outcome hangs together with the linear predictor. */
export type Link = {
  readonly name: LinkName;
  readonly of: (mean: number) => number;
  readonly mean: (predictor: number) => number;
  /** The derivative of the mean. */
  readonly slope: (predictor: number) => number;
};

/** How an outcome varies around its mean. */
export type Family = {
  readonly name: FamilyName;
  readonly variance: (mean: number) => number;
  /** A mean to begin with, inside of the range. */
  readonly starting: (outcome: number, weight: number) => number;
  readonly isPossible: (mean: number) => boolean;
  /** Twice the log likelihood that an observation falls short of a mean of its own. */
  readonly deviance: (outcome: number, mean: number) => number;
  /** The log likelihood of an observation; null where it needs the dispersion. */
  readonly logLikelihood: ((outcome: number, mean: number, weight: number) => number) | null;
};

export const usualLink: Readonly<Record<FamilyName, LinkName>> = {
  binomial: "logit",
  poisson: "log",
  gaussian: "identity",
};

/** Beyond it exp, or a share of one, is out of what numbers can tell. */
const furthest = 700;

const links: Readonly<Record<LinkName, () => Link>> = {
  logit: () => ({
    name: "logit",
    of: (mean) => Math.log(mean / (1 - mean)),
    mean: (x) => 1 / (1 + Math.exp(-x)),
    slope: (x) => 1 / (2 + Math.exp(x) + Math.exp(-x)),
  }),
  log: () => ({
    name: "log",
    of: Math.log,
    mean: (x) => Math.exp(Math.min(x, furthest)),
    slope: (x) => Math.exp(Math.min(x, furthest)),
  }),
  identity: () => ({ name: "identity", of: (mean) => mean, mean: (x) => x, slope: () => 1 }),
  probit: () => ({ name: "probit", of: normalQuantile, mean: normalCdf, slope: normalDensity }),
  "complementary-log-log": () => ({
    name: "complementary-log-log",
    of: (mean) => Math.log(-Math.log1p(-mean)),
    mean: (x) => -Math.expm1(-Math.exp(Math.min(x, furthest))),
    slope: (x) => Math.exp(Math.min(x, furthest) - Math.exp(Math.min(x, furthest))),
  }),
};

export function linkOf(name: LinkName): Link {
  return links[name]();
}

const families: Readonly<Record<FamilyName, () => Family>> = {
  binomial: () => ({
    name: "binomial",
    variance: (mean) => mean * (1 - mean),
    starting: (outcome, weight) => (weight * outcome + 0.5) / (weight + 1),
    isPossible: (mean) => mean > 0 && mean < 1,
    deviance: (outcome, mean) => 2 * (entropy(outcome, mean) + entropy(1 - outcome, 1 - mean)),
    logLikelihood: binomialLogLikelihood,
  }),
  poisson: () => ({
    name: "poisson",
    variance: (mean) => mean,
    starting: (outcome) => outcome + 0.1,
    isPossible: (mean) => mean > 0 && mean < Number.MAX_VALUE,
    deviance: (outcome, mean) => 2 * (entropy(outcome, mean) - (outcome - mean)),
    logLikelihood: (outcome, mean, weight) =>
      weight * ((outcome === 0 ? 0 : outcome * Math.log(mean)) - mean - logGamma(outcome + 1)),
  }),
  gaussian: () => ({
    name: "gaussian",
    variance: () => 1,
    starting: (outcome) => outcome,
    isPossible: Number.isFinite,
    deviance: (outcome, mean) => (outcome - mean) ** 2,
    logLikelihood: null,
  }),
};

export function familyOf(name: FamilyName): Family {
  return families[name]();
}

function entropy(outcome: number, mean: number): number {
  return outcome === 0 ? 0 : outcome * Math.log(outcome / mean);
}

/** Of a proportion among `trials`, with how many ways there are to it. */
function binomialLogLikelihood(outcome: number, mean: number, trials: number): number {
  const events = outcome * trials;
  const ways = logGamma(trials + 1) - logGamma(events + 1) - logGamma(trials - events + 1);
  const hit = events === 0 ? 0 : events * Math.log(mean);
  const missed = events === trials ? 0 : (trials - events) * Math.log1p(-mean);
  return ways + hit + missed;
}
