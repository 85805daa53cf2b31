import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { sum } from "../../counts.ts";
import { normalCdf } from "../../distributions/normal.ts";
import { type Estimate, noEstimate } from "../../estimate.ts";
import { normalReach } from "../../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../../level.ts";
import {
  correctedTables,
  type EmptyCellRule,
  type FourfoldCounts,
  type PersonTimeCounts,
  ruleIssues,
  studyIssues,
} from "./fourfold.ts";
import { observedOfCounts, observedOfRates } from "./observed-effect.ts";
import {
  type Pooled,
  pooledOddsRatio,
  pooledRateDifference,
  pooledRateRatio,
  pooledRiskDifference,
  pooledRiskRatio,
} from "./pooled-tables.ts";
import {
  associationTests,
  type ChiSquaredTest,
  chiSquaredTest,
  homogeneityTests,
  noTest,
  rateAssociationTest,
} from "./stratified-tests.ts";

/** Log odds ratio, log risk ratio, risk difference: of the first arm to the second. */
export type MantelHaenszelMeasure = "OR" | "RR" | "RD";

/** Log incidence rate ratio, incidence rate difference: of the first arm to the second. */
export type RateMeasure = "IRR" | "IRD";

export type MantelHaenszelOptions = LevelOption & {
  /** For the effects of the single studies, on which Q rests: as if not given, half an event in studies with an empty cell. */
  readonly observed?: EmptyCellRule;
  /** For the pooled effect itself, which needs none: nothing is done where it is not given. */
  readonly pooled?: EmptyCellRule;
  /** Whether tests of association take half an event from the difference; they do where it is not said. */
  readonly continuityCorrection?: boolean;
};

/** An estimate with its tests; null where there is none. */
export type MantelHaenszelEstimate = Estimate & {
  readonly z: number | null;
  readonly pValue: number | null;
  /** Cochran's Q of the studies' own effects about the pooled one. */
  readonly heterogeneity: ChiSquaredTest;
  /** Whether arm and event go together: with binomial (odds ratios only) and with hypergeometric or person-time variances (ratios only). */
  readonly association: { readonly cochran: ChiSquaredTest; readonly mantelHaenszel: ChiSquaredTest };
  /** Whether the odds ratio is one: odds ratios only. */
  readonly homogeneity: { readonly breslowDay: ChiSquaredTest; readonly tarone: ChiSquaredTest };
};

type Tests = Pick<MantelHaenszelEstimate, "heterogeneity" | "association" | "homogeneity">;

const usualRule: EmptyCellRule = { add: 0.5, to: "only0", leaveOutEmpty: true };
const noAssociation = { cochran: noTest, mantelHaenszel: noTest };
const noHomogeneity = { breslowDay: noTest, tarone: noTest };

/**
 * The effect common to all studies by Mantel and Haenszel's weights, which need no correction of empty cells. A study with an empty arm tells
 * nothing and is left out of `n`; refuses counts that are none.
 *
 * Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22:719. Variances: Robins, Breslow and Greenland (1986), Biometrics 42:311 (OR);
 * Greenland and Robins (1985), Biometrics 41:55 (RR); Sato (1989), Biometrics 45:1323 (RD).
 */
export function mantelHaenszelEffect(
  studies: readonly FourfoldCounts[],
  measure: MantelHaenszelMeasure,
  options: MantelHaenszelOptions = {},
): Result<MantelHaenszelEstimate, InvalidInput> {
  const issues = issuesOf(studies, options);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const tables = correctedTables(studies, options.pooled ?? {}).filter(
    ({ events1, others1, events2, others2 }) => events1 + others1 > 0 && events2 + others2 > 0,
  );
  const pooled = poolOfCounts[measure](tables);
  const observed = correctedTables(studies, options.observed ?? usualRule).map(observedOfCounts[measure]);
  const isOdds = measure === "OR";
  return ok(
    described(pooled, measure, tables.length, options.level ?? usualLevel, {
      heterogeneity: heterogeneityOf(observed, pooled),
      association: isOdds ? associationTests(tables, options.continuityCorrection ?? true) : noAssociation,
      homogeneity: isOdds ? homogeneityTests(tables, Math.exp(pooled.estimate)) : noHomogeneity,
    }),
  );
}

/**
 * The same for events in person-time: the ratio or difference of rates. Refuses counts that are none and times that are not above 0.
 *
 * Greenland and Robins (1985), Biometrics 41:55; Rothman, Greenland and Lash (2008), Modern Epidemiology, 3rd ed., ch. 15.
 */
export function mantelHaenszelRate(
  studies: readonly PersonTimeCounts[],
  measure: RateMeasure,
  options: MantelHaenszelOptions = {},
): Result<MantelHaenszelEstimate, InvalidInput> {
  const issues = issuesOf(studies, options);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const tables = correctedTables(studies, options.pooled ?? {});
  const pooled = measure === "IRR" ? pooledRateRatio(tables) : pooledRateDifference(tables);
  const observed = correctedTables(studies, options.observed ?? usualRule).map(observedOfRates[measure]);
  const test = measure === "IRR" ? rateAssociationTest(tables, options.continuityCorrection ?? true) : noTest;
  return ok(
    described(pooled, measure, tables.length, options.level ?? usualLevel, {
      heterogeneity: heterogeneityOf(observed, pooled),
      association: { cochran: noTest, mantelHaenszel: test },
      homogeneity: noHomogeneity,
    }),
  );
}

const poolOfCounts: Readonly<Record<MantelHaenszelMeasure, (studies: readonly FourfoldCounts[]) => Pooled>> =
  { OR: pooledOddsRatio, RR: pooledRiskRatio, RD: pooledRiskDifference };

function issuesOf(
  studies: readonly (FourfoldCounts | PersonTimeCounts)[],
  { level = usualLevel, observed = {}, pooled = {} }: MantelHaenszelOptions,
) {
  return [
    ...studyIssues(studies),
    ...levelIssues(level),
    ...ruleIssues("observed", observed),
    ...ruleIssues("pooled", pooled),
  ];
}

/** Cochran's Q over the studies that have an effect and an error of their own. */
export function heterogeneityOf(observed: readonly Pooled[], { estimate }: Pooled): ChiSquaredTest {
  const usable = observed.filter((own) => Number.isFinite(own.estimate) && Number.isFinite(own.variance));
  const distances = usable.map((own) => (own.estimate - estimate) ** 2 / own.variance);
  return chiSquaredTest(sum(distances), usable.length - 1);
}

function described(
  { estimate, variance }: Pooled,
  measure: MantelHaenszelMeasure | RateMeasure,
  n: number,
  level: number,
  tests: Tests,
): MantelHaenszelEstimate {
  const method = `Mantel–Haenszel ${measure} (Mantel and Haenszel 1959)`;
  if (!Number.isFinite(estimate) || !(variance > 0)) {
    const why = "The events leave no such effect, or no error of it, to estimate.";
    const none = { heterogeneity: noTest, homogeneity: noHomogeneity, association: tests.association };
    return { ...noEstimate(method, n, "not-estimable", why), z: null, pValue: null, ...none };
  }
  const standardError = Math.sqrt(variance);
  const z = estimate / standardError;
  const half = normalReach(level) * standardError;
  const interval = { lower: estimate - half, upper: estimate + half, level, method };
  const pValue = 2 * normalCdf(-Math.abs(z));
  return { method, estimate, standardError, interval, n, warnings: [], z, pValue, ...tests };
}
