import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { countIssues, sum } from "../../counts.ts";
import { normalCdf } from "../../distributions/normal.ts";
import { type Estimate, noEstimate } from "../../estimate.ts";
import { normalReach } from "../../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../../level.ts";
import type { FourfoldCounts } from "./peto.ts";

/** Log odds ratio, log risk ratio, risk difference: of the first arm to the second. */
export type MantelHaenszelMeasure = "OR" | "RR" | "RD";

/** An estimate with its test of no effect by the normal distribution; null where there is no estimate. */
export type MantelHaenszelEstimate = Estimate & { readonly z: number | null; readonly pValue: number | null };

type Pooled = { readonly estimate: number; readonly variance: number };

/**
 * The effect common to all studies by Mantel and Haenszel's weights, without a correction of empty cells. A study with an empty arm tells
 * nothing and is left out of `n`; refuses counts that are none.
 *
 * Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22:719. Variances: Robins, Breslow and Greenland (1986), Biometrics 42:311 (OR);
 * Greenland and Robins (1985), Biometrics 41:55 (RR); Sato (1989), Biometrics 45:1323 (RD).
 */
export function mantelHaenszelEffect(
  studies: readonly FourfoldCounts[],
  measure: MantelHaenszelMeasure,
  { level = usualLevel }: LevelOption = {},
): Result<MantelHaenszelEstimate, InvalidInput> {
  const issues = [
    ...studies.flatMap((study, index) => countIssues(`studies.${index}`, study)),
    ...levelIssues(level),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const tables = studies.map(tableOf).filter(({ n1, n2 }) => n1 > 0 && n2 > 0);
  return ok(described(pool[measure](tables), measure, tables.length, level));
}

function described(
  { estimate, variance }: Pooled,
  measure: MantelHaenszelMeasure,
  n: number,
  level: number,
): MantelHaenszelEstimate {
  const method = `Mantel–Haenszel ${measure} (Mantel and Haenszel 1959)`;
  if (!Number.isFinite(estimate) || !(variance > 0)) {
    const why = "The events leave no such effect, or no error of it, to estimate.";
    return { ...noEstimate(method, n, "not-estimable", why), z: null, pValue: null };
  }
  const standardError = Math.sqrt(variance);
  const z = estimate / standardError;
  const half = normalReach(level) * standardError;
  const interval = { lower: estimate - half, upper: estimate + half, level, method };
  const pValue = 2 * normalCdf(-Math.abs(z));
  return { method, estimate, standardError, interval, n, warnings: [], z, pValue };
}

type Table = ReturnType<typeof tableOf>;

function tableOf({
  events1: a,
  others1: b,
  events2: c,
  others2: d,
}: FourfoldCounts): Record<"a" | "b" | "c" | "d" | "n1" | "n2" | "n", number> {
  return { a, b, c, d, n1: a + b, n2: c + d, n: a + b + c + d };
}

const pool: Readonly<Record<MantelHaenszelMeasure, (tables: readonly Table[]) => Pooled>> = {
  OR: (tables) => {
    const terms = tables.map(({ a, b, c, d, n }) => ({ r: (a * d) / n, s: (b * c) / n, p: (a + d) / n }));
    const [r, s] = [sum(terms.map((term) => term.r)), sum(terms.map((term) => term.s))];
    const same = sum(terms.map((term) => term.p * term.r)) / (2 * r * r);
    const mixed = sum(terms.map((term) => term.p * term.s + (1 - term.p) * term.r)) / (2 * r * s);
    const other = sum(terms.map((term) => (1 - term.p) * term.s)) / (2 * s * s);
    return { estimate: Math.log(r / s), variance: same + mixed + other };
  },
  RR: (tables) => {
    const r = sum(tables.map(({ a, n2, n }) => (a * n2) / n));
    const s = sum(tables.map(({ c, n1, n }) => (c * n1) / n));
    const spread = sum(tables.map(({ a, c, n1, n2, n }) => (n1 / n) * (n2 / n) * (a + c) - (a * c) / n));
    return { estimate: Math.log(r / s), variance: spread / (r * s) };
  },
  RD: (tables) => {
    const weight = sum(tables.map(({ n1, n2, n }) => (n1 * n2) / n));
    const estimate = sum(tables.map(({ a, c, n1, n2, n }) => (a * n2 - c * n1) / n)) / weight;
    const along = tables.map(({ a, c, n1, n2, n }) => {
      const [first, second] = [n1 / n, n2 / n];
      return c * first * first - a * second * second + (first * second * (n2 - n1)) / 2;
    });
    const across = tables.map(({ a, b, c, d, n }) => (a * d + c * b) / n);
    return { estimate, variance: (estimate * sum(along) + sum(across) / 2) / weight ** 2 };
  },
};
