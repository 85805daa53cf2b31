import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import type { Matrix } from "../linear/matrix.ts";
import { type Coefficient, type OmnibusTest, omnibusTest, testedCoefficients } from "./coefficient-tests.ts";
import { type FittedLikelihoods, fitStatistics } from "./fit-statistics.ts";
import { explainedHeterogeneity, type Heterogeneity, heterogeneityOf } from "./heterogeneity.ts";
import {
  type CompleteOptions,
  completeOptions,
  type MetaAnalysisOptions,
  optionIssues,
} from "./meta-analysis-options.ts";
import type { StudyEffects } from "./study-effects.ts";
import { doesNotVary, type StudyModel, studyModel } from "./study-model.ts";
import { estimateTau, type TauEstimate } from "./tau-squared.ts";
import { type WeightedMean, weightedCoefficients } from "./weighted-coefficients.ts";

export type MetaAnalysis = {
  readonly method: string;
  /** How many studies, and how many coefficients, as many as independent columns. */
  readonly studies: number;
  readonly coefficients: readonly Coefficient[];
  readonly covariance: Matrix;
  /** Of the tests and intervals; null where they are normal. */
  readonly degreesOfFreedom: number | null;
  /** The variance between studies with the steps that found it; 0 with a common effect. */
  readonly tau2: TauEstimate;
  readonly heterogeneity: Heterogeneity;
  /** What share of τ² the moderators explain, in percent; null without an intercept or moderators, or where there is nothing to explain. */
  readonly r2: number | null;
  /** The mean square by which Knapp and Hartung scale the covariance; 1 otherwise. */
  readonly scale: number;
  /** That all coefficients but the intercept are 0; null where it cannot be tested. */
  readonly omnibus: OmnibusTest | null;
  readonly likelihoods: FittedLikelihoods;
  /** The studies' weights as they were used; of no meaning beyond their ratios. */
  readonly weights: Float64Array;
  readonly warnings: readonly StatisticalWarning[];
  readonly model: StudyModel;
  readonly options: CompleteOptions;
};

/**
 * Meta-analysis of independent effects with a common or random true effect, and with moderators where `moderators` has a row to each study, the
 * column of ones for the intercept among its columns: X β + u + e, where u has variance τ² and e the study's own.
 *
 * Refuses effects that are not finite, variances that are not above 0 and columns that do not fit. Columns that depend on earlier ones are
 * left out, and a warning says so.
 *
 * Viechtbauer (2005), J. Educ. Behav. Stat. 30:261; Knapp and Hartung (2003), Stat. Med. 22:2693; Higgins and Thompson (2002), Stat. Med. 21:1539.
 */
export function metaAnalysis(
  effects: StudyEffects,
  options: MetaAnalysisOptions & { readonly moderators?: Matrix } = {},
): Result<MetaAnalysis, InvalidInput> {
  const { moderators } = options;
  const model = studyModel(effects, moderators);
  const issues = optionIssues(options, effects.estimates.length, moderators?.columns ?? 1);
  if (!model.ok) return issues.length === 0 ? model : failed(invalidInput(...model.error.issues, ...issues));
  if (issues.length > 0) return failed(invalidInput(...issues));
  return ok(analyze(model.value, completeOptions(options, effects.estimates.length), moderators));
}

