import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { studentTQuantile } from "../distributions/student-t.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { at, type Matrix, zeros } from "../linear/matrix.ts";
import {
  type HeterogeneityConvention,
  type HeterogeneityMethod,
  type NetworkHeterogeneity,
  networkHeterogeneity,
} from "./heterogeneity.ts";
import { fitLaplacian, type LaplacianFit, varianceOfPair } from "./laplacian-fit.ts";
import { type Network, subnetworks } from "./network.ts";

export type NetworkOptions = LevelOption & {
  /** The estimator of the variance between studies, or that variance itself; DL where it is left out. */
  readonly heterogeneity?: HeterogeneityMethod | { readonly tau2: number };
  /** How many degrees of freedom fewer than Q the prediction interval has; none where it is left out. */
  readonly predictionPenalty?: 0 | 1;
  /** `netmeta 3.3`: REML and ML leave out the sampling covariance of contrasts of one study. */
  readonly convention?: HeterogeneityConvention;
};

/** Effects of the treatment of a row against that of a column, treatments × treatments. */
export type NetworkEffects = {
  /** The variance between studies that was added: 0 in the model of a common effect. */
  readonly tau2: number;
  readonly effects: Matrix;
  readonly standardErrors: Matrix;
  readonly lower: Matrix;
  readonly upper: Matrix;
  readonly fit: LaplacianFit;
};

/** Where the effect of a new study is to be expected; null where there is too little to say. */
export type NetworkPrediction = { readonly lower: Matrix; readonly upper: Matrix };

