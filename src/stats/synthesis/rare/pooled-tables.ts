import { sum } from "../../counts.ts";
import type { FourfoldCounts, PersonTimeCounts } from "./fourfold.ts";

/** A pooled effect, on the log scale if it is a ratio, and its variance; not finite where the events leave none. */
export type Pooled = { readonly estimate: number; readonly variance: number };

/** Robins, Breslow and Greenland (1986), Biometrics 42:311. */
export function pooledOddsRatio(studies: readonly FourfoldCounts[]): Pooled {
  const terms = tablesOf(studies).map(({ a, b, c, d, n }) => ({
    r: (a * d) / n,
    s: (b * c) / n,
    p: (a + d) / n,
  }));
  const [r, s] = [sum(terms.map((term) => term.r)), sum(terms.map((term) => term.s))];
  const same = sum(terms.map((term) => term.p * term.r)) / (2 * r * r);
  const mixed = sum(terms.map((term) => term.p * term.s + (1 - term.p) * term.r)) / (2 * r * s);
  const other = sum(terms.map((term) => (1 - term.p) * term.s)) / (2 * s * s);
  return { estimate: Math.log(r / s), variance: same + mixed + other };
}

/** Greenland and Robins (1985), Biometrics 41:55. */
export function pooledRiskRatio(studies: readonly FourfoldCounts[]): Pooled {
  const tables = tablesOf(studies);
  const r = sum(tables.map(({ a, n2, n }) => (a * n2) / n));
  const s = sum(tables.map(({ c, n1, n }) => (c * n1) / n));
  const spread = sum(tables.map(({ a, c, n1, n2, n }) => (n1 / n) * (n2 / n) * (a + c) - (a * c) / n));
  return { estimate: Math.log(r / s), variance: spread / (r * s) };
}

/** Sato (1989), Biometrics 45:1323. */
export function pooledRiskDifference(studies: readonly FourfoldCounts[]): Pooled {
  const tables = tablesOf(studies);
  const weight = sum(tables.map(({ n1, n2, n }) => (n1 * n2) / n));
  const estimate = sum(tables.map(({ a, c, n1, n2, n }) => (a * n2 - c * n1) / n)) / weight;
  const along = tables.map(({ a, c, n1, n2, n }) => {
    const [first, second] = [n1 / n, n2 / n];
    return c * first * first - a * second * second + (first * second * (n2 - n1)) / 2;
  });
  const across = tables.map(({ a, b, c, d, n }) => (a * d + c * b) / n);
  return { estimate, variance: (estimate * sum(along) + sum(across) / 2) / weight ** 2 };
}

/** Greenland and Robins (1985), Biometrics 41:55, for person-time. */
export function pooledRateRatio(studies: readonly PersonTimeCounts[]): Pooled {
  const shares = studies.map(sharesOf);
  const r = sum(shares.map(({ x1, share2 }) => x1 * share2));
  const s = sum(shares.map(({ x2, share1 }) => x2 * share1));
  const spread = sum(shares.map(({ x1, x2, share1, share2 }) => (x1 + x2) * share1 * share2));
  return { estimate: Math.log(r / s), variance: spread / (r * s) };
}

/** Greenland and Robins (1985), Biometrics 41:55, for person-time. */
export function pooledRateDifference(studies: readonly PersonTimeCounts[]): Pooled {
  const shares = studies.map(sharesOf);
  const weight = sum(shares.map(({ time1, share2 }) => time1 * share2));
  const estimate = sum(shares.map(({ x1, x2, share1, share2 }) => x1 * share2 - x2 * share1)) / weight;
  const spread = sum(shares.map(({ x1, x2, share1, share2 }) => x1 * share2 ** 2 + x2 * share1 ** 2));
  return { estimate, variance: spread / weight ** 2 };
}

type Table = Record<"a" | "b" | "c" | "d" | "n1" | "n2" | "n", number>;

/** The tables that have somebody in both arms: the others tell nothing. */
export function tablesOf(studies: readonly FourfoldCounts[]): readonly Table[] {
  return studies
    .map(({ events1: a, others1: b, events2: c, others2: d }) => {
      return { a, b, c, d, n1: a + b, n2: c + d, n: a + b + c + d };
    })
    .filter(({ n1, n2 }) => n1 > 0 && n2 > 0);
}

export function sharesOf({ events1: x1, time1, events2: x2, time2 }: PersonTimeCounts) {
  const all = time1 + time2;
  return { x1, x2, time1, time2, share1: time1 / all, share2: time2 / all };
}
