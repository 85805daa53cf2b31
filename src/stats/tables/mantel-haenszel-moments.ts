import { type Fourfold, sumOver } from "./fourfold.ts";

/** The common odds ratio of Mantel and Haenszel (1959); infinite with an empty denominator, null where the numerator is empty too. */
export function mantelHaenszelOdds(strata: readonly Fourfold[]): number | null {
  return quotient(
    sumOver(strata, ({ a, d, n }) => (a * d) / n),
    sumOver(strata, ({ b, c, n }) => (b * c) / n),
  );
}

/** The variance of its logarithm: Robins, Breslow and Greenland (1986), Biometrics 42:311. */
export function logOddsVariance(strata: readonly Fourfold[]): number | null {
  const r = sumOver(strata, ({ a, d, n }) => (a * d) / n);
  const s = sumOver(strata, ({ b, c, n }) => (b * c) / n);
  const pr = sumOver(strata, ({ a, d, n }) => ((a + d) * a * d) / (n * n));
  const mixed = sumOver(strata, ({ a, b, c, d, n }) => ((a + d) * b * c + (b + c) * a * d) / (n * n));
  const qs = sumOver(strata, ({ b, c, n }) => ((b + c) * b * c) / (n * n));
  return finite(pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s));
}

/** The common risk ratio and the variance of its logarithm: Greenland and Robins (1985), Biometrics 41:55. */
export function riskRatioMoments(strata: readonly Fourfold[]): {
  readonly ratio: number | null;
  readonly variance: number | null;
} {
  const r = sumOver(strata, ({ a, second, n }) => (a * second) / n);
  const s = sumOver(strata, ({ c, first, n }) => (c * first) / n);
  const p = sumOver(
    strata,
    ({ a, c, first, second, events, n }) => (first * second * events - a * c * n) / (n * n),
  );
  return { ratio: quotient(r, s), variance: finite(p / (r * s)) };
}

export type DifferenceVariance = "sato" | "greenland-robins";

/**
 * The common risk difference and its variance: of Sato, Greenland and Robins (1989), Biometrics 45:1323, which holds for many small strata too, or
 * of Greenland and Robins (1985), Biometrics 41:55, for few large ones.
 */
export function riskDifferenceMoments(
  strata: readonly Fourfold[],
  kind: DifferenceVariance,
): { readonly difference: number | null; readonly variance: number | null } {
  const size = sumOver(strata, ({ first, second, n }) => (first * second) / n);
  const difference = sumOver(strata, ({ a, c, first, second, n }) => (a * second - c * first) / n) / size;
  const spread = kind === "sato" ? satoSpread(strata, difference) : unrestrictedSpread(strata);
  return { difference: finite(difference), variance: finite(spread / size ** 2) };
}

function satoSpread(strata: readonly Fourfold[], difference: number): number {
  const p = sumOver(
    strata,
    ({ a, c, first, second, n }) =>
      (first ** 2 * c - second ** 2 * a + (first * second * (second - first)) / 2) / (n * n),
  );
  const q = sumOver(strata, ({ a, b, c, d, n }) => (a * d + c * b) / (2 * n));
  return difference * p + q;
}

function unrestrictedSpread(strata: readonly Fourfold[]): number {
  return sumOver(
    strata,
    ({ a, b, c, d, first, second, n }) =>
      (a * b * second ** 3 + c * d * first ** 3) / (first * second * n * n),
  );
}

function quotient(above: number, below: number): number | null {
  return above === 0 && below === 0 ? null : above / below;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
