import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { sum } from "../../counts.ts";
import { normalCdf } from "../../distributions/normal.ts";
import { type Interval, type StatisticalWarning, warning } from "../../estimate.ts";
import { normalReach } from "../../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../../level.ts";
import {
  correctedTables,
  type EmptyCellRule,
  type FourfoldCounts,
  ruleIssues,
  studyIssues,
} from "./fourfold.ts";
import { type ChiSquaredTest, chiSquaredTest, noTest } from "./stratified-tests.ts";

/** A pooled log odds ratio of the first arm to the second; null where no study tells anything. */
export type PetoResult = {
  readonly method: string;
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly z: number | null;
  readonly pValue: number | null;
  readonly interval: Interval | null;
  /** Cochran's Q over the studies that tell something. */
  readonly heterogeneity: ChiSquaredTest;
  /** How many studies had the event in some, not all, of their participants, and somebody in both arms. */
  readonly studies: number;
  readonly warnings: readonly StatisticalWarning[];
};

const method = "Log odds ratio, one step (Yusuf, Peto et al. 1985)";

/**
 * The log odds ratio common to all studies by Peto's one step from no effect, which needs no correction of empty cells. Made for rare events,
 * small effects and arms of like size; refuses counts that are none.
 *
 * Yusuf, Peto, Lewis, Collins and Sleight (1985), Beta blockade during and after myocardial infarction, Prog. Cardiovasc. Dis. 27:335.
 */
export function petoOddsRatio(
  studies: readonly FourfoldCounts[],
  { level = usualLevel, rule = {} }: LevelOption & { readonly rule?: EmptyCellRule } = {},
): Result<PetoResult, InvalidInput> {
  const issues: readonly InputIssue[] = [
    ...studyIssues(studies),
    ...levelIssues(level),
    ...ruleIssues("rule", rule),
  ];
  return issues.length > 0
    ? failed(invalidInput(...issues))
    : ok(pooled(correctedTables(studies, rule), level));
}

function pooled(all: readonly FourfoldCounts[], level: number): PetoResult {
  const studies = all.map(differenceFromExpected).filter(({ variance }) => variance > 0);
  const left = all.length - studies.length;
  const information = sum(studies.map(({ variance }) => variance));
  if (studies.length === 0) return nothing();
  const score = sum(studies.map(({ difference }) => difference));
  const [estimate, standardError] = [score / information, 1 / Math.sqrt(information)];
  const z = estimate / standardError;
  const half = normalReach(level) * standardError;
  const q = sum(
    studies.map(({ difference, variance }) => variance * (difference / variance - estimate) ** 2),
  );
  return {
    method,
    estimate,
    standardError,
    z,
    pValue: 2 * normalCdf(-Math.abs(z)),
    interval: { lower: estimate - half, upper: estimate + half, level, method },
    heterogeneity: chiSquaredTest(q, studies.length - 1),
    studies: studies.length,
    warnings:
      left === 0
        ? []
        : [warning("left-out", `${left} of ${all.length} studies tell nothing of an odds ratio.`)],
  };
}

/** Events of the first arm less those expected without an effect, and their hypergeometric variance. */
function differenceFromExpected({ events1, others1, events2, others2 }: FourfoldCounts): {
  readonly difference: number;
  readonly variance: number;
} {
  const [n1, n2, events] = [events1 + others1, events2 + others2, events1 + events2];
  const n = n1 + n2;
  if (n < 2) return { difference: 0, variance: 0 };
  const variance = (n1 / n) * (n2 / n) * events * ((n - events) / (n - 1));
  return { difference: events1 - n1 * (events / n), variance };
}

function nothing(): PetoResult {
  return {
    method,
    estimate: null,
    standardError: null,
    z: null,
    pValue: null,
    interval: null,
    heterogeneity: noTest,
    studies: 0,
    warnings: [warning("not-estimable", "No study has both an event and its absence in two arms.")],
  };
}
