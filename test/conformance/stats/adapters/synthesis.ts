import type { Interval } from "../../../../src/stats/estimate.ts";
import { toRows } from "../../../../src/stats/linear/matrix.ts";
import type { FitStatistics } from "../../../../src/stats/synthesis/fit-statistics.ts";
import type { MetaAnalysis } from "../../../../src/stats/synthesis/meta-analysis.ts";
import { predictEffects } from "../../../../src/stats/synthesis/prediction.ts";
import { predictStudies, type StudyPrediction } from "../../../../src/stats/synthesis/study-predictions.ts";
import { type TauIntervalMethod, tauIntervals } from "../../../../src/stats/synthesis/tau-interval.ts";
import type { Adapter, GoldenCase } from "../adapter.ts";
import { analysisOf, levelOf, sound } from "./synthesis-data.ts";

/** Cases of metafor's rma(), confint(), blup(). */
export const adapters: readonly Adapter[] = [
  {
    name: "meta-analysis",
    takes: ({ spec }) => spec["fn"] === "rma" && spec["scale"] === undefined,
    answer: (golden) => ({ figures: fitFigures(analysisOf(golden)) }),
  },
  {
    name: "intervals of tau2",
    takes: ({ spec }) => spec["fn"] === "confint.rma" || spec["fn"] === "confint",
    answer: (golden) => ({ figures: intervalFigures(analysisOf(golden), golden) }),
  },
  {
    name: "predicted study effects",
    takes: ({ spec }) => spec["fn"] === "blup" || spec["fn"] === "ranef",
    answer: (golden) => ({ figures: studyFigures(analysisOf(golden), golden) }),
  },
];

function fitFigures(analysis: MetaAnalysis): Readonly<Record<string, unknown>> {
  const { coefficients, covariance, heterogeneity, omnibus, likelihoods } = analysis;
  const prediction = analysis.model.p === 1 ? sound(predictEffects(analysis))[0] : undefined;
  const total = analysis.weights.reduce((sum, weight) => sum + weight, 0);
  const df = analysis.degreesOfFreedom;
  return {
    k: analysis.studies,
    p: coefficients.length,
    beta: coefficients.map(({ estimate }) => estimate),
    se: coefficients.map(({ standardError }) => standardError),
    zval: coefficients.map(({ statistic }) => statistic),
    pval: coefficients.map(({ pValue }) => pValue),
    ci_lb: coefficients.map(({ interval }) => interval?.lower ?? null),
    ci_ub: coefficients.map(({ interval }) => interval?.upper ?? null),
    vb: toRows(covariance),
    ddf: [df],
    tau2: analysis.tau2.tau2,
    se_tau2: analysis.tau2.standardError,
    QE: heterogeneity.q,
    QEp: heterogeneity.pValue ?? 1,
    QM: omnibus?.statistic ?? null,
    QMp: omnibus?.pValue ?? null,
    QMdf: [omnibus?.numerator ?? null, omnibus?.denominator ?? null],
    I2: heterogeneity.i2,
    H2: heterogeneity.h2,
    R2: analysis.r2,
    vt: heterogeneity.typicalVariance,
    s2w: analysis.scale,
    fit_ML: statistics(likelihoods.ml),
    fit_REML: statistics(likelihoods.reml),
    pi_lb: prediction?.predictionInterval?.lower ?? null,
    pi_ub: prediction?.predictionInterval?.upper ?? null,
    weights: Array.from(analysis.weights, (weight) => (100 * weight) / total),
  };
}

function statistics({ logLikelihood, deviance, aic, bic, aicc }: FitStatistics): readonly number[] {
  return [logLikelihood, deviance, aic, bic, aicc];
}

const intervalMethods: Readonly<Record<string, TauIntervalMethod>> = {
  QP: "Q-profile",
  PL: "profile-likelihood",
  Wald: "Wald",
};

function intervalFigures(analysis: MetaAnalysis, golden: GoldenCase): Readonly<Record<string, unknown>> {
  const method = intervalMethods[String(golden.spec["type"] ?? "QP")] ?? "Q-profile";
  const { tau2, tau, i2, h2 } = sound(tauIntervals(analysis, { method, level: levelOf(golden) }));
  const value = analysis.tau2.tau2;
  const { i2: share, h2: ratio } = analysis.heterogeneity;
  const row = (estimate: number | null, { lower, upper }: Interval) => [estimate, lower, upper];
  return { random: [row(value, tau2), row(Math.sqrt(value), tau), row(share, i2), row(ratio, h2)] };
}

function studyFigures(analysis: MetaAnalysis, golden: GoldenCase): Readonly<Record<string, unknown>> {
  const { effects, departures } = predictStudies(analysis, { level: levelOf(golden) });
  const estimates = (of: readonly StudyPrediction[]) => of.map(({ estimate }) => estimate);
  const errors = (of: readonly StudyPrediction[]) => of.map(({ standardError }) => standardError);
  return {
    blup: estimates(effects),
    blup_se: errors(effects),
    pi_lb: effects.map(({ interval }) => interval?.lower ?? null),
    pi_ub: effects.map(({ interval }) => interval?.upper ?? null),
    ranef: estimates(departures),
    ranef_se: errors(departures),
  };
}
