import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Estimate, type StatisticalWarning, warning } from "../estimate.ts";
import { normalReach, waldInterval } from "../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import type { RiskContrast } from "../proportions/two-proportions.ts";
import { type Fourfold, type FourfoldTable, fourfold, strataIssues, sumOver } from "./fourfold.ts";
import {
  type DifferenceVariance,
  logOddsVariance,
  mantelHaenszelOdds,
  riskDifferenceMoments,
  riskRatioMoments,
} from "./mantel-haenszel-moments.ts";

export type CommonEffectOptions = LevelOption & {
  readonly contrast: RiskContrast;
  /** Which variance the risk difference has; `sato` where it is not given. */
  readonly variance?: DifferenceVariance;
  /** `mantel-haenszel` where it is not given; `woolf` weighs by inverse variance and leaves strata with an empty cell out of ratios. */
  readonly weights?: "mantel-haenszel" | "woolf";
};

/**
 * The effect that the strata of a trial share. The `standardError` of a ratio is that of its logarithm.
 *
 * Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22:719, with the variances of Robins, Breslow and Greenland (1986), Biometrics 42:311,
 * Greenland and Robins (1985), Biometrics 41:55, and Sato (1989), Biometrics 45:1323; Woolf (1955), Ann. Hum. Genet. 19:251.
 */
export function commonEffect(
  strata: readonly FourfoldTable[],
  { contrast, variance = "sato", weights = "mantel-haenszel", level = usualLevel }: CommonEffectOptions,
): Result<Estimate, InvalidInput> {
  const issues = [...strataIssues(strata), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const used = strata.map(fourfold).filter(({ first, second }) => first > 0 && second > 0);
  const found =
    weights === "woolf" ? inverseVariance(used, contrast) : mantelHaenszel(used, contrast, variance);
  const leftOut = strata.length - used.length + found.leftOut;
  const warnings = [
    ...(leftOut > 0
      ? [warning("left-out", `Strata that tell nothing of the effect were left out: ${leftOut}.`)]
      : []),
    ...notEstimable(found),
  ];
  const n = sumOver(used, (one) => one.n);
  const method = `Common ${contrast} (${found.method})`;
  const { estimate, standardError } = found;
  if (estimate === null || standardError === null)
    return ok({ method, estimate, standardError, interval: null, n, warnings });
  return ok({
    method,
    estimate,
    standardError,
    interval: intervalOf(found.method, contrast, estimate, { standardError, level }),
    n,
    warnings,
  });
}

type Found = {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly method: string;
  readonly leftOut: number;
};

function mantelHaenszel(
  strata: readonly Fourfold[],
  contrast: RiskContrast,
  kind: DifferenceVariance,
): Found {
  if (contrast === "odds-ratio")
    return found(mantelHaenszelOdds(strata), logOddsVariance(strata), "Robins, Breslow and Greenland 1986");
  if (contrast === "risk-ratio") {
    const { ratio, variance } = riskRatioMoments(strata);
    return found(ratio, variance, "Greenland and Robins 1985");
  }
  const { difference, variance } = riskDifferenceMoments(strata, kind);
  return found(difference, variance, kind === "sato" ? "Sato 1989" : "Greenland and Robins 1985");
}

function found(estimate: number | null, variance: number | null, method: string, leftOut = 0): Found {
  return { estimate, standardError: variance === null ? null : Math.sqrt(variance), method, leftOut };
}

function inverseVariance(strata: readonly Fourfold[], contrast: RiskContrast): Found {
  const effects = strata
    .map((stratum) => stratumEffect(stratum, contrast))
    .filter(({ value, variance }) => Number.isFinite(value) && variance > 0 && Number.isFinite(variance));
  const weight = sumOver(effects, ({ variance }) => 1 / variance);
  if (weight === 0) return found(null, null, "Woolf 1955", strata.length);
  const mean = sumOver(effects, ({ value, variance }) => value / variance) / weight;
  const estimate = contrast === "risk-difference" ? mean : Math.exp(mean);
  return found(estimate, 1 / weight, "Woolf 1955", strata.length - effects.length);
}

/** A difference, or the logarithm of a ratio, of one stratum. */
export function stratumEffect(
  { a, b, c, d, first, second }: Fourfold,
  contrast: RiskContrast,
): { readonly value: number; readonly variance: number } {
  if (contrast === "odds-ratio")
    return { value: Math.log((a * d) / (b * c)), variance: 1 / a + 1 / b + 1 / c + 1 / d };
  if (contrast === "risk-ratio")
    return { value: Math.log((a * second) / (c * first)), variance: b / (a * first) + d / (c * second) };
  return { value: a / first - c / second, variance: (a * b) / first ** 3 + (c * d) / second ** 3 };
}

function intervalOf(
  method: string,
  contrast: RiskContrast,
  estimate: number,
  { standardError, level }: { readonly standardError: number; readonly level: number },
): Estimate["interval"] {
  if (contrast === "risk-difference") return { ...waldInterval(estimate, standardError, level), method };
  const factor = Math.exp(normalReach(level) * standardError);
  return { lower: estimate / factor, upper: estimate * factor, level, method };
}

function notEstimable({ estimate, standardError }: Found): readonly StatisticalWarning[] {
  if (estimate === null) return [warning("not-estimable", "The strata leave the effect undefined.")];
  if (standardError !== null) return [];
  return [warning("not-estimable", "Events are in one group alone: the logarithm has no standard error.")];
}
