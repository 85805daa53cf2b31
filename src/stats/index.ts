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
export { clopperPearson, type Occurrences, wilson } from "./intervals/binomial.ts";
export type { LevelOption } from "./level.ts";
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
export type { Coefficient, WaldTest } from "./synthesis/multilevel/coefficients.ts";
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