export type NetworkMetaAnalysis = {
  readonly network: Network;
  readonly level: number;
  readonly common: NetworkEffects;
  readonly random: NetworkEffects;
  readonly prediction: NetworkPrediction | null;
  readonly heterogeneity: NetworkHeterogeneity;
  /** Cochran's Q of the whole network: heterogeneity within designs and inconsistency between them. */
  readonly q: { readonly value: number; readonly degreesOfFreedom: number; readonly p: number | null };
  /** The share of Q beyond its degrees of freedom; null where these are none. */
  readonly i2: number | null;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * Compares all treatments of a network by weighted least squares on its graph, with a common effect and with random effects.
 *
 * Rücker (2012), Network meta-analysis, electrical networks and graph theory, Res. Synth. Methods 3:312. The prediction interval is Student's
 * with the degrees of freedom of Q: Veroniki et al. (2019), Res. Synth. Methods 10:23; one fewer, as Riley et al. (2011), BMJ 342:d549, had
 * it, by `predictionPenalty`.
 *
 * Refuses a network that does not hang together, and says which treatments do: `subnetworks` lists them.
 */
export function networkMetaAnalysis(
  network: Network,
  options: NetworkOptions = {},
): Result<NetworkMetaAnalysis, InvalidInput> {
  const { level = usualLevel, predictionPenalty = 0 } = options;
  const issues = [...levelIssues(level), ...connectionIssues(network), ...varianceIssues(options)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const commonFit = fitLaplacian(network, 0);
  if (commonFit === undefined) return failed(invalidInput(tooFarApart));
  const heterogeneity = heterogeneityOf(network, commonFit, options);
  const randomFit = heterogeneity.tau2 === 0 ? commonFit : fitLaplacian(network, heterogeneity.tau2);
  if (randomFit === undefined) return failed(invalidInput(tooFarApart));
  const random = effectsOf(randomFit, heterogeneity.tau2, level);
  const { q, degreesOfFreedom } = commonFit;
  return ok({
    network,
    level,
    common: effectsOf(commonFit, 0, level),
    random,
    prediction: predictionOf(random, degreesOfFreedom - predictionPenalty, level),
    heterogeneity,
    q: { value: q, degreesOfFreedom, p: pOfQ(q, degreesOfFreedom) },
    i2: degreesOfFreedom > 0 ? inconsistencyShare(q, degreesOfFreedom) : null,
    warnings: warningsOf(heterogeneity, degreesOfFreedom),
  });
}

const tooFarApart: InputIssue = {
  path: "contrasts",
  message:
    "expected standard errors of comparable size, got some so far apart that the network cannot be solved",
};

export function connectionIssues(network: Network): readonly InputIssue[] {
  const parts = subnetworks(network);
  if (parts.length === 1) return [];
  const names = parts.map((part) => `{${part.join(", ")}}`).join(" ");
  return [
    { path: "treatments", message: `expected one network, got ${parts.length} without a link: ${names}` },
  ];
}

function varianceIssues({ heterogeneity }: NetworkOptions): readonly InputIssue[] {
  if (typeof heterogeneity !== "object" || (heterogeneity.tau2 >= 0 && Number.isFinite(heterogeneity.tau2)))
    return [];
  return [{ path: "heterogeneity.tau2", message: `expected a variance, got ${heterogeneity.tau2}` }];
}

function heterogeneityOf(
  network: Network,
  common: LaplacianFit,
  { heterogeneity = "DL", convention = "netmeta 3.5" }: NetworkOptions,
): NetworkHeterogeneity {
  if (typeof heterogeneity === "string")
    return networkHeterogeneity(network, common, heterogeneity, convention);
  return { method: "given", tau2: heterogeneity.tau2, iterations: 0, gradient: null, converged: true };
}

function warningsOf(
  heterogeneity: NetworkHeterogeneity,
  degreesOfFreedom: number,
): readonly StatisticalWarning[] {
  const none = "No contrast is left to show heterogeneity: the variance between studies is taken for zero.";
  const lost = "The likelihood of the variance between studies has no maximum that was found.";
  return [
    ...(degreesOfFreedom === 0 ? [warning("not-estimable", none)] : []),
    ...(heterogeneity.converged ? [] : [warning("not-estimable", lost)]),
  ];
}

/** The probability of a larger Q by chance; null without degrees of freedom. */
export function pOfQ(q: number, degreesOfFreedom: number): number | null {
  return degreesOfFreedom > 0 ? chiSquaredTails(q, degreesOfFreedom).upper : null;
}

/** I²: Higgins and Thompson (2002), Quantifying heterogeneity in a meta-analysis, Stat. Med. 21:1539. */
export function inconsistencyShare(q: number, degreesOfFreedom: number): number {
  return q > 0 ? Math.max(0, (q - degreesOfFreedom) / q) : 0;
}

/** All comparisons of a fit, with intervals of the normal distribution. */
export function effectsOf(fit: LaplacianFit, tau2: number, level: number): NetworkEffects {
  const size = fit.potentials.length;
  const [effects, standardErrors, lower, upper] = [
    zeros(size, size),
    zeros(size, size),
    zeros(size, size),
    zeros(size, size),
  ];
  const reach = normalQuantile((1 + level) / 2);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      if (i === j) continue;
      const place = i * size + j;
      const effect = at(fit.potentials, i) - at(fit.potentials, j);
      const error = Math.sqrt(varianceOfPair(fit, i, j));
      effects.values[place] = effect;
      standardErrors.values[place] = error;
      lower.values[place] = effect - reach * error;
      upper.values[place] = effect + reach * error;
    }
  }
  return { tau2, effects, standardErrors, lower, upper, fit };
}

function predictionOf(
  random: NetworkEffects,
  degreesOfFreedom: number,
  level: number,
): NetworkPrediction | null {
  if (degreesOfFreedom < 1) return null;
  const reach = studentTQuantile((1 + level) / 2, degreesOfFreedom);
  const size = random.effects.rows;
  const limits = (side: number): Matrix => ({
    ...random.effects,
    values: random.effects.values.map((effect, place) => {
      if (place % (size + 1) === 0) return 0;
      return effect + side * reach * Math.sqrt(at(random.standardErrors.values, place) ** 2 + random.tau2);
    }),
  });
  return { lower: limits(-1), upper: limits(1) };
}
