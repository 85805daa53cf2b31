import { chiSquaredQuantile } from "../distributions/chi-squared.ts";
import { tauOfGeneralizedQ } from "./generalized-q.ts";
import { likelihoodTau, type SolvedTau } from "./likelihood-tau.ts";
import { momentsAt } from "./moments.ts";
import { type ProjectionTraces, projectionTraces } from "./projection-traces.ts";
import type { StudyModel } from "./study-model.ts";

/**
 * How the variance τ² between the studies' true effects is estimated.
 *
 * - `REML`, `ML`: restricted and full maximum likelihood (Harville 1977).
 * - `DL`: DerSimonian and Laird (1986), Control. Clin. Trials 7:177.
 * - `HE`: Hedges and Olkin (1985), Statistical Methods for Meta-Analysis, ch. 9.
 * - `HS`: Hunter and Schmidt (1990); `HSk`: with the small-sample correction of Brannick et al. (2019), J. Appl. Psychol. 104:1.
 * - `SJ`: Sidik and Jonkman (2005), J. R. Stat. Soc. C 54:367.
 * - `PM`: Paule and Mandel (1982), J. Res. Natl. Bur. Stand. 87:377; `EB`: empirical Bayes (Morris 1983), the same τ².
 * - `PMM`: its median-unbiased form (Viechtbauer 2021, in Handbook of Meta-Analysis, ch. 11).
 * - `GENQ`: the method of moments with weights of one's own (DerSimonian and Kacker 2007, Contemp. Clin. Trials 28:105).
 * - `common`: none, all studies have one true effect.
 */
export type TauEstimator =
  | "REML"
  | "ML"
  | "DL"
  | "HE"
  | "HS"
  | "HSk"
  | "SJ"
  | "PM"
  | "EB"
  | "PMM"
  | "GENQ"
  | "common";

export type TauEstimate = SolvedTau & {
  /** Null where τ² was not estimated. */
  readonly standardError: number | null;
};

/** τ² of a model with more studies than coefficients; `weights` only for `GENQ`. */
export function estimateTau(model: StudyModel, estimator: TauEstimator, weights?: Float64Array): TauEstimate {
  const { y, v, p } = model;
  const rest = y.length - p;
  switch (estimator) {
    case "common":
      return { ...exact(0), standardError: null };
    case "REML":
    case "ML":
    case "PM":
    case "EB":
    case "PMM":
      return withError(model, estimator, solved(model, estimator, rest));
    case "DL":
      return byMoments(projectionTraces(model, inverse(v)));
    case "HE":
      return byMoments(
        projectionTraces(
          model,
          v.map(() => 1),
        ),
      );
    case "GENQ":
      return byMoments(projectionTraces(model, weights ?? inverse(v)));
    case "HS":
      return hunterSchmidt(model, 1);
    case "HSk":
      return hunterSchmidt(model, y.length / rest);
    case "SJ":
      return sidikJonkman(model, rest);
  }
}

type Solved = "REML" | "ML" | "PM" | "EB" | "PMM";

function solved(model: StudyModel, estimator: Solved, rest: number): SolvedTau {
  if (estimator === "PM" || estimator === "EB") return tauOfGeneralizedQ(model, rest);
  if (estimator === "PMM") return tauOfGeneralizedQ(model, chiSquaredQuantile({ lower: 0.5 }, rest));
  return likelihoodTau(model, estimator, startOf(model));
}

/** The unweighted moments' estimate, which is near enough and costs one pass. */
function startOf(model: StudyModel): number {
  const { y, v, basis } = model;
  if (basis === undefined) return Math.max(0, spread(y) / (y.length - 1) - mean(v));
  const { q, pv, p } = projectionTraces(
    model,
    v.map(() => 1),
  );
  return Math.max(0, (q - pv) / p);
}

function withError(model: StudyModel, estimator: Solved, found: SolvedTau): TauEstimate {
  const { tracePp, sumW, sumWw } = momentsAt(model, found.tau2);
  const [k, rest] = [model.y.length, model.y.length - model.p];
  const variance =
    estimator === "REML" ? 2 / tracePp : estimator === "ML" ? 2 / sumWw : (2 * k * k) / rest / sumW ** 2;
  return { ...found, standardError: Math.sqrt(variance) };
}

/** Q against its expectation, which is linear in τ². */
function byMoments(traces: ProjectionTraces): TauEstimate {
  const tau2 = Math.max(0, (traces.q - traces.pv) / traces.p);
  return { ...exact(tau2), standardError: Math.sqrt(varianceOfQ(traces, tau2)) / traces.p };
}

function varianceOfQ({ pvpv, pvp, pp }: ProjectionTraces, tau2: number): number {
  return 2 * pvpv + 4 * tau2 * pvp + 2 * tau2 * tau2 * pp;
}

function hunterSchmidt(model: StudyModel, correction: number): TauEstimate {
  const weights = inverse(model.v);
  const traces = projectionTraces(model, weights);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const tau2 = Math.max(0, (correction * traces.q - model.y.length) / sum);
  return { ...exact(tau2), standardError: (correction * Math.sqrt(varianceOfQ(traces, tau2))) / sum };
}

/** One step from the variance of the estimates themselves; 0 only where all of them are equal. */
function sidikJonkman(model: StudyModel, rest: number): TauEstimate {
  const crude = spread(model.y) / model.y.length;
  const traces = projectionTraces(
    model,
    model.v.map((variance) => 1 / (variance + crude)),
  );
  const tau2 = (crude * traces.q) / rest;
  return { ...exact(tau2), standardError: (crude * Math.sqrt(varianceOfQ(traces, tau2))) / rest };
}

function exact(tau2: number): SolvedTau {
  return { tau2, iterations: 0, gradient: 0, converged: true };
}

function inverse(v: Float64Array): Float64Array {
  return v.map((variance) => 1 / variance);
}

/** Σ (y − ȳ)². */
function spread(y: Float64Array): number {
  const center = mean(y);
  let sum = 0;
  for (const value of y) sum += (value - center) ** 2;
  return sum;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
