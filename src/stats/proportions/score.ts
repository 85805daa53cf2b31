import { restrictedRisks } from "./restricted-risks.ts";
import type { RiskContrast, TwoProportions } from "./two-proportions.ts";

export type ScoreOptions = {
  /** Whether the variance is multiplied by N / (N − 1), as Miettinen and Nurminen do; without it they are Mee's and Koopman's intervals. */
  readonly varianceCorrection: boolean;
  /** Whether the statistic is corrected for its skewness (Laud 2017). */
  readonly skewness: boolean;
  /** Whether the score of an odds ratio is corrected for the bias that comes of the common level (Gart 1985). */
  readonly oddsRatioBias: boolean;
};

/** How far the groups are from a value of the contrast, with the variance and third central moment that this has there. */
export type ScoreMoments = { readonly distance: number; readonly variance: number; readonly third: number };

export function scoreMoments(
  groups: TwoProportions,
  contrast: RiskContrast,
  value: number,
  { varianceCorrection, oddsRatioBias }: Pick<ScoreOptions, "varianceCorrection" | "oddsRatioBias">,
): ScoreMoments {
  const { first, second } = groups;
  const all = first.n + second.n;
  const inflation = varianceCorrection && all > 1 ? all / (all - 1) : 1;
  const risks = restrictedRisks(groups, contrast, value);
  const [one, two] = [binomialMoments(risks.first, first.n), binomialMoments(risks.second, second.n)];
  if (contrast === "odds-ratio") {
    const [informationOne, informationTwo] = [
      first.n * first.n * one.variance,
      second.n * second.n * two.variance,
    ];
    const bias = oddsRatioBias ? (risks.first - risks.second) / (informationOne + informationTwo) : 0;
    return {
      distance: (first.events - first.n * risks.first) * (1 / informationOne + 1 / informationTwo) - bias,
      variance: inflation * (1 / informationOne + 1 / informationTwo),
      third: (1 - 2 * risks.first) / informationOne ** 2 - (1 - 2 * risks.second) / informationTwo ** 2,
    };
  }
  const factor = contrast === "risk-ratio" ? value : 1;
  const gap = first.events / first.n - (factor * second.events) / second.n;
  return {
    distance: contrast === "risk-ratio" ? gap : gap - value,
    variance: inflation * (one.variance + factor ** 2 * two.variance),
    third: one.third - factor ** 3 * two.third,
  };
}

/** Variance and third central moment of a proportion of `n`. */
function binomialMoments(risk: number, n: number): { readonly variance: number; readonly third: number } {
  const spread = risk * (1 - risk);
  return { variance: spread / n, third: (spread * (1 - 2 * risk)) / n ** 2 };
}

const beyondAll = 1e10;

/** The statistic of the moments, about normal: it falls as the value of the contrast grows. */
export function scoreStatistic(
  { distance, variance, third }: ScoreMoments,
  { skewness }: Pick<ScoreOptions, "skewness">,
): number {
  if (Math.abs(distance) < 1e-15) return skewness ? skewed(0, variance, third) : 0;
  const score = distance / Math.sqrt(variance);
  if (!Number.isFinite(score)) return Math.sign(distance) * beyondAll;
  return skewness ? skewed(score, variance, third) : score;
}

/**
 * The z with z + (z² − 1) γ / 6 = `score`, where γ is the skewness.
 *
 * Laud (2017), Equal-tailed confidence intervals for comparison of rates, Pharm. Stat. 16:334, after Gart and Nam (1988), Biometrics 44:323.
 */
function skewed(score: number, variance: number, third: number): number {
  const bend = third / (6 * variance ** 1.5);
  if (!Number.isFinite(bend) || bend === 0) return score;
  return (2 * (score + bend)) / (1 + Math.sqrt(Math.max(0, 1 + 4 * bend * (score + bend))));
}
