import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { warning } from "../estimate.ts";
import type { HypothesisTest } from "../hypothesis-test.ts";
import { restrictedRisks } from "../proportions/restricted-risks.ts";
import type { RiskContrast } from "../proportions/two-proportions.ts";
import { stratumEffect } from "./common-effect.ts";
import { type Fourfold, type FourfoldTable, fourfold, strataIssues, sumOver } from "./fourfold.ts";
import { mantelHaenszelOdds } from "./mantel-haenszel-moments.ts";

/**
 * The test that the strata share one odds ratio. Tarone's correction, made unless it is switched off, makes up for the common odds ratio
 * being Mantel and Haenszel's and not the most likely one. Strata with an empty margin tell nothing and are left out.
 *
 * Breslow and Day (1980), Statistical Methods in Cancer Research I, section 4.4; Tarone (1985), Biometrika 72:91.
 */
export function breslowDayTest(
  strata: readonly FourfoldTable[],
  { correction = true }: { readonly correction?: boolean } = {},
): Result<HypothesisTest, InvalidInput> {
  const issues = strataIssues(strata);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const used = strata
    .map(fourfold)
    .filter(({ first, second, events, others }) => first * second * events * others > 0);
  const common = mantelHaenszelOdds(used);
  const method = correction ? "Breslow–Day test, Tarone's correction (1985)" : "Breslow–Day test (1980)";
  const isBounded = common !== null && common > 0 && common < Number.POSITIVE_INFINITY;
  const fits = isBounded ? used.map((stratum) => fitted(stratum, common)) : [];
  const excess = sumOver(fits, ({ gap }) => gap);
  const tarone = correction ? excess ** 2 / sumOver(fits, ({ variance }) => variance) : 0;
  const statistic = sumOver(fits, ({ gap, variance }) => gap ** 2 / variance) - tarone;
  return ok(tested(method, isBounded ? statistic : null, { used, strata: strata.length }));
}

/** How far the events of the first group are from what a common odds ratio gives, and their variance there. */
function fitted(
  { a, events, first, second, n }: Fourfold,
  oddsRatio: number,
): { readonly gap: number; readonly variance: number } {
  const groups = { first: { events: a, n: first }, second: { events: events - a, n: second } };
  const expected = first * restrictedRisks(groups, "odds-ratio", oddsRatio).first;
  const cells = [expected, first - expected, events - expected, n - first - events + expected];
  return { gap: a - expected, variance: 1 / sumOver(cells, (count) => 1 / count) };
}

/**
 * The test that the strata share one effect: the weighted sum of squares around the mean of inverse variances. Strata with an empty cell tell
 * nothing of a ratio and are left out.
 *
 * Woolf (1955), Ann. Hum. Genet. 19:251.
 */
export function woolfTest(
  strata: readonly FourfoldTable[],
  { contrast = "odds-ratio" }: { readonly contrast?: RiskContrast } = {},
): Result<HypothesisTest, InvalidInput> {
  const issues = strataIssues(strata);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const used = strata.map(fourfold).filter((stratum) => {
    const { value, variance } = stratumEffect(stratum, contrast);
    return Number.isFinite(value) && variance > 0 && Number.isFinite(variance);
  });
  const effects = used.map((stratum) => stratumEffect(stratum, contrast));
  const mean =
    sumOver(effects, ({ value, variance }) => value / variance) /
    sumOver(effects, ({ variance }) => 1 / variance);
  const statistic = sumOver(effects, ({ value, variance }) => (value - mean) ** 2 / variance);
  return ok(tested("Woolf's test of homogeneity (1955)", statistic, { used, strata: strata.length }));
}

function tested(
  method: string,
  statistic: number | null,
  { used, strata }: { readonly used: readonly Fourfold[]; readonly strata: number },
): HypothesisTest {
  const degreesOfFreedom = used.length - 1;
  const isFound = statistic !== null && degreesOfFreedom > 0 && Number.isFinite(statistic);
  return {
    method,
    statistic: isFound ? statistic : null,
    degreesOfFreedom: degreesOfFreedom > 0 ? degreesOfFreedom : null,
    pValue: isFound ? chiSquaredTails(statistic, degreesOfFreedom).upper : null,
    alternative: "two-sided",
    n: sumOver(used, ({ n }) => n),
    warnings: [
      ...(isFound
        ? []
        : [warning("not-estimable", "It takes two strata that tell something of the effect.")]),
      ...(used.length < strata
        ? [warning("left-out", `Strata that tell nothing were left out: ${strata - used.length}.`)]
        : []),
    ],
  };
}
