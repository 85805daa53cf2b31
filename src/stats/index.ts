export {
  type IntraclassCorrelation,
  type IntraclassForm,
  intraclassCorrelation,
  type Ratings,
} from "./agreement/intraclass-correlation.ts";
export type { MeanSquares } from "./agreement/mean-squares.ts";
export { countPairs, type RatingPair } from "./agreement/rating-pairs.ts";
export {
  type KappaOptions,
  type KappaWeights,
  kappa,
  type RatingTable,
  weightedKappa,
} from "./agreement/weighted-kappa.ts";
export type { BayesFactors } from "./bayes/bayes-factors.ts";
export {
  type Described,
  type NormalNormal,
  type NormalNormalOptions,
  normalNormal,
} from "./bayes/normal-normal.ts";
export type { Posterior, PosteriorInterval, PosteriorSummary } from "./bayes/posterior-summary.ts";
export { priorPredictive } from "./bayes/prior-predictive.ts";
export type { MuPrior, StudyEffects } from "./bayes/study-effects.ts";
export type { TauPrior } from "./bayes/tau-prior.ts";
export {
  bangIndex,
  bangIndexWithCertainty,
  type CertainGuessCounts,
  type GuessCounts,
} from "./blinding/bang-index.ts";
export {
  type ArmBlinding,
  type BlindingReport,
  blindingReport,
  type RoleBlinding,
} from "./blinding/blinding-report.ts";
export { type Certainty, dontKnow, type Guess } from "./blinding/guess.ts";
export type { MissingGuesses } from "./blinding/guess-table.ts";
export { type GuessesByArm, type JamesOptions, jamesIndex } from "./blinding/james-index.ts";
export {
  type FisherDesign,
  type FisherMethod,
  type FisherOptions,
  fisherDesign,
} from "./combination/fisher-design.ts";
export {
  type CurveTest,
  type DosePrediction,
  type DoseResponse,
  type DoseResponseOptions,
  doseResponse,
  predictDoses,
} from "./dose-response/dose-response.ts";
export type { DoseBasis, DoseShape } from "./dose-response/dose-shape.ts";
export type { DoseStudy, MeanDose, RiskDesign, RiskDose } from "./dose-response/dose-study.ts";
export type { CoefficientFit, CoefficientMethod } from "./dose-response/random-coefficients.ts";
export {
  type DoseConvention,
  type MeanDoseOptions,
  type RiskCovariance,
  type RiskDoseOptions,
  studiesOfMeans,
  studiesOfRisks,
} from "./dose-response/studies-of-doses.ts";
export {
  applyEstimand,
  type EstimandCourse,
  type EstimandData,
  type IntercurrentEvent,
  type ObservedCourse,
} from "./estimands/apply-estimand.ts";
export {
  type Estimand,
  estimandIssues,
  type IntercurrentEventRule,
  type IntercurrentStrategy,
} from "./estimands/estimand.ts";
export type { Estimate, Interval, StatisticalWarning, WarningCode } from "./estimate.ts";
export { type Column, type DataTable, tableFromText } from "./formula/data-table.ts";
export { type Design, type ModelMatrixOptions, modelMatrix } from "./formula/model-matrix.ts";
export { type Formula, parseFormula } from "./formula/terms.ts";
export type { Alternative, AlternativeOption, HypothesisTest } from "./hypothesis-test.ts";
export { clopperPearson, type Occurrences, wilson } from "./intervals/binomial.ts";
export {
  type ProportionMethod,
  type ProportionOptions,
  proportionInterval,
} from "./intervals/proportion-interval.ts";
export type { LevelOption } from "./level.ts";
export { entry, type Matrix, matrixOf, toRows } from "./linear/matrix.ts";
export {
  oneSampleTTest,
  pairedTTest,
  type TTest,
  type TTestOptions,
  twoSampleTTest,
} from "./means/t-test.ts";
export { type Summary, summaryOf, welchDifference } from "./means/welch.ts";
export {
  type Conditional,
  conditionalMean,
  conditionalOn,
  type JointNormal,
  jointUnder,
  type ReferenceStrategy,
  referenceStrategies,
} from "./missing/reference-based.ts";
export { type Imputed, type PooledEstimate, type PoolOptions, poolImputations } from "./missing/rubin.ts";
export {
  linearMixedModel,
  type MixedCoefficient,
  type MixedModel,
  type MixedModelOptions,
  type VarianceComponent,
} from "./mixed/mixed-model.ts";
export type { EventArm, MeanArm, RateArm } from "./network/arms.ts";
export {
  type ComponentAnalysis,
  type ComponentAnalysisOptions,
  type ComponentEffects,
  componentAnalysis,
} from "./network/component-analysis.ts";
export type { ComponentOptions } from "./network/component-matrix.ts";
export {
  type ContrastsOfArms,
  contrastsOfEvents,
  contrastsOfMeans,
  contrastsOfRates,
  type EventContrast,
  type MeanContrast,
  type RateContrast,
  type ZeroCellOptions,
} from "./network/contrasts-of-arms.ts";
export {
  type ContributionOptions,
  type Contributions,
  directContributions,
  studyContributions,
} from "./network/contributions.ts";
export { type DesignDecomposition, type DesignQ, decomposeDesigns, type QTest } from "./network/designs.ts";
export type { DirectEvidence } from "./network/direct-evidence.ts";
export { type EventNetwork, type EventStudy, networkOfEvents } from "./network/event-network.ts";
export type {
  HeterogeneityConvention,
  HeterogeneityMethod,
  NetworkHeterogeneity,
} from "./network/heterogeneity.ts";
export { type HypergeometricNetwork, hypergeometricNetwork } from "./network/hypergeometric-network.ts";
export type { LaplacianFit } from "./network/laplacian-fit.ts";
export { type LeagueTable, leagueTable } from "./network/league-table.ts";
export { mantelHaenszelNetwork, type RareEventNetwork } from "./network/mantel-haenszel.ts";
export { type NetHeat, netHeat } from "./network/net-heat.ts";
export { type Contrast, type Network, type NetworkStudy, subnetworks } from "./network/network.ts";
export {
  comparisonAdjustedFunnel,
  type FunnelPoint,
  type NetworkGraph,
  networkGraph,
} from "./network/network-graph.ts";
export {
  type NetworkEffects,
  type NetworkMetaAnalysis,
  type NetworkOptions,
  type NetworkPrediction,
  networkMetaAnalysis,
} from "./network/network-meta-analysis.ts";
export { type NetworkOfContrastsOptions, networkOfContrasts } from "./network/network-of-contrasts.ts";
export {
  type SplitComparison,
  type SplitOptions,
  splitNode,
  splitNodes,
  type TestedEffect,
} from "./network/node-splitting.ts";
export { pScores, type RankingOptions } from "./network/ranking.ts";
export { type Rankogram, type RankogramOptions, rankogram } from "./network/rankogram.ts";
export type { Allocation } from "./power/comparison.ts";
export type { DesignChoice } from "./power/design-choice.ts";
export { type EquivalencePlan, equivalencePower, equivalenceSize } from "./power/equivalence.ts";
export type { ErrorRates } from "./power/error-rates.ts";
export { type FisherPlan, fisherPower } from "./power/fisher-power.ts";
export { meansPower, meansSize } from "./power/means.ts";
export type { MeansQuestion } from "./power/means-comparison.ts";
export type { PowerOptions, PowerPlan } from "./power/plan-power.ts";
export type { GroupSizes, PlannedLook, SizePlan } from "./power/plan-size.ts";
export {
  arcsineSize,
  type ProportionTestPlan,
  type ProportionTestQuestion,
  proportionTestLevel,
  proportionTestPower,
  proportionTestSecond,
  proportionTestSize,
} from "./power/proportion-test.ts";
export { ratesPower, ratesSize, singleRatePower, singleRateSize } from "./power/rates.ts";
export type { RatesQuestion } from "./power/rates-comparison.ts";
export type { SingleRateQuestion } from "./power/single-rate-comparison.ts";
export {
  type TTestPlan,
  type TTestQuestion,
  tTestDifference,
  tTestLevel,
  tTestPower,
  tTestSize,
  tTestStandardDeviation,
} from "./power/t-test.ts";
export { type BinomialTest, binomialTest } from "./proportions/binomial-test.ts";
export { type MoverOptions, moverInterval } from "./proportions/mover.ts";
export { type NumberNeeded, type NumberNeededBranch, numberNeeded } from "./proportions/number-needed.ts";
export { type PairedCounts, pairedRiskDifference } from "./proportions/paired-difference.ts";
export {
  type ProportionTest,
  type ProportionTestOptions,
  proportionTest,
} from "./proportions/proportion-test.ts";
export { riskEffect } from "./proportions/risk-effects.ts";
export {
  type ScoreInterval,
  type ScoreIntervalOptions,
  scoreInterval,
} from "./proportions/score-interval.ts";
export {
  type StratifiedScoreOptions,
  type StratumWeights,
  stratifiedScoreInterval,
} from "./proportions/stratified-score.ts";
export type { RiskContrast, TwoProportions } from "./proportions/two-proportions.ts";
export { kruskalWallisTest } from "./ranks/kruskal-wallis.ts";
export { type RankTest, type RankTestOptions, rankSumTest } from "./ranks/rank-sum.ts";
export { signedRankTest } from "./ranks/signed-rank.ts";
export {
  type AdjustedDifference,
  type AdjustedMean,
  type Ancova,
  type AncovaOptions,
  ancova,
} from "./regression/adjusted-means.ts";
export type { Coefficient } from "./regression/coefficients.ts";
export { type FirthModel, type FirthOptions, firthLogistic } from "./regression/firth-logistic.ts";
export {
  type ArmContrast,
  type ArmMean,
  type GComputation,
  type GComputationOptions,
  gComputation,
  type Standardized,
} from "./regression/g-computation.ts";
export {
  type GeneralizedLinearModel,
  type GeneralizedLinearModelOptions,
  generalizedLinearModel,
} from "./regression/generalized-linear-model.ts";
export type { FamilyName, LinkName } from "./regression/glm-family.ts";
export { type LinearModel, type LinearModelOptions, linearModel } from "./regression/linear-model.ts";
export type { RegressionOptions } from "./regression/regression-data.ts";
export type { CovarianceKind } from "./regression/robust-covariance.ts";
export {
  type DesignCharacteristics,
  designCharacteristics,
  type PowerAtDrift,
  powerAtDrift,
} from "./sequential/characteristics.ts";
export { type GroupSequentialDesign, groupSequentialDesign } from "./sequential/design.ts";
export type {
  DesignOptions,
  EfficacyRule,
  FutilityRule,
  OptimumCriterion,
} from "./sequential/design-options.ts";
export type { SpendingFunction } from "./sequential/spending.ts";
export {
  type KaplanMeier,
  type KaplanMeierOptions,
  kaplanMeier,
  type RestrictedMean,
  restrictedMean,
  type SurvivalQuantile,
  type SurvivalStep,
  survivalQuantile,
} from "./survival/kaplan-meier.ts";
export {
  type GroupEvents,
  type LogRankOptions,
  type LogRankTest,
  type LogRankWeights,
  logRankTest,
} from "./survival/log-rank.ts";
export type { SurvivalData } from "./survival/survival-data.ts";
export type { CurveInterval } from "./survival/survival-limits.ts";
export type { Coefficient as MultilevelCoefficient, WaldTest } from "./synthesis/multilevel/coefficients.ts";
export {
  type MultilevelModel,
  type MultilevelOptions,
  type MultilevelResult,
  multilevelMetaAnalysis,
  type VarianceComponents,
} from "./synthesis/multilevel/multilevel.ts";
export type { InnerStructure, RandomEffects } from "./synthesis/multilevel/random-effects.ts";
export type { EmptyCellRule, FourfoldCounts, PersonTimeCounts } from "./synthesis/rare/fourfold.ts";
export {
  type MantelHaenszelEstimate,
  type MantelHaenszelMeasure,
  type MantelHaenszelOptions,
  mantelHaenszelEffect,
  mantelHaenszelRate,
  type RateMeasure,
} from "./synthesis/rare/mantel-haenszel.ts";
export { type PetoResult, petoOddsRatio } from "./synthesis/rare/peto.ts";
export { type ChiSquaredTest, chiSquaredTest, goodnessOfFit } from "./tables/chi-squared-test.ts";
export { type CmhTest, cmhTest } from "./tables/cochran-mantel-haenszel.ts";
export { type CommonEffectOptions, commonEffect } from "./tables/common-effect.ts";
export type { ContingencyTable } from "./tables/contingency.ts";
export { type ExactIndependenceOptions, exactIndependence } from "./tables/exact-independence.ts";
export {
  type ExactOptions,
  type ExactTest,
  exactCommonOddsRatio,
  fisherExact,
} from "./tables/fisher-exact.ts";
export type { FourfoldTable } from "./tables/fourfold.ts";
export { type GeneralizedCmhOptions, generalizedCmhTest } from "./tables/generalized-cmh.ts";
export { breslowDayTest, woolfTest } from "./tables/homogeneity.ts";
export { mcnemarExact, mcnemarTest } from "./tables/mcnemar.ts";
