import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf } from "../distributions/normal.ts";
import { type Estimate, noEstimate, type StatisticalWarning, warning } from "../estimate.ts";
import { normalReach } from "../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { expandBracket, findRoot } from "../numerics/root.ts";
import { type ScoreOptions, scoreMoments, scoreStatistic } from "./score.ts";
import {
  observedEffect,
  type RiskContrast,
  type TwoProportions,
  twoProportionIssues,
} from "./two-proportions.ts";

export type ScoreIntervalOptions = LevelOption &
  Partial<ScoreOptions> & {
    readonly contrast: RiskContrast;
    /** The value of the contrast that is tested; no effect where it is not given. A margin of non-inferiority goes here. */
    readonly nullValue?: number;
  };

export type ScoreInterval = Estimate & {
  readonly contrast: RiskContrast;
  /** The score statistic at `nullValue`, about normal. */
  readonly statistic: number | null;
  /** Two-sided. */
  readonly pValue: number | null;
};

/**
 * A risk difference, risk ratio or odds ratio of two independent groups with the interval of its score test. `upper` is infinite where the
 * data do not bound a ratio.
 *
 * With the factor N / (N − 1): Miettinen and Nurminen (1985), Stat. Med. 4:213. Without it: Mee (1984), Biometrics 40:1175, for differences;
 * Koopman (1984), Biometrics 40:513, for ratios. With `skewness`: Laud (2017), Pharm. Stat. 16:334, and for odds ratios
 * with `oddsRatioBias`: Gart (1985), Biometrika 72:673; the estimate then solves the corrected score.
 */
export function scoreInterval(
  groups: TwoProportions,
  options: ScoreIntervalOptions,
): Result<ScoreInterval, InvalidInput> {
  const {
    contrast,
    level = usualLevel,
    varianceCorrection = true,
    skewness = false,
    oddsRatioBias = false,
  } = options;
  const { nullValue = noEffect(contrast) } = options;
  const issues = [...twoProportionIssues(groups), ...levelIssues(level), ...nullIssues(contrast, nullValue)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const method = scoreMethod(contrast, { varianceCorrection, skewness });
  const n = groups.first.n + groups.second.n;
  if (groups.first.n === 0 || groups.second.n === 0) {
    const none = noEstimate(method, n, "no-observations", "A group has no observations.");
    return ok({ ...none, contrast, statistic: null, pValue: null });
  }
  const at = (value: number): number =>
    scoreStatistic(scoreMoments(groups, contrast, value, { varianceCorrection, oddsRatioBias }), {
      skewness,
    });
  const observed = observedEffect(groups, contrast);
  const limits = scoreLimits(at, contrast, observed, normalReach(level));
  const statistic = observed === null ? null : at(nullValue);
  return ok({
    method,
    contrast,
    estimate:
      (skewness || oddsRatioBias) && isInside(observed, contrast)
        ? scoreLimits(at, contrast, observed, 0).lower
        : observed,
    standardError: null,
    interval: { ...limits, level, method },
    n,
    statistic,
    pValue: statistic === null ? null : 2 * normalCdf(-Math.abs(statistic)),
    warnings: scoreWarnings(observed, limits),
  });
}

/** Whether an observed contrast lies within its range, so that the score has a root. */
export function isInside(observed: number | null, contrast: RiskContrast): observed is number {
  if (observed === null) return false;
  return contrast === "risk-difference"
    ? Math.abs(observed) < 1
    : observed > 0 && observed < Number.POSITIVE_INFINITY;
}

export function noEffect(contrast: RiskContrast): number {
  return contrast === "risk-difference" ? 0 : 1;
}

export function nullIssues(
  contrast: RiskContrast,
  value: number,
): readonly { readonly path: string; readonly message: string }[] {
  const isSound =
    contrast === "risk-difference" ? Math.abs(value) < 1 : value > 0 && value < Number.POSITIVE_INFINITY;
  if (isSound) return [];
  const wanted = contrast === "risk-difference" ? "a difference between −1 and 1" : "a ratio above 0";
  return [{ path: "nullValue", message: `expected ${wanted}, got ${value}` }];
}

function scoreMethod(
  contrast: RiskContrast,
  { varianceCorrection, skewness }: Omit<ScoreOptions, "oddsRatioBias">,
): string {
  if (skewness) return "Skewness-corrected score (Laud 2017)";
  if (varianceCorrection) return "Score (Miettinen and Nurminen 1985)";
  return contrast === "risk-difference" ? "Score (Mee 1984)" : "Score (Koopman 1984)";
}

type Limits = { readonly lower: number; readonly upper: number };

/** The values of the contrast at which a statistic that falls in it is `reach` and −`reach`. */
export function scoreLimits(
  statistic: (value: number) => number,
  contrast: RiskContrast,
  observed: number | null,
  reach: number,
): Limits {
  if (contrast === "risk-difference") {
    const limit = (wanted: number): number | undefined =>
      findRoot((value) => statistic(value) - wanted, { low: -1, high: 1 })?.root;
    return { lower: limit(reach) ?? -1, upper: limit(-reach) ?? 1 };
  }
  if (observed === null && !isBounded(statistic)) return { lower: 0, upper: Number.POSITIVE_INFINITY };
  return {
    lower: observed === 0 ? 0 : (ratioLimit(statistic, reach) ?? 0),
    upper:
      observed === Number.POSITIVE_INFINITY
        ? observed
        : (ratioLimit(statistic, -reach) ?? Number.POSITIVE_INFINITY),
  };
}

/** Whether the statistic tells ratios apart at all. */
function isBounded(statistic: (value: number) => number): boolean {
  const [low, high] = [statistic(1e-6), statistic(1e6)];
  return Number.isFinite(low) && Number.isFinite(high) && low - high > 1e-3;
}

function ratioLimit(statistic: (value: number) => number, wanted: number): number | undefined {
  const excess = (logarithm: number): number => statistic(Math.exp(logarithm)) - wanted;
  const bracket = expandBracket(excess, { low: -1, high: 1 }, { mostSteps: 8 });
  const found = bracket && findRoot(excess, bracket);
  return found && Math.exp(found.root);
}

export function scoreWarnings(estimate: number | null, limits: Limits): readonly StatisticalWarning[] {
  return [
    ...(estimate === null
      ? [
          warning(
            "not-estimable",
            "Both groups lie at the same end of the scale: a ratio of them is not defined.",
          ),
        ]
      : []),
    ...(limits.upper === Number.POSITIVE_INFINITY
      ? [warning("unbounded", "The data give no upper limit: it is infinite.")]
      : []),
  ];
}
