import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Estimate, noEstimate, type StatisticalWarning, warning } from "../estimate.ts";
import { normalReach, waldInterval, waldWarnings } from "../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import {
  observedEffect,
  type RiskContrast,
  type TwoProportions,
  twoProportionIssues,
} from "./two-proportions.ts";

/**
 * A risk difference, risk ratio or odds ratio with its large-sample interval: Wald's for the difference, and around the logarithm for the
 * ratios, whose `standardError` is of the logarithm. A ratio with an empty cell has no such interval.
 *
 * Katz, Baptista, Azen and Pike (1978), Biometrics 34:469; Woolf (1955), Ann. Hum. Genet. 19:251.
 */
export function riskEffect(
  groups: TwoProportions,
  { contrast, level = usualLevel }: LevelOption & { readonly contrast: RiskContrast },
): Result<Estimate, InvalidInput> {
  const issues = [...twoProportionIssues(groups), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const method = methods[contrast];
  const n = groups.first.n + groups.second.n;
  if (groups.first.n === 0 || groups.second.n === 0)
    return ok(noEstimate(method, n, "no-observations", "A group has no observations."));
  const estimate = observedEffect(groups, contrast);
  const standardError = standardErrorOf(groups, contrast);
  if (contrast === "risk-difference") {
    const interval = waldInterval(estimate ?? 0, standardError, level);
    return ok({
      method,
      estimate,
      standardError,
      interval,
      n,
      warnings: waldWarnings(interval, { lowest: -1, highest: 1 }),
    });
  }
  if (estimate === null || !Number.isFinite(standardError)) {
    return ok({ method, estimate, standardError: null, interval: null, n, warnings: [emptyCell(estimate)] });
  }
  const factor = Math.exp(normalReach(level) * standardError);
  const interval = { lower: estimate / factor, upper: estimate * factor, level, method };
  return ok({ method, estimate, standardError, interval, n, warnings: [] });
}

const methods: Readonly<Record<RiskContrast, string>> = {
  "risk-difference": "Risk difference (Wald)",
  "risk-ratio": "Risk ratio (Katz et al. 1978)",
  "odds-ratio": "Odds ratio (Woolf 1955)",
};

function standardErrorOf({ first, second }: TwoProportions, contrast: RiskContrast): number {
  const [a, b] = [first.events, first.n - first.events];
  const [c, d] = [second.events, second.n - second.events];
  if (contrast === "risk-difference") return Math.sqrt((a * b) / first.n ** 3 + (c * d) / second.n ** 3);
  if (contrast === "odds-ratio") return Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  return Math.sqrt(b / (a * first.n) + d / (c * second.n));
}

function emptyCell(estimate: number | null): StatisticalWarning {
  const what = estimate === null ? "the ratio is not defined" : "its logarithm has no standard error";
  return warning("not-estimable", `A cell is empty: ${what}. A score interval does without.`);
}