/** `metaAnalysis` of a model and options that are known to be sound. */
export function analyze(model: StudyModel, options: CompleteOptions, x?: Matrix): MetaAnalysis {
  const rest = model.y.length - model.p;
  const common = options.estimator === "common";
  const tau2 = tauOf(model, options);
  const weights = options.weights ?? model.v.map((variance) => 1 / (variance + tau2.tau2));
  const fit = weightedCoefficients(model, tau2.tau2, {
    weights,
    own: options.weights !== undefined,
    test: options.test,
  });
  const degreesOfFreedom = options.test === "z" ? null : rest;
  const names = namesOf(model, options.names, x);
  const intercept = interceptOf(model, x);
  const heterogeneity = heterogeneityOf(model, tau2.tau2, common);
  const tested = testedPlaces(model, options.tested, intercept);
  return {
    method: common ? "Common effect (inverse variance)" : `Random effects (${options.estimator})`,
    studies: model.y.length,
    coefficients: testedCoefficients(names, fit.coefficients, fit.covariance, {
      degreesOfFreedom,
      level: options.level,
    }),
    covariance: fit.covariance,
    degreesOfFreedom,
    tau2,
    heterogeneity,
    r2:
      intercept === undefined || model.p === 1
        ? null
        : explainedHeterogeneity(model, options, tau2.tau2, heterogeneity),
    scale: fit.scale,
    omnibus: omnibusTest(fit.coefficients, fit.covariance, tested, degreesOfFreedom) ?? null,
    likelihoods: fitStatistics(model, tau2.tau2, {
      estimated: !common && options.tau2 === undefined,
      residuals: fit.residuals,
    }),
    weights,
    warnings: warningsOf(model, options, tau2, fit, x),
    model,
    options,
  };
}

/** τ² as the options ask for it; nothing is estimated where as many coefficients as studies leave nothing to estimate it from. */
export function tauOf(model: StudyModel, { estimator, tau2, weights }: CompleteOptions): TauEstimate {
  if (tau2 !== undefined && estimator !== "common")
    return { tau2, iterations: 0, gradient: 0, converged: true, standardError: null };
  if (model.y.length <= model.p) return estimateTau(model, "common");
  return estimateTau(model, estimator, weights);
}

function namesOf(
  model: StudyModel,
  names: readonly string[] | undefined,
  x: Matrix | undefined,
): readonly string[] {
  return model.kept.map((column) => {
    if (names !== undefined) return names[column] as string;
    return x === undefined || doesNotVary(x, column) === 1 ? "intercept" : `moderator ${column + 1}`;
  });
}

/** The place of the column of ones among the coefficients. */
function interceptOf(model: StudyModel, x: Matrix | undefined): number | undefined {
  if (x === undefined) return 0;
  const place = model.kept.findIndex((column) => doesNotVary(x, column) === 1);
  return place < 0 ? undefined : place;
}

function testedPlaces(
  model: StudyModel,
  asked: readonly number[] | undefined,
  intercept: number | undefined,
): readonly number[] {
  if (asked !== undefined)
    return asked.map((column) => model.kept.indexOf(column)).filter((place) => place >= 0);
  const all = model.kept.map((_, place) => place);
  return intercept === undefined || model.p === 1 ? all : all.filter((place) => place !== intercept);
}

function warningsOf(
  model: StudyModel,
  { estimator, test, tau2: given }: CompleteOptions,
  tau2: TauEstimate,
  fit: WeightedMean,
  x: Matrix | undefined,
): readonly StatisticalWarning[] {
  const rest = model.y.length - model.p;
  const warnings: StatisticalWarning[] = [];
  const left = (x?.columns ?? 1) - model.p;
  if (left > 0) warnings.push(warning("singular", `${left} columns depend on the others and were left out.`));
  if (rest <= 0 && estimator !== "common" && given === undefined)
    warnings.push(
      warning(
        "not-estimable",
        "There are no more studies than coefficients: τ² is not estimated, and taken as 0.",
      ),
    );
  if (!tau2.converged)
    warnings.push(warning("no-convergence", `τ² did not settle: its slope is ${tau2.gradient}.`));
  if (rest > 0 && test === "knha" && fit.scale < 1)
    warnings.push(
      warning(
        "narrower-than-normal",
        `The studies differ less than chance lets expect: Knapp and Hartung's standard errors are ${Math.sqrt(fit.scale).toFixed(2)} times the usual ones. The adhoc test keeps those.`,
      ),
    );
  return warnings;
}
