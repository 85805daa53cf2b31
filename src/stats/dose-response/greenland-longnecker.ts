import { findRoot } from "../numerics/root.ts";
import type { RiskDesign, RiskDose } from "./dose-study.ts";

/** Numbers of cases, and of all or of controls, that a dose stands for. */
export type PseudoCounts = { readonly cases: readonly number[]; readonly others: readonly number[] };

/**
 * Cases by dose that agree with the relative risks and with the margins: all cases, and how many there are at each dose. Others are controls of
 * case-control studies and otherwise all at risk. Undefined where the margins do not allow it.
 *
 * Greenland and Longnecker (1992), Methods for trend estimation from summarized dose-response data, Am. J. Epidemiol. 135:1301.
 */
export function greenlandLongneckerCounts(doses: readonly RiskDose[]): PseudoCounts | undefined {
  const total = doses.reduce((sum, { cases }) => sum + cases, 0);
  if (doses[0]?.design !== "case-control") {
    const shares = doses.map(({ n, logRelativeRisk }) => n * Math.exp(logRelativeRisk));
    const all = shares.reduce((sum, share) => sum + share, 0);
    return { cases: shares.map((share) => (total * share) / all), others: doses.map(({ n }) => n) };
  }
  const casesAt = (logOdds: number): readonly number[] =>
    doses.map(({ n, logRelativeRisk }) => n / (1 + Math.exp(-logOdds - logRelativeRisk)));
  const excess = (logOdds: number): number => casesAt(logOdds).reduce((sum, one) => sum + one, 0) - total;
  const found = findRoot(excess, { low: -60, high: 60 });
  if (found === undefined) return undefined;
  const cases = casesAt(found.root);
  return { cases, others: doses.map(({ n }, index) => n - (cases[index] as number)) };
}

/** What a dose adds to the variance of a log relative risk. */
export function doseVariance(design: RiskDesign, cases: number, others: number): number {
  if (design === "case-control") return 1 / cases + 1 / others;
  return design === "incidence-rate" ? 1 / cases : 1 / cases - 1 / others;
}
