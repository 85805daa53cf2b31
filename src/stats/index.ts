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
  type FisherDesign,
  type FisherMethod,
  type FisherOptions,
  fisherDesign,
} from "./combination/fisher-design.ts";
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
  type MantelHaenszelEstimate,
  type MantelHaenszelMeasure,
  mantelHaenszelEffect,
} from "./synthesis/rare/mantel-haenszel.ts";
export { type FourfoldCounts, type PetoResult, petoOddsRatio } from "./synthesis/rare/peto.ts";
