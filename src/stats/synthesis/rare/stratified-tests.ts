import { sum } from "../../counts.ts";
import { chiSquaredTails } from "../../distributions/chi-squared.ts";
import type { FourfoldCounts, PersonTimeCounts } from "./fourfold.ts";
import { sharesOf, tablesOf } from "./pooled-tables.ts";

/** A statistic to be held against χ²; nulls where the data do not give it. */
export type ChiSquaredTest = {
  readonly statistic: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
};

export const noTest: ChiSquaredTest = { statistic: null, degreesOfFreedom: null, pValue: null };

export function chiSquaredTest(statistic: number, degreesOfFreedom: number): ChiSquaredTest {
  if (!Number.isFinite(statistic) || degreesOfFreedom < 0) return noTest;
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquaredTails(statistic, degreesOfFreedom).upper;
  return { statistic, degreesOfFreedom, pValue };
}

/**
 * Whether arm and event go together within the studies: by binomial variances (Cochran) and by hypergeometric ones (Mantel and Haenszel).
 * The correction takes half an event from the difference.
 *
 * Cochran (1954), Biometrics 10:417; Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22:719.
 */
export function associationTests(
  studies: readonly FourfoldCounts[],
  isCorrected: boolean,
): { readonly cochran: ChiSquaredTest; readonly mantelHaenszel: ChiSquaredTest } {
  const terms = tablesOf(studies).map(({ a, c, n1, n2, n }) => {
    const events = a + c;
    const binomial = (n1 / n) * (n2 / n) * events * ((n - events) / n);
    return { beyond: a - n1 * (events / n), binomial, exact: n > 1 ? (binomial * n) / (n - 1) : 0 };
  });
  const beyond = sum(terms.map((term) => term.beyond));
  const square = (Math.abs(beyond) - (isCorrected ? 0.5 : 0)) ** 2;
  return {
    cochran: chiSquaredTest(square / sum(terms.map((term) => term.binomial)), 1),
    mantelHaenszel: chiSquaredTest(square / sum(terms.map((term) => term.exact)), 1),
  };
}

/** The same for events in person-time. Rothman, Greenland and Lash (2008), Modern Epidemiology, 3rd ed., ch. 15. */
export function rateAssociationTest(
  studies: readonly PersonTimeCounts[],
  isCorrected: boolean,
): ChiSquaredTest {
  const shares = studies.map(sharesOf);
  const beyond = sum(shares.map(({ x1, x2, share1 }) => x1 - (x1 + x2) * share1));
  const variance = sum(shares.map(({ x1, x2, share1, share2 }) => (x1 + x2) * share1 * share2));
  return chiSquaredTest((Math.abs(beyond) - (isCorrected ? 0.5 : 0)) ** 2 / variance, 1);
}

/**
 * Whether the studies have one odds ratio: Breslow and Day's sum of squares about the events that `oddsRatio` lets expect, and Tarone's,
 * which allows for its estimation. Studies without events, or with nothing else, count nothing.
 *
 * Breslow and Day (1980), Statistical Methods in Cancer Research I, IARC, p. 142; Tarone (1985), Biometrika 72:91.
 */
export function homogeneityTests(
  studies: readonly FourfoldCounts[],
  oddsRatio: number,
): { readonly breslowDay: ChiSquaredTest; readonly tarone: ChiSquaredTest } {
  const tables = tablesOf(studies).filter(({ a, b, c, d }) => a + c > 0 && b + d > 0);
  const terms = tables.map(({ a, c, n1, n2 }) => {
    const expected = expectedEvents(a + c, n1, n2, oddsRatio);
    const cells = [expected, n1 - expected, a + c - expected, n2 - a - c + expected];
    return { beyond: a - expected, variance: 1 / sum(cells.map((cell) => 1 / cell)) };
  });
  const square = sum(terms.map(({ beyond, variance }) => beyond ** 2 / variance));
  const drift = sum(terms.map(({ beyond }) => beyond)) ** 2 / sum(terms.map(({ variance }) => variance));
  return {
    breslowDay: chiSquaredTest(square, tables.length - 1),
    tarone: chiSquaredTest(square - drift, tables.length - 1),
  };
}

/** Events of the first arm that give the odds ratio with the margins as they are: the root within reach of a quadratic. */
function expectedEvents(events: number, n1: number, n2: number, oddsRatio: number): number {
  const square = 1 - oddsRatio;
  const linear = n2 - events + oddsRatio * (n1 + events);
  const constant = oddsRatio * n1 * events;
  const root = Math.sqrt(linear ** 2 + 4 * square * constant);
  return linear >= 0 ? (2 * constant) / (linear + root) : (root - linear) / (2 * square);
}
