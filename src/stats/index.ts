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
export type { Estimate, Interval, StatisticalWarning, WarningCode } from "./estimate.ts";
export { clopperPearson, type Occurrences, wilson } from "./intervals/binomial.ts";
export type { LevelOption } from "./level.ts";
export { type Summary, summaryOf, welchDifference } from "./means/welch.ts";
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
