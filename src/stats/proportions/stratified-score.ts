import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf } from "../distributions/normal.ts";
import { noEstimate } from "../estimate.ts";
import { normalReach } from "../intervals/wald.ts";
import { levelIssues, usualLevel } from "../level.ts";
import { restrictedRisks } from "./restricted-risks.ts";
import { type ScoreMoments, scoreMoments, scoreStatistic } from "./score.ts";
import {
  isInside,
  noEffect,
  nullIssues,
  type ScoreInterval,
  type ScoreIntervalOptions,
  scoreLimits,
  scoreWarnings,
} from "./score-interval.ts";
import {
  observedEffect,
  type RiskContrast,
  type TwoProportions,
  twoProportionIssues,
} from "./two-proportions.ts";

/**
 * How strata weigh: by their sizes (Mantel and Haenszel), by the inverse of the variance of their score, or, for differences, as Miettinen
 * and Nurminen balance them between the two.
 */
export type StratumWeights = "mantel-haenszel" | "inverse-variance" | "miettinen-nurminen";

export type StratifiedScoreOptions = ScoreIntervalOptions & {
  /** `mantel-haenszel` where it is not given. */
  readonly weights?: StratumWeights;
};

/**
 * A contrast that the strata share, with the interval of its stratified score test. Strata in which a group is empty are left out.
 *
 * Miettinen and Nurminen (1985), Comparative analysis of two rates, Stat. Med. 4:213; with `skewness` Laud (2017), Pharm. Stat. 16:334.
 */
export function stratifiedScoreInterval(
  strata: readonly TwoProportions[],
  options: StratifiedScoreOptions,
): Result<ScoreInterval, InvalidInput> {
  const {
    contrast,
    level = usualLevel,
    varianceCorrection = true,
    skewness = false,
    oddsRatioBias = false,
  } = options;
  const { weights = "mantel-haenszel", nullValue = noEffect(contrast) } = options;
  const issues = [
    ...strata.flatMap(atStratum),
    ...levelIssues(level),
    ...nullIssues(contrast, nullValue),
    ...weightIssues(weights, contrast),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const used = strata.filter(({ first, second }) => first.n > 0 && second.n > 0);
  const n = used.reduce((sum, { first, second }) => sum + first.n + second.n, 0);
  const method = `Stratified score (Miettinen and Nurminen 1985), ${weights} weights`;
  if (used.length === 0) {
    const none = noEstimate(method, n, "no-observations", "No stratum has observations in both groups.");
    return ok({ ...none, contrast, statistic: null, pValue: null });
  }
  const at = (value: number): number => {
    const moments = used.map((groups) =>
      scoreMoments(groups, contrast, value, { varianceCorrection, oddsRatioBias }),
    );
    return scoreStatistic(pooled(moments, weightsAt(used, moments, { contrast, weights, value })), {
      skewness,
    });
  };
  const observed = observedEffect(totals(used), contrast);
  const limits = scoreLimits(at, contrast, observed, normalReach(level));
  const statistic = observed === null ? null : at(nullValue);
  return ok({
    method,
    contrast,
    estimate: isInside(observed, contrast) ? scoreLimits(at, contrast, observed, 0).lower : observed,
    standardError: null,
    interval: { ...limits, level, method },
    n,
    statistic,
    pValue: statistic === null ? null : 2 * normalCdf(-Math.abs(statistic)),
    warnings: scoreWarnings(observed, limits),
  });
}

function atStratum(groups: TwoProportions, index: number): readonly InputIssue[] {
  return twoProportionIssues(groups).map(({ path, message }) => ({
    path: `strata.${index}.${path}`,
    message,
  }));
}

function weightIssues(weights: StratumWeights, contrast: RiskContrast): readonly InputIssue[] {
  if (weights !== "miettinen-nurminen" || contrast === "risk-difference") return [];
  return [
    {
      path: "weights",
      message: "expected mantel-haenszel or inverse-variance: these weights are of differences",
    },
  ];
}

function totals(strata: readonly TwoProportions[]): TwoProportions {
  const total = (of: "first" | "second") => ({
    events: strata.reduce((sum, groups) => sum + groups[of].events, 0),
    n: strata.reduce((sum, groups) => sum + groups[of].n, 0),
  });
  return { first: total("first"), second: total("second") };
}

function pooled(moments: readonly ScoreMoments[], weights: readonly number[]): ScoreMoments {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (moment: ScoreMoments) => number, power: number): number =>
    moments.reduce((sum, moment, index) => sum + ((weights[index] ?? 0) / total) ** power * of(moment), 0);
  return {
    distance: mean(({ distance }) => distance, 1),
    variance: mean(({ variance }) => variance, 2),
    third: mean(({ third }) => third, 3),
  };
}

type WeightSettings = {
  readonly contrast: RiskContrast;
  readonly weights: StratumWeights;
  readonly value: number;
};

function weightsAt(
  strata: readonly TwoProportions[],
  moments: readonly ScoreMoments[],
  { contrast, weights, value }: WeightSettings,
): readonly number[] {
  const bySize = strata.map(({ first, second }) => (first.n * second.n) / (first.n + second.n));
  if (weights === "mantel-haenszel") return bySize;
  if (weights === "miettinen-nurminen") return balancedWeights(strata, contrast, value, bySize);
  const inverse = moments.map(({ variance }) => 1 / variance);
  return inverse.every(Number.isFinite) ? inverse : bySize;
}

const mostRounds = 1000;

/** Weights in which each group's size counts by the variance of its mean risk, which the weights themselves make. */
function balancedWeights(
  strata: readonly TwoProportions[],
  contrast: RiskContrast,
  value: number,
  start: readonly number[],
): readonly number[] {
  const risks = strata.map((groups) => restrictedRisks(groups, contrast, value));
  let weights = start;
  for (let round = 0; round < mostRounds; round += 1) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = (of: "first" | "second"): number =>
      risks.reduce((sum, risk, index) => sum + ((weights[index] ?? 0) * risk[of]) / total, 0);
    const spread = (risk: number): number => risk * (1 - risk);
    const ratio = spread(mean("first")) / spread(mean("second"));
    if (!(ratio > 0 && Number.isFinite(ratio))) return weights;
    const next = strata.map(({ first, second }) => 1 / (ratio / first.n + 1 / second.n));
    const change = Math.max(
      ...next.map((weight, index) => Math.abs(weight / (weights[index] ?? weight) - 1)),
    );
    weights = next;
    if (change < 1e-15) break;
  }
  return weights;
}
